import pytest

from unhook.archive.hunt import Found, Hunt, Place
from unhook.context import Context
from unhook.mql import DiagnosticError

MAIL = (
    b"From: Ann <ann@shop.example>\r\nTo: jo@corp.example\r\nSubject: Hello\r\n"
    b"Date: Mon, 2 Mar 2026 09:00:00 +0000\r\n\r\nSee https://host.example/a and https://host.example/b\r\n"
)


@pytest.fixture(autouse=True)
def _no_feeds(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from unhook.feeds import installed

    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path))
    installed.lists.cache_clear()


def look(source: str, context: Context | None = None) -> Found:
    return Hunt(source, context or Context()).look("a.eml", MAIL)


def test_a_condition_finds_the_place() -> None:
    found = look('any(body.links, .href_url.path == "/b")')
    assert found.state == "hit"
    assert (found.path, found.sender, found.subject) == ("a.eml", "ann@shop.example", "Hello")
    assert found.date == "2026-03-02T09:00:00+00:00"
    assert found.places == (Place("body.links[1].href_url.path", "/b"),)


@pytest.mark.parametrize(
    "source", ['subject.subject == "Bye"', "headers.mailer", "attachments", "length(attachments)"]
)
def test_false_null_nothing_and_zero_are_no_hits(source: str) -> None:
    assert look(source).state == "miss"


def test_any_other_value_is_shown() -> None:
    assert look("map(body.links, .href_url.path)").value == ["/a", "/b"]
    assert look("length(body.links)").value == 2
    assert look("sender.email").value["domain"]["domain"] == "shop.example"


def test_what_is_not_known_is_neither_hit_nor_miss() -> None:
    found = look("sender.email.domain.domain in $org_domains")
    assert (found.state, found.missing) == ("open", ("$org_domains",))
    known = Context(org_domains=frozenset({"shop.example"}))
    assert look("sender.email.domain.domain in $org_domains", known).state == "hit"


def test_shipped_lists_are_there() -> None:
    assert look("sender.email.domain.root_domain in $free_email_providers").state == "miss"


def test_a_mistake_is_told_before_any_mail_is_read() -> None:
    with pytest.raises(DiagnosticError, match="inbound"):
        Hunt("type.inbund").prepare()
