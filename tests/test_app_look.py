"""A mail judged before and after somebody looked behind its links."""

import itertools
from collections.abc import Sequence

import pytest

from pages.flow.mails import mail
from unhook import app
from unhook.context import Context, Looking
from unhook.errors import ConfigError
from unhook.pages.flow.following import Follower
from unhook.pages.flow.model import Known
from unhook.pages.reports import Reports
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look

URL = "https://www.shop.example/in"
TRAP = b"<title>Sign in to your Microsoft account</title><form action=/p><input type=password name=p></form>"
HEAD = "Date: Mon, 2 Mar 2026 08:59:58 +0000\r\nMessage-ID: <m1@shop.example>\r\n"
BODY = "<p>Dear Jo, here is the paper on bees that we spoke of at lunch last week. Give my love to Tim.</p>"
RAW = mail(("The paper", URL), head=HEAD, body=BODY).raw
LOOKING = Looking(probe=False)
RULE = "page-behind-link-takes-password"


def follower(page: bytes) -> Follower:
    def looked(address: str, boxes: Sequence[str]) -> Known:
        return Known(address, 0.0, Saved(page, address, address, status=200))

    now = itertools.count()
    return Follower(LOOKING, looked, clock=lambda: float(next(now)), sleep=lambda seconds: None)


def test_a_trap_behind_a_link_changes_the_verdict() -> None:
    updated = app.check_and_look(RAW, Context(looking=LOOKING), follower=follower(TRAP))
    assert updated.before.verdict.level == "clean"
    assert updated.after.verdict.level == "malicious"
    assert updated.after.verdict.attack_types == ("credential_phishing",)
    assert [each.finding.rule for each in updated.change.new] == [RULE]
    assert set(updated.after.pages) == {0}


def test_even_where_the_sender_is_proven() -> None:
    raw = mail(("Your order", URL), proved="shop.example").raw
    updated = app.check_and_look(raw, Context(looking=LOOKING), follower=follower(TRAP))
    assert updated.after.verdict.level == "malicious"


def test_a_page_that_tells_nothing_changes_nothing() -> None:
    updated = app.check_and_look(RAW, Context(looking=LOOKING), follower=follower(b"<p>Words</p>"))
    assert updated.after.verdict.score == updated.before.verdict.score
    assert not updated.change.changed


def test_an_owners_page_excuses_nothing() -> None:
    page = b"<title>Sign in to your Microsoft account</title><input type=password name=p>"
    owner = "https://login.microsoftonline.com/"
    report = look(Saved(page, owner, owner, redirects=(URL,)))
    assert report.verdict == "benign-home-realm"
    again = app.check_again(RAW, Reports([report]))
    assert again.verdict.score == app.check(RAW).verdict.score


def test_without_anybody_who_looked_the_rules_are_open_and_weigh_nothing() -> None:
    checked = app.check(RAW)
    open_ = {each.rule: each.needs for each in checked.verdict.not_evaluated}
    assert open_[RULE] == ("link_analysis",)
    assert checked.pages == {}
    assert not [each for each in checked.verdict.reasons if each.finding.group == "page"]


def test_kept_pages_and_those_looked_at_are_known_together() -> None:
    kept = Reports([look(Saved(TRAP, url="https://kept.test/"))])
    raw = mail(("Kept", "https://kept.test/"), ("Open", URL)).raw
    context = Context(facts={"link_analysis": kept}, looking=LOOKING)
    updated = app.check_and_look(raw, context, follower=follower(b"<p>Words</p>"))
    assert set(updated.before.pages) == {0}
    assert set(updated.after.pages) == {0, 1}


def test_nobody_looks_who_was_not_allowed_to() -> None:
    with pytest.raises(ConfigError, match="nobody may open links"):
        app.check_and_look(RAW, Context(), follower=follower(TRAP))


def test_without_the_extra_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"unhook\[live\]"):
        app.check_and_look(RAW, Context(looking=LOOKING))
    with pytest.raises(ConfigError, match=r"unhook\[live\]"):
        app.open_live(URL, LOOKING)
