"""Files that make a spreadsheet fetch or run something: web queries (`.iqy`), SYLK (`.slk`), DIF, CSV."""

import re

from unhook.files import commands, plain
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample, Scanner

# A cell that starts a program: =cmd|' /C calc'!A0, EEXEC(...), and what calls other libraries.
_DDE = re.compile(r"(?:^|[,;\t\"'=+@(-])[=+@-]?\s*(\w{2,40})\|(['\" /][^\n!]{0,500})!", re.M)
_MACRO = re.compile(r"\bE(?:EXEC|CALL|REGISTER|FORMULA)\s*\(([^\n]{0,500})|^NN;NAuto_open", re.M | re.I)
_FETCHES = re.compile(r"\b(?:WEBSERVICE|HYPERLINK|IMPORTXML|IMPORTDATA|IMAGE)\s*\(", re.I)


def scan(sample: Sample) -> Found:
    """Addresses fetched, programs started."""
    written = plain.text(sample.data, sample.limits.text_chars)
    signs: list[Sign] = []
    if started := _DDE.search(written):
        signs.append(Sign("dde", " ".join((started[1], started[2].strip("'\" ")))))
    if sample.extension == "slk" and (macro := _MACRO.search(written)):
        signs.append(Sign("macro-auto-exec", macro[0][:200]))
    references = tuple(commands.references(written, "query", sample.limits.references))
    if sample.extension == "iqy" and references:
        signs.append(Sign("shortcut-remote", references[0].url))
    elif fetches := _FETCHES.search(written):
        signs.append(Sign("formula-fetches", fetches[0]))
    return Found(references=references, signs=(*signs, *commands.signs(written)))


SCANNER = Scanner(
    "query", scan, kinds=frozenset(), extensions=frozenset({"iqy", "rqy", "oqy", "slk", "dif", "csv"})
)
