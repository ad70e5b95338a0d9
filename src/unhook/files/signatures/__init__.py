"""YARA rules over every file: what it is (`types.yar`), what honest attachments do not hold (`hostile.yar`),
and those of folders that the operator names.

Compiled where the files are named and handed to workers as bytes, so that a worker reads no folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.errors import ConfigError

if TYPE_CHECKING:
    from yara_x import Rules

TYPES, HOSTILE, OPERATOR = "types", "hostile", "operator"
_HERE = Path(__file__).parent
_ENDINGS = (".yar", ".yara")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds of a file; `namespace` says whose it is (`types`, `hostile`, `operator`)."""

    name: str
    namespace: str
    description: str = ""


def compiled(folders: Sequence[Path] = ()) -> bytes:
    """The shipped rules and those of `folders` (every `.yar` and `.yara` below them, in order of names).

    Raises `ConfigError`, which names the file, for a rule that does not compile or a folder that is missing.
    """
    import yara_x

    compiler = yara_x.Compiler()
    for name in (TYPES, HOSTILE):
        compiler.new_namespace(name)
        compiler.add_source((_HERE / f"{name}.yar").read_text(encoding="utf-8"), origin=f"{name}.yar")
    for path in _files(folders):
        compiler.new_namespace(f"{OPERATOR}:{path}")
        try:
            compiler.add_source(path.read_text(encoding="utf-8"), origin=str(path))
        except (OSError, UnicodeDecodeError, yara_x.CompileError) as error:
            raise ConfigError(f"{path}: {error}") from error
    written = BytesIO()
    compiler.build().serialize_into(written)
    return written.getvalue()


@cache
def _read(rules: bytes) -> "Rules":
    import yara_x

    return yara_x.Rules.deserialize_from(BytesIO(rules))


@cache
def _shipped() -> bytes:
    return compiled()


def matches(data: bytes, rules: bytes, seconds: float) -> tuple[Match, ...]:
    """The rules that hold of `data`, in order; `rules` as `compiled` gives them, those shipped where empty.

    Raises `yara_x.TimeoutError` where they take longer than `seconds`.
    """
    import yara_x

    scanner = yara_x.Scanner(_read(rules or _shipped()))
    scanner.set_timeout(max(1, round(seconds)))
    found = scanner.scan(data).matching_rules
    return tuple(
        Match(
            rule.identifier, rule.namespace.partition(":")[0], str(dict(rule.metadata).get("description", ""))
        )
        for rule in found
    )


def _files(folders: Sequence[Path]) -> list[Path]:
    for folder in folders:
        if not folder.exists():
            raise ConfigError(f"{folder}: there are no YARA rules, since there is no such folder")
    found = (path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*")))
    return sorted({path for path in found if path.suffix.lower() in _ENDINGS and path.is_file()})
