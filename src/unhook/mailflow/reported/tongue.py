"""In which language a reporter is answered."""

from collections.abc import Sequence

from unhook.catalogue import LANGUAGES
from unhook.language.detect import detect

_NAMES = {
    "english": "en",
    "german": "de",
    "portuguese": "pt",
    "french": "fr",
    "spanish": "es",
    "arabic": "ar",
    "dutch": "nl",
    "italian": "it",
}
# What mail programs write before the subject of a forward, where only one language does so.
_FORWARDS = {"wg": "de", "enc": "pt", "rv": "es", "doorst": "nl", "i": "it"}


def of(note: str, named: Sequence[str], subject: str, default: str) -> str:
    """A tag of `LANGUAGES`: of the reporter's own words, else the first that their program names, else what
    it writes before a forward's subject, else the default.
    """
    found = _NAMES.get(detect(note) or "")
    told = next((tag for each in named if (tag := each.lower().split("-")[0]) in LANGUAGES), None)
    return found or told or _FORWARDS.get(subject.partition(":")[0].strip().lower()) or default
