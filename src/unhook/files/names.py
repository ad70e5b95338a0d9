"""What the names in an archive tell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from unhook.files.model import Sign
from unhook.links import services

_OUTSIDE = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:")
_SHOWN = 10


def signs(paths: Iterable[str]) -> Iterator[Sign]:
    """Names that lead out of the folder they are unpacked to, that stand there twice, or that are programs.

    A path that ends in a slash is a folder.
    """
    paths = tuple(paths)
    if outside := [path for path in paths if _OUTSIDE.search(path)]:
        yield Sign("path-traversal", shown(outside))
    files = [path for path in paths if not path.endswith("/")]
    # Windows does not tell case apart, and takes both slashes.
    counted = Counter(path.replace("\\", "/").casefold() for path in files)
    if twice := [path for path in files if counted[path.replace("\\", "/").casefold()] > 1]:
        yield Sign("archive-duplicate-names", shown(twice))
    if programs := [path for path in files if is_program(path)]:
        yield Sign("archive-program", shown(programs))
        if len(files) == 1:
            yield Sign("archive-single-program", programs[0])


def is_program(path: str) -> bool:
    """Whether a double click on a file of this name runs something."""
    # Windows drops dots and blanks at the end.
    extension = path.rstrip(". ").rpartition(".")[2].lower()
    return extension in services.named("file_extensions_executables")


def shown(paths: Iterable[str]) -> str:
    """The first of the names, as a detail for people."""
    listed = tuple(paths)
    more = f" (+{len(listed) - _SHOWN})" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
