from unhook.catalogue import LANGUAGES, Catalogue
from unhook.pages.probe import verdict
from unhook.pages.saved.model import Saved
from unhook.pages.source import judge
from unhook.pages.source.look import look
from unhook.report import looked

ENGLISH = Catalogue.load("en")
HOSTILE = (
    "<title>Microsoft \x1b[2J\u202e https://a.test</title><form "
    "action='https://b.test/p'><input type=password></form>"
)


def test_nothing_of_the_page_reaches_the_screen_live() -> None:
    report = look(Saved(HOSTILE.encode(), "a\x1b.html", "https://c.test/"))
    text = "\n".join(looked.lines(report, ENGLISH, 80))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "https://" not in text
    assert "c[.]test" in text


def test_every_reason_has_its_sentence_and_every_sentence_its_reason() -> None:
    import inspect
    import re

    keys = set(re.findall(r'Reason\(\s*"([a-z-]+)"', inspect.getsource(judge) + inspect.getsource(verdict)))
    keys |= {"drawn-window", "brand-off-host"}
    told = {key.removeprefix("page.reason.") for key in ENGLISH.sentences if key.startswith("page.reason.")}
    assert keys == told


def test_a_report_in_every_language() -> None:
    report = look(Saved(HOSTILE.encode(), url="https://c.test/"))
    for tag in LANGUAGES:
        lines = looked.lines(report, Catalogue.load(tag), 80)
        assert not any("{" in line for line in lines)


def test_json_has_all_of_it() -> None:
    document = looked.as_dict(look(Saved(HOSTILE.encode(), url="https://c.test/")), ENGLISH)
    assert document["reasons"][0]["evidence"][0]["part"] == "page"
    assert document["asked"][0]["kind"] == "password"
    assert document["where"] == "recorded"
