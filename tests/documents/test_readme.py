"""What the README tells to type is there."""

import argparse
import re
from pathlib import Path

from unhook.cli.main import parser

ROOT = Path(__file__).parents[2]
_FENCED = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_it_tells_of_every_verb_and_of_no_other() -> None:
    blocks = "\n".join(_FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    told = set(re.findall(r"^unhook (\w+)", blocks, re.MULTILINE))
    actions = parser()._actions
    known = {
        verb for each in actions if isinstance(each, argparse._SubParsersAction) for verb in each.choices
    }
    assert told == known


def test_the_picture_is_there_and_small() -> None:
    for name in ("report.png", "report-dark.png"):
        assert (ROOT / "docs" / name).stat().st_size < 300_000
        assert f"docs/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
