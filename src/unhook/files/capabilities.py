"""The capabilities on files: which there are on this machine, and who answers for them.

Light, since every check asks: what opens files is loaded when a file is first looked into.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from unhook.context import INSPECTION, Inspection
from unhook.files.picture import languages

if TYPE_CHECKING:
    from unhook.files.exploder import Exploder
    from unhook.files.layers import Together
    from unhook.files.model import Found
    from unhook.files.scanner import Sample
    from unhook.message.model import Message

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "explode": ("msgspec",),
    "oletools": ("msgspec", "oletools"),
    "exif": ("msgspec", "PIL"),
    "qr": ("msgspec", "zxingcpp"),
    "ocr": ("msgspec", "tesserocr"),
    "logo": ("msgspec", "PIL"),
}
"""The capabilities, each with the libraries that its scanners need."""

_SCANNERS = {"oletools": "open_xml", "exif": "exif", "qr": "codes", "ocr": "ocr", "logo": "logo"}
"""The scanner without which a capability knows nothing."""


@cache
def available() -> frozenset[str]:
    """The capabilities whose scanner is there and whose libraries are installed; nothing is loaded for it."""
    return frozenset(
        name
        for name, modules in LIBRARIES.items()
        if all(find_spec(module) for module in modules)
        and (name not in _SCANNERS or find_spec(f"unhook.files.scanners.{_SCANNERS[name]}"))
        and (name != "ocr" or languages.available())
    )


@dataclass(frozen=True, slots=True)
class Files:
    """Answers about files, as a fact of a `Context`; a value that may go to another process.

    `scan` answers for one file in place of the workers of this process, and never raises on content.
    `together` puts the logos and the words of a picture together, for who knows brands.
    """

    inspection: Inspection = INSPECTION
    scan: "Callable[[Sample], Found] | None" = None
    together: "Together | None" = None

    def facts(self) -> dict[str, Any]:
        """Itself, under the name of each capability that is available."""
        return dict.fromkeys(sorted(available()), self)

    def of(self, message: "Message", passwords: tuple[str, ...] = ()) -> "Exploder":
        """Who answers for the files of one message: knows `passwords` and those that it offers."""
        from unhook.files import exploder, layers

        together = self.together or layers.logos_alone
        return exploder.of(message, self.inspection, self.scan, passwords, together)

    def __getattr__(self, name: str) -> Any:
        """The answers about a file that belongs to no message."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(_unbound(self), name)


@cache
def _unbound(files: Files) -> "Exploder":
    from unhook.files import layers
    from unhook.files.exploder import Exploder

    return Exploder(files.inspection, files.scan, together=files.together or layers.logos_alone)
