"""Nothing that an attacker wrote reaches a page as markup, whatever field it stands in."""

import re
from html.parser import HTMLParser

import pytest

from unhook import campaigns
from unhook.console.console import Console
from unhook.store import cases, exempt, lessons, points, searches, teaching, users

from .conftest import NOW, Browser, Keeper, Signer

XSS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "<style>@import 'https://evil.test/'</style>",
    "{{ 7 * 7 }}{% raw %}{{ self }}",
    "<form action=https://evil.test><input name=_csrf>",
    '" autofocus onfocus=alert(1) x="',
    "<base href=https://evil.test/>",
    "<meta http-equiv=refresh content=0;url=https://evil.test>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>\u202dalert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "\\x3cscript\\x3ealert(1)",
)
_LONG = (
    "Your mailbox at the company has reached its limit and will be closed by the end of the day unless you"
    " confirm that it is still in use. Sign in at https://login.evil.test/ to keep all of your messages."
)
_TAGS = frozenset({"script", "img", "svg", "iframe", "style", "base", "meta", "math", "object", "embed"})


class Parts(HTMLParser):
    """Elements and attributes of a page, as a browser would take them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def skeleton(text: str) -> list[str]:
    """What could live on a page: its special elements, and handlers and addresses that are not ours."""
    live = []
    for tag, attributes in Parts(text).elements:
        for name, given in attributes.items():
            value = given or ""
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                live.append(f"{tag} {name}")
            if name in ("href", "src", "action") and not re.match(r"/(?!/)|#", value):
                live.append(f"{tag} {name}={value}")
        if tag in _TAGS:
            live.append(f"{tag} {attributes.get('src', '')}")
    return sorted(live)


def pages(browser: Browser, ids: list[int]) -> dict[str, str]:
    paths = ["/", "/queue", "/search?q=evil.test", "/search", "/exceptions", "/audit", "/people", "/account"]
    paths += [f"/messages/{id_}" for id_ in ids]
    return {path: browser.get(path).text for path in paths}


@pytest.mark.parametrize("xss", XSS)
def test_it_stays_text_in_every_field(xss: str, console: Console, keep: Keeper, sign: Signer) -> None:
    plain = keep(subject="plain", sender="plain@evil.test")
    # A name of an address, a subject, a text, a file name and an identifier, as mail can carry them.
    quoted = xss.replace("\\", "").replace('"', "'").encode("ascii", "xmlcharrefreplace").decode()
    hostile = keep(
        subject=xss,
        sender=f'"{quoted}" <mallory@evil.test>',
        body=xss,
        extra=f'X-Mailer: {xss}\nReply-To: "{quoted}" <x@evil.test>',
    )
    with console.store.writing() as connection:
        for id_, text in ((plain, "plain"), (hostile, xss)):
            cases.open_(connection, id_, reporter=text, channel="mail", at=NOW, note=text)
        exempt.make(connection, "rule", xss, reason=xss, by=xss, at=NOW, expires=NOW.replace(year=2027))
        named = users.add(connection, xss, "admin", by="test", at=NOW)
        searches.save(connection, named.id, xss, "x", at=NOW)
    browser = sign("admin", " ".join(xss.split()))
    found = pages(browser, [plain, hostile])
    expected = skeleton(found[f"/messages/{plain}"])
    assert skeleton(found[f"/messages/{hostile}"]) == [
        each.replace(str(plain), str(hostile)) for each in expected
    ]
    ours = ["img /static/unhook.svg", "meta ", "meta ", "meta ", "meta ", "script /static/console.js"]
    for path, text in found.items():
        live = [each for each in skeleton(text) if not each.startswith("iframe /messages/")]
        more = ["script /static/passkey.js"] if path == "/account" else []
        assert live == [*ours, *more], path
    framed = browser.get(f"/messages/{hostile}/mail").text
    assert {each.split()[0] for each in skeleton(framed)} <= {"meta", "style"}
    assert browser.get("/search", params={"q": xss}).text.count("<script") == 1
    assert browser.get("/sign-in", params={"next": xss}).text.count("<script") == 2
    assert browser.get(f"/{xss}").text.count("<script") <= 1


@pytest.mark.parametrize("xss", XSS)
def test_it_stays_text_in_campaigns_lessons_and_the_overview(
    xss: str, console: Console, keep: Keeper, sign: Signer
) -> None:
    quoted = xss.replace("\\", "").replace('"', "'").encode("ascii", "xmlcharrefreplace").decode()
    long = f"{xss} {_LONG}"
    ids = [
        keep(to=f"{name}@corp.test", subject=xss, sender=f'"{quoted}" <m@evil.test>', body=long)
        for name in ("jo", "ann")
    ]
    with console.store.writing() as connection:
        points.keep(connection, xss, "INBOX", "1", at=NOW)
        for id_ in ids:
            teaching.teach(connection, id_, "phish", by=xss, at=NOW, reason=xss)
        lessons.make(connection, ids[0], xss, by=xss, at=NOW)
        campaign = campaigns.of(connection, ids[0])
    assert campaign is not None
    browser = sign("admin")
    paths = [
        "/campaigns",
        f"/campaigns/{campaign.id}",
        f"/campaigns/{campaign.id}/claw-back",
        "/dashboard",
        "/learn",
        "/learn/quiz",
        f"/learn/{ids[0]}?answer=phish",
        f"/messages/{ids[0]}/lesson",
    ]
    ours = ["img /static/unhook.svg", "meta ", "meta ", "meta ", "meta ", "script /static/console.js"]
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert [each for each in skeleton(answer.text) if each != "svg "] == ours, path
    given = {"answer": xss, "step": "1"}
    assert browser.get(f"/learn/{ids[0]}", params=given).text.count("<script") == 1
    shown = browser.get(f"/messages/{ids[0]}/lesson", params={"hidden": xss})
    assert shown.text.count("<script") == 1


def test_links_are_never_live(keep: Keeper, sign: Signer) -> None:
    id_ = keep(subject="see https://evil.test/a", body="go to https://evil.test/b")
    browser = sign("analyst")
    for path in (f"/messages/{id_}", f"/messages/{id_}/mail", "/queue", "/search?q=see"):
        text = browser.get(path).text
        assert "https://evil.test" not in text, path
        assert "hxxps://evil[.]test" in text, path


def test_the_mail_itself_is_no_page(keep: Keeper, sign: Signer) -> None:
    answer = sign("analyst").get(f"/messages/{keep(body='<script>alert(1)</script>')}/raw")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
