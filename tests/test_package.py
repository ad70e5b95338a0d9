import doctest
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import unhook


def test_the_version_is_the_one_that_is_packaged() -> None:
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    assert unhook.__version__ == project["project"]["version"]


def test_what_is_exported_is_there() -> None:
    for name in unhook.__all__:
        assert getattr(unhook, name) is not None


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        unhook.chekc  # noqa: B018


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, unhook; print([name for name in sys.modules if name.startswith('unhook.message')])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_the_examples_of_the_package_run() -> None:
    assert doctest.testmod(unhook).attempted > 0
    assert doctest.testmod(unhook).failed == 0
