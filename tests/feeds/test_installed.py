from collections.abc import Iterator
from pathlib import Path

import pytest

from unhook import message as messages
from unhook.errors import RuleError
from unhook.feeds import installed
from unhook.feeds.store import Store

from .conftest import write

MAIL = messages.parse(b"From: Ann <ann@one.example>\r\nTo: jo@corp.example\r\nSubject: Hello\r\n\r\nText\r\n")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """As a new process starts."""
    for cached in (installed.packs, installed.lists, installed._files):
        cached.cache_clear()


def test_a_feed_is_a_pack_with_its_name(source: Path) -> None:
    Store().add(str(source), "mine")
    (pack,) = installed.packs(("mine",))
    (hit,) = pack.run(MAIL).hits
    assert (hit.name, hit.source, hit.severity) == ("hello", "mine", "high")
    assert [place.snippet for place in hit.evidence] == ["Hello"]


def test_a_feed_starts_the_same_from_what_was_compiled(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(source / "simulated.yml", "sender.email.domain.domain in $hosts", kind="exclusion")
    Store().add(str(source), "mine")
    (first,) = installed.packs(("mine",))
    forget()
    monkeypatch.setattr(installed, "examine", None)
    (again,) = installed.packs(("mine",))
    assert again.rules == first.rules
    assert again.exclusions == first.exclusions
    assert again.run(MAIL) == first.run(MAIL)
    assert again.run(MAIL).excluded == ("mine: simulated",)


def test_an_update_and_a_rollback_change_the_pack(source: Path) -> None:
    store = Store()
    store.add(str(source), "mine")
    installed.packs(("mine",))
    write(source / "more.yml", "type.inbound")
    for change, count in ((store.update, 2), (store.rollback, 1)):
        change("mine")
        forget()
        (pack,) = installed.packs(("mine",))
        assert len(pack.rules) == count


def test_rules_see_the_lists_of_every_feed(source: Path, tmp_path: Path) -> None:
    write(tmp_path / "other" / "listed.yml", "sender.email.domain.domain in $hosts")
    Store().add(str(source), "mine")
    Store().add(str(tmp_path / "other"), "other")
    other = next(pack for pack in installed.packs(("all",)) if pack.name == "other")
    assert [hit.name for hit in other.run(MAIL).hits] == ["listed"]


def test_a_feed_that_was_tampered_with_does_not_run(source: Path) -> None:
    store = Store()
    feed = store.add(str(source), "mine")
    installed.packs(("mine",))
    write(store.files(feed) / "more.yml", "type.inbound")
    forget()
    with pytest.raises(RuleError, match="not those that were fetched"):
        installed.packs(("mine",))


def test_a_feed_that_is_not_there(source: Path) -> None:
    with pytest.raises(RuleError, match="no feed is installed"):
        installed.packs(("all",))
    Store().add(str(source), "mine")
    with pytest.raises(RuleError, match="no feed is called 'yours'; known: mine"):
        installed.packs(("yours",))


def test_a_broken_rule_keeps_no_other_from_running(source: Path) -> None:
    write(source / "broken.yml", "type.inbund")
    Store().add(str(source), "mine")
    (pack,) = installed.packs(("mine",))
    assert [rule.name for rule in pack.rules] == ["hello"]
