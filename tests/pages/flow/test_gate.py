from dataclasses import replace

import pytest

from unhook.context import Looking
from unhook.limits import FlowLimits
from unhook.message.model import Message
from unhook.pages.flow.gate import decide

from .mails import mail

LOOKING = Looking()


def reasons(message: Message, looking: Looking = LOOKING) -> list[str]:
    return [each.reason for each in decide(message, looking)]


def reason(text: str, address: str, **keys: str) -> str:
    (only,) = reasons(mail((text, address), **keys))
    return only


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mailto:ann@shop.example", "scheme"),
        ("tel:+441234", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("ftp://files.test/a", "scheme"),
        ("http://files.test:8080/a", "port"),
        ("http://127.0.0.1/", "private-host"),
        ("http://2130706433/", "private-host"),
        ("http://[::ffff:10.0.0.7]/", "private-host"),
        ("http://169.254.169.254/latest", "private-host"),
        ("http://localhost/", "private-host"),
        ("http://router/", "private-host"),
        ("http://wiki.corp/", "private-host"),
        ("http://printer.local/", "private-host"),
        ("https://pixel.test/open.gif?u=1", "picture"),
        ("https://login.microsoftonline.com/common", "owner"),
        ("https://collect.test/signin", "stranger"),
        ("https://www.shop.example/order", "own"),
        ("https://collect.test/#jo@corp.example", "carries-address"),
        ("https://collect.test/?e=am9AY29ycC5leGFtcGxl", "carries-address"),
    ],
)
def test_by_where_a_link_leads(address: str, why: str) -> None:
    assert reason("Open", address) == why


def test_the_operators_lists() -> None:
    message = mail(("Open", "https://www.bank.example/"), ("Open", "https://collect.test/"))
    assert reasons(message, Looking(deny=frozenset({"bank.example"}))) == ["denied", "stranger"]
    assert reasons(message, Looking(allow=frozenset({"bank.example"}))) == ["stranger", "not-allowed"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Unsubscribe", "https://collect.test/a"),
        ("here", "https://collect.test/unsubscribe?u=1"),
        ("Abbestellen", "https://www.shop.example/a"),
        ("Se désabonner", "https://collect.test/a"),
        ("Darse de baja", "https://collect.test/a"),
    ],
)
def test_nobody_is_unsubscribed(text: str, address: str) -> None:
    assert reason(text, address) == "unsubscribe"


def test_nobody_is_unsubscribed_by_the_words_around_or_by_the_header() -> None:
    around = mail(body="<p>To unsubscribe, <a href='https://collect.test/a'>click here</a>.</p>")
    assert reasons(around) == ["unsubscribe"]
    head = "List-Unsubscribe: <mailto:a@shop.example>, <https://collect.test/u/1>\r\n"
    assert reason("Leave", "https://collect.test/u/1", head=head) == "unsubscribe"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Confirm your address", "https://www.shop.example/a"),
        ("Open", "https://www.shop.example/verify?token=1"),
        ("Passwort zurücksetzen", "https://www.shop.example/a"),
        ("Accepter l'invitation", "https://www.shop.example/a"),
        ("Link mágico", "https://www.shop.example/a"),
        ("Redeem now", "https://www.shop.example/a"),
        ("RSVP", "https://www.shop.example/a"),
    ],
)
def test_what_acts_in_an_authenticated_mail_is_never_opened(text: str, address: str) -> None:
    assert reason(text, address, proved="shop.example") == "acts"
    assert reason(text, address) == "acts"


def test_the_same_words_on_a_strangers_link_deserve_a_look() -> None:
    assert reason("Confirm your address", "https://collect.test/a", proved="shop.example") == "stranger"


def test_a_sender_who_is_disproved_or_poses_as_another_is_no_first_party() -> None:
    failed = (
        "Authentication-Results: mx.corp.example; dmarc=fail header.from=shop.example\r\n"
        "Received: from out.test (out.test [192.0.2.7]) by mx.corp.example with ESMTPS id a1;\r\n"
        " Mon, 2 Mar 2026 09:00:00 +0000\r\n"
    )
    assert reason("Confirm", "https://www.shop.example/a", head=failed) == "own"
    posing = "Microsoft account team <a@shop.example>"
    assert reason("Confirm", "https://www.shop.example/a", sender=posing, proved="shop.example") == "own"


def test_a_mailing_services_link_is_the_senders() -> None:
    (decision,) = decide(
        mail(
            ("Confirm subscription", "https://corp.us1.list-manage.com/track/7"),
            sender="Shop <a@mcsv.net>",
            proved="mcsv.net",
        ),
        LOOKING,
    )
    assert (decision.reason, decision.detail, decision.opens) == ("acts", "confirm", False)


def test_what_nobody_can_click_is_not_judged() -> None:
    hidden = mail(body="<p style='display:none'><a href='https://collect.test/'>x</a></p>")
    form = mail(body="<form action='https://collect.test/'><input name=q></form>")
    assert reasons(hidden) == ["not-clicked"]
    assert set(reasons(form)) <= {"not-clicked"}


def test_one_page_is_opened_once() -> None:
    message = mail(
        ("Open", "https://collect.test/a?e=jo@corp.example"),
        ("Open", "https://collect.test/a?e=jo%40corp.example"),
        ("Open", "https://collect.test/a?e=2"),
    )
    found = decide(message, LOOKING)
    assert [each.reason for each in found] == ["carries-address", "same-page", "stranger"]
    assert found[1].detail == "0"


def test_of_many_links_those_made_for_the_reader_come_first() -> None:
    links = [("Open", f"https://a{number}.test/") for number in range(4)]
    message = mail(*links, ("Open", "https://collect.test/#jo@corp.example"))
    found = decide(message, LOOKING, limits=FlowLimits(links=2))
    assert [each.opens for each in found] == [True, False, False, False, True]
    assert found[1].reason == "beyond-limit"


def test_an_open_redirect_of_a_known_owner_is_followed() -> None:
    assert reason("Open", "https://www.paypal.com/go?to=https://collect.test/a") == "stranger"


def test_a_rewritten_link_is_opened_where_it_leads() -> None:
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcollect.test%2Fa&amp;data=x"
    (decision,) = decide(mail(("Open", wrapped)), LOOKING)
    assert (decision.url, decision.reason) == ("https://collect.test/a", "stranger")


def test_an_address_without_scheme_gets_one() -> None:
    plain = mail(body="<p>See www.example.com/a and more</p>")
    assert [each.url for each in decide(plain, LOOKING)] == ["http://www.example.com/a"]
    assert reason("Open", "//collect.test/a") == "stranger"


def test_the_decisions_are_about_the_mails_links_in_their_order() -> None:
    message = mail(("a", "mailto:x@y.test"), ("b", "https://collect.test/"))
    assert [each.link for each in decide(message, replace(LOOKING))] == [0, 1]
