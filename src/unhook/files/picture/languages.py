"""The languages whose words can be read on this machine. Light, since every check asks."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LANGUAGES = ("eng", "deu", "fra", "spa", "por", "ita", "nld")
"""Those that are tried, the first one first."""

_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def available() -> bool:
    """Tell whether words can be read here: the library and the data of a language are installed."""
    return find_spec("tesserocr") is not None and bool(installed())


@cache
def installed() -> tuple[str, ...]:
    """The languages that have data."""
    folder = data()
    return tuple(each for each in LANGUAGES if (folder / f"{each}.traineddata").exists()) if folder else ()


@cache
def data() -> Path | None:
    """The folder with Tesseract's data: TESSDATA_PREFIX, else where systems put it."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named, "tessdata")] if named else []
    for pattern in _FOLDERS:
        places += sorted(Path("/").glob(pattern[1:]), reverse=True)
    return next((each for each in places if any(each.glob("*.traineddata"))), None)
