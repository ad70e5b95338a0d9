"""The version, once; `pyproject.toml` carries the same."""

VERSION = "0.1.0"
