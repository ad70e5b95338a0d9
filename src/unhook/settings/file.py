"""The configuration file: TOML to checked settings, every mistake with its place; and a file of defaults."""

import json
import textwrap
import tomllib
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from unhook.errors import ConfigError
from unhook.settings.model import ExceptionTable, OverrideTable, Settings
from unhook.settings.watch import AccountTable

_WIDTH = 100
_LISTED: tuple[tuple[str, type[BaseModel]], ...] = (
    ("policy.override", OverrideTable),
    ("policy.exception", ExceptionTable),
    ("watch.account", AccountTable),
)


def load(path: Path) -> Settings:
    """The settings of a file. Raises `ConfigError`, a line for each mistake, with the option's name."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        mistakes = [
            ": ".join(filter(None, (str(path), ".".join(map(str, each["loc"])), each["msg"])))
            for each in error.errors()
        ]
        raise ConfigError("\n".join(mistakes)) from None


def defaults() -> str:
    """A file that says what is so without one: every option with its words; what has no default is off."""
    lines = ["# Unhook's configuration: every option with its default."]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        assert isinstance(section, type)
        assert issubclass(section, BaseModel)
        lines += ["", *_comment(section), f"[{name}]"]
        for option, described in section.model_fields.items():
            if any(f"{name}.{option}" == listed for listed, _ in _LISTED):
                continue
            lines += ["", *_words(described.description), _line(option, described.default)]
    for listed, table in _LISTED:
        lines += ["", *_comment(table), f"# [[{listed}]]"]
        for option, described in table.model_fields.items():
            lines += [*_words(described.description), f"# {_line(option, described.default).lstrip('# ')}"]
    return "\n".join(lines) + "\n"


def _comment(table: type[BaseModel]) -> list[str]:
    return _words((table.__doc__ or "").strip())


def _words(text: str | None) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text or "", _WIDTH)]


def _line(option: str, value: object) -> str:
    if value is None or value is PydanticUndefined:
        return f"# {option} ="
    if isinstance(value, tuple):
        return f"{option} = {json.dumps(list(value))}"
    if isinstance(value, Path):
        value = str(value)
    return f"{option} = {json.dumps(value)}"
