import pytest

from unhook import message as messages
from unhook.links import domain, url
from unhook.links.model import Domain, Url
from unhook.mql.library import link
from unhook.mql.run import Run


def run(sender: str = "a@shop.example.com", head: str = "", body: str = "") -> Run:
    mail = f"{head}From: {sender}\r\nTo: jo@corp.example\r\nSubject: x\r\n\r\n{body}\r\n"
    return Run(messages.parse(mail.encode()))


def at(address: str) -> Url:
    found = url.parse(address)
    assert found is not None
    return found


def host(name: str) -> Domain:
    found = domain.parse(name)
    assert found is not None
    return found


def results(dkim: str = "", spf: str = "") -> str:
    return (
        f"Authentication-Results: mx.corp.example; {dkim or 'dkim=none'}; {spf or 'spf=none'}\r\n"
        "Received: from out.example.net (out.example.net [192.0.2.1]) by mx.corp.example;\r\n"
        " Mon, 2 Mar 2026 09:00:00 +0000\r\n"
    )


def belongs(of: Run, address: str) -> bool:
    return bool(link.belongs_to_sender.body(of, at(address)))


def test_hosts_of_the_same_registered_domain_belong() -> None:
    assert belongs(run(), "https://www.example.com/x")
    assert not belongs(run(), "https://www.example.org/x")
    assert not belongs(run(), "https://example.com.evil.test/x")


def test_an_address_belongs_to_nobody() -> None:
    assert not belongs(run(), "http://192.0.2.1/")


def test_a_domain_belongs_when_its_signature_passed_at_a_trusted_receiver() -> None:
    signed = run(head=results(dkim="dkim=pass header.d=tracker.example.org"))
    assert belongs(signed, "https://click.example.org/x")
    assert not belongs(
        run(head=results(dkim="dkim=fail header.d=tracker.example.org")), "https://click.example.org/x"
    )


def test_a_forged_result_below_the_receivers_counts_nothing() -> None:
    forged = results() + "Authentication-Results: mx.evil.test; dkim=pass header.d=example.org\r\n"
    assert not belongs(run(head=forged), "https://click.example.org/x")


def test_a_free_mail_provider_stands_behind_nobody() -> None:
    assert not belongs(run("someone@gmail.com"), "https://google.com/x")


def test_two_hosts_of_one_known_owner_belong_together() -> None:
    assert link.same_owner.body(at("https://www.youtube.com/x"), at("https://google.com/y"))
    assert not link.same_owner.body(at("https://www.youtube.com/x"), at("https://example.com/y"))
    assert link.same_owner.body(at("http://192.0.2.1/"), at("http://192.0.2.1/y"))


@pytest.mark.parametrize(
    ("body", "there"),
    [
        ("see https://www.example.com/x", False),
        ("see https://www.example.org/x", True),
        ("write to mailto:a@example.org", False),
        ("", False),
    ],
)
def test_strangers_are_visible_web_links_of_others(body: str, there: bool) -> None:
    assert link.leads_to_strangers.body(run(body=body)) is there


@pytest.mark.parametrize(
    ("action", "stranger"),
    [("https://collect.test/p", True), ("http://192.0.2.9/p", True), ("https://www.example.com/s", False)],
)
def test_where_a_form_of_the_mail_sends_what_is_typed(action: str, stranger: bool) -> None:
    head = "Content-Type: text/html\r\n"
    form = run(head=head, body=f"<form action='{action}'><input name=a></form>")
    assert link.form_leads_to_strangers.body(form) is stranger


def test_the_recipients_address_in_a_link() -> None:
    found = link.carried_addresses.body(run(), at("https://example.org/x#jo@corp.example"))
    assert [(each.address, each.place) for each in found] == [("jo@corp.example", "fragment")]


def test_lookalikes() -> None:
    found = link.imitates.body(host("paypa1.com"))
    assert found is not None
    assert found.target == "paypal.com"
    assert link.imitates.body(host("paypal.com")) is None
    assert link.imitates.body(host("example.com")) is None


def test_regression_a_page_of_buttons_that_anybody_makes_is_not_common() -> None:
    assert not link.is_common.body(at("https://linktr.ee/someone"))
    assert link.is_common.body(at("https://www.facebook.com/example"))
    assert not link.is_common.body(at("https://facebook.com.evil.test/example"))
