"""Whole reports, as a person gets them. UNHOOK_GOLDEN=write makes them anew; look at the difference then."""

import os
from pathlib import Path

import pytest

from unhook.evaluation import html, json, text
from unhook.evaluation.evaluate import Evaluation, evaluate

from .conftest import POLICIES, judgement

GOLDEN = Path(__file__).with_name("golden")


def made(evaluation: Evaluation, name: str) -> str:
    match name:
        case "wide.txt":
            return text.render(evaluation, 100)
        case "usual.txt":
            return text.render(evaluation)
        case "ham-alone.txt":
            return text.render(evaluate([judgement(1, False, 0.2)], POLICIES, "balanced"))
        case "report.json":
            return json.render(evaluation)
        case _:
            return html.render(evaluation)


@pytest.mark.parametrize("name", ["wide.txt", "usual.txt", "ham-alone.txt", "report.json", "report.html"])
def test_the_report_is_the_golden_one(evaluation: Evaluation, name: str) -> None:
    written = made(evaluation, name)
    if os.environ.get("UNHOOK_GOLDEN") == "write":
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8")
