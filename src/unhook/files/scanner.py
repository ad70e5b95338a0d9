"""What a scanner is, and which of them read a file."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from unhook.files.model import Found
from unhook.limits import FILES, FileLimits


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to scan and what helps: `kind` by content (`message.mime.magic`), `name` and `media_type` as
    declared, `passwords` that the mail offers, `recipients` whose addresses may be carried inside,
    `yara` the compiled rules (`files.signatures.compiled`), those shipped where empty. `only`: the scanners
    that are asked, by name; none named asks all but those on demand.
    """

    data: bytes = field(repr=False)
    kind: str
    name: str | None = None
    media_type: str | None = None
    passwords: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    limits: FileLimits = FILES
    yara: bytes = field(default=b"", repr=False)
    only: frozenset[str] = frozenset()

    @property
    def extension(self) -> str | None:
        """Lower case, without the dot."""
        _, dot, extension = (self.name or "").rpartition(".")
        return extension.lower() if dot else None


@dataclass(frozen=True, slots=True)
class Scanner:
    """A module of `files.scanners` offers one as `SCANNER`.

    It reads files whose content is one of `kinds`, those named with one of `extensions` whose content
    tells nothing better than plain text, and every file where both are None. `scan` may raise anything:
    that is a fault of this scanner on this file. Heavy libraries are imported inside `scan`. `warm` loads
    what all files share (rules, models) once, before workers are made; it starts no thread. `on_demand`: it
    costs so much that a sample has to ask for it (`Sample.only`).
    """

    name: str
    scan: Callable[[Sample], Found]
    kinds: frozenset[str] | None = None
    extensions: frozenset[str] | None = None
    warm: Callable[[], object] | None = None
    on_demand: bool = False

    def reads(self, sample: Sample) -> bool:
        """Whether it is asked and has anything to say of this file."""
        if (self.on_demand or sample.only) and self.name not in sample.only:
            return False
        if self.kinds is None and self.extensions is None:
            return True
        if sample.kind in (self.kinds or ()):
            return True
        return sample.kind in _VAGUE and sample.extension in (self.extensions or ())


_VAGUE = frozenset({"unknown", "txt", "xml", "html", "zip", "ole"})
"""Kinds by content under which a name may tell more (`.hta` is HTML, `.msi` is OLE, `.appx` a zip)."""


@cache
def scanners(folders: tuple[str, ...] = ()) -> tuple[Scanner, ...]:
    """All scanners, by name. A new module in `files.scanners` is known at once, and one in `folders`."""
    from unhook.files import scanners as package

    modules = [
        import_module(f"{package.__name__}.{each.name}") for each in pkgutil.iter_modules(package.__path__)
    ]
    modules += [_loaded(path) for folder in folders for path in sorted(Path(folder).glob("[!_]*.py"))]
    return tuple(sorted((module.SCANNER for module in modules), key=lambda scanner: scanner.name))


def _loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"unhook_scanner_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no Python module: {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
