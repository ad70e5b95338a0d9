"""Script files: their words, the URLs in their literals, the files that they would unpack."""

from unhook.files import plain
from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner
from unhook.files.web import conduct


def scan(sample: Sample) -> Found:
    """Read the script; nothing is run."""
    words, found = conduct.of_scripts([plain.text(sample.data, sample.limits.text_chars)], sample)
    return Found({"javascript": words.record}, found.children, found.references, signs=found.signs)


SCANNER = Scanner("javascript", scan, frozenset({"js"}), frozenset({"js", "jse", "mjs", "wsf", "hta"}))
