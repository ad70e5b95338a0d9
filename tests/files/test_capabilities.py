"""Which capabilities there are, and what they cost who does not ask."""

import pickle
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pytest

from unhook import message as messages
from unhook import mql
from unhook.context import Context
from unhook.files import capabilities as module
from unhook.files.capabilities import Files, available
from unhook.files.model import Found
from unhook.files.picture import languages
from unhook.files.scanner import Sample
from unhook.mql.run import Run

from .mails import mail
from .scans import Answers


def scan(sample: Sample) -> Found:
    return Found()


RAW = mail([("all.zip", b"archive", "application/zip")])


def test_what_opens_files_is_loaded_when_it_is_asked() -> None:
    heavy = "('unhook.files.exploder', 'unhook.files.joined', 'unhook.files.pool', 'msgspec', 'magic')"
    code = (
        "import sys; from unhook import app; app.check(b'Subject: Hello\\n\\nHi.');"
        f"assert not [name for name in {heavy} if name in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_file_of_no_message_is_answered_for() -> None:
    files = Files(scan=Answers({}))
    attachment = messages.parse(RAW).attachments[0]
    assert files.explode(attachment)[0]["depth"] == 0
    assert files.tree(attachment) is files.tree(attachment)


def test_what_is_no_answer_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        Files(scan=Answers({})).nothing  # noqa: B018


def test_it_may_be_handed_to_another_process() -> None:
    assert isinstance(pickle.loads(pickle.dumps(Files(scan=scan))), Files)


@pytest.mark.parametrize("name", sorted(module.LIBRARIES))
def test_without_its_library_a_capability_is_unavailable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = find_spec
    lacking = module.LIBRARIES[name][-1]
    monkeypatch.setattr(
        "unhook.files.capabilities.find_spec", lambda each: None if each == lacking else real(each)
    )
    available.cache_clear()
    try:
        facts: Mapping[str, Any] = Files(scan=scan).facts()
        assert name not in facts
        run = Run(messages.parse(RAW), Context(facts=facts), providers=facts)
        source = {
            "explode": "length(file.explode(attachments[0])) > 0",
            "ocr": "beta.ocr(attachments[0]).success",
        }
        if name in source:
            outcome = mql.compile(source[name], mql.STANDARD).evaluate(run)
            assert (outcome.value, outcome.missing) == (None, frozenset({name}))
    finally:
        available.cache_clear()


def test_words_are_unavailable_without_the_data_of_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "available", lambda: False)
    available.cache_clear()
    try:
        assert "ocr" not in available()
        assert "explode" in available()
    finally:
        available.cache_clear()
