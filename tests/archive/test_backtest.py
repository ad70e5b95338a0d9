from array import array
from pathlib import Path

import pytest

from unhook.archive.backtest import Backtest, Tally, Tried
from unhook.errors import RuleError
from unhook.feeds import installed
from unhook.feeds.store import Store
from unhook.rules.rule_file import Rule

MAIL = b"From: Ann <ann@shop.example>\r\nTo: jo@corp.example\r\nSubject: Hello\r\n\r\nText\r\n"


@pytest.fixture(autouse=True)
def _no_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for cached in (installed.packs, installed.lists, installed._files):
        cached.cache_clear()


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    sources = {"greets": 'subject.subject == "Hello"', "new": 'profile.by_sender().prevalence == "new"'}
    for name, source in {**sources, "parts": 'subject.subject == "Bye"'}.items():
        path = tmp_path / "rules" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"name: {name}\nsource: |\n  {source}\n")
    return tmp_path / "rules"


def test_one_mail(rules: Path) -> None:
    test = Backtest((str(rules),))
    assert [rule.id for rule in test.prepare()] == ["greets", "new", "parts"]
    tried = test.look("a.eml", MAIL)
    assert (tried.hits, tried.open) == ((0,), ((1, ("profile",)),))
    assert len(tried.micros) == 3
    assert min(tried.micros) > 0


def test_a_feed_is_named_with_a_prefix(rules: Path) -> None:
    Store().add(str(rules), "mine")
    test = Backtest(("feed:mine",))
    assert len(test.prepare()) == 3
    assert test.look("a.eml", MAIL).hits == (0,)
    with pytest.raises(RuleError, match="one after the other"):
        Backtest(("feed:mine", str(rules))).prepare()


def test_a_broken_rule_ends_it(rules: Path) -> None:
    (rules / "broken.yml").write_text("name: B\nsource: type.inbund\n")
    with pytest.raises(RuleError, match="inbound"):
        Backtest((str(rules),)).prepare()


def test_adding_up() -> None:
    first, second, third = (Rule(id=name, name=name, source="true") for name in "abc")
    tally = Tally((first, second, third), samples=1)
    tally.add(Tried("1", (0,), (), array("f", [10, 1, 1])))
    tally.add(Tried("2", (0, 1), ((2, ("nlu", "whois")),), array("f", [30, 1, 1])))
    tally.add(Tried("3", (), ((2, ("ocr",)),), array("f", [20, 1, 4])))
    tally.add(Tried("4", error="unreadable"))
    results = {result.rule.id: result for result in tally.results()}
    assert list(results) == ["a", "b", "c"]
    a = results["a"]
    assert (a.hits, a.alone, a.open, a.mean_micros, a.max_micros, a.samples) == (2, 1, 0, 20, 30, ("1",))
    assert (results["c"].open, results["c"].needs) == (2, ("nlu", "ocr", "whois"))
    assert list(tally.together()) == [(first, second, 1)]
    assert (tally.mails, tally.failed, tally.hit_mails) == (4, 1, 2)
