"""Whole reports, as a person gets them. UNHOOK_GOLDEN=write makes them anew; look at the difference then."""

import json
import os
from pathlib import Path

import pytest

from unhook.catalogue import Catalogue
from unhook.report import Judged, html, sarif, text
from unhook.report import json as json_report

GOLDEN = Path(__file__).with_name("golden")


def made(judged: Judged, name: str) -> str:
    english = Catalogue.load("en")
    match name:
        case "wide.txt":
            return text.render(judged, english, text.Style(100))
        case "narrow.txt":
            return text.render(judged, english, text.Style(40))
        case "deutsch.txt":
            return text.render(judged, Catalogue.load("de"), text.Style(80))
        case "report.json":
            return json_report.render(judged, english, indent=2) + "\n"
        case "report.sarif":
            return sarif.join([json.loads(sarif.render(judged, english))]) + "\n"
        case _:
            return html.render(judged, english)


@pytest.mark.parametrize(
    "name", ["wide.txt", "narrow.txt", "deutsch.txt", "report.json", "report.sarif", "report.html"]
)
def test_the_report_is_the_golden_one(judged: Judged, name: str) -> None:
    written = made(judged, name)
    if os.environ.get("UNHOOK_GOLDEN") == "write":
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8")
