"""What strangers and users write stays text, in a browser that would run it.

The pages' policy is switched off for this, so that the escaping alone is put to the test; with autoescaping
off the same pages do run scripts, and the policy alone then holds them.
"""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog

from unhook import app
from unhook.console import render
from unhook.store import (
    Delivery,
    blocks,
    cases,
    exempt,
    lessons,
    quarantine,
    searches,
    teaching,
    tokens,
    users,
)

from .conftest import ORG, Site, empty, serving
from .pages import PAGES, address

pytestmark = pytest.mark.chromium

RUN = "ran=1;alert(1)"
"""Without a dot, which defanging would bracket: it has to be the escaping that holds."""
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<ScRiPt/x>{RUN}</sCrIpT>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'//",
    f"<image src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f"<math><mtext><mglyph><style><img src=x onerror={RUN}>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<template><script>{RUN}</script></template>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<div style=animation-name:x onanimationstart={RUN}>x</div>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='java&#x09;script:{RUN}'>x</a>",
    f"<a href=' &#14; javascript:{RUN}'>x</a>",
    f"<form action='javascript:{RUN}'><button>x</button></form>",
    f"<button formaction='javascript:{RUN}'>x</button>",
    f"<base href='javascript:{RUN}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
    f"<link rel=stylesheet href=x onerror={RUN}>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f'" autofocus onfocus={RUN} x="',
    f"' autofocus onfocus={RUN} x='",
    f'" onmouseover={RUN} x="',
    f"` onmouseover={RUN} `",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"＜script＞{RUN}＜/script＞",
    f"\u202e<script>\u202d{RUN}</script>",
    f"<\u0000script>{RUN}</script>",
    f"{{{{ 7 * 7 }}}}<script>{RUN}</script>",
    f"{{% raw %}}<script>{RUN}</script>",
    f"${{{RUN}}}#{{{RUN}}}",
)
STIR = """() => {
  for (const each of document.querySelectorAll("main *"))
    for (const kind of ["mouseover", "focus", "toggle", "animationstart", "pointerenter", "load", "error"])
      each.dispatchEvent(new Event(kind));
  return [...document.querySelectorAll("*")].flatMap(each => [...each.attributes].filter(found =>
    found.name.startsWith("on") || /^\\s*(javascript|data:text|vbscript)/i.test(found.value) &&
    ["href", "src", "action", "formaction", "data"].includes(found.name)).map(found => found.name));
}"""


def mail(payload: str) -> bytes:
    """A mail that has the payload wherever a sender can write."""
    flat = " ".join(payload.replace("\0", "").split())
    made = EmailMessage()
    made["Subject"] = flat
    quoted = flat.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(each for each in flat if each.isascii() and each.isprintable())
    local = plain.replace("\\", "").replace('"', "")
    raw = (
        f'From: "{quoted}" <"{local}"@evil.test>\r\n'
        f'Reply-To: "{quoted}" <x@evil.test>\r\nTo: "{quoted}" <jo@example.org>\r\n'
        f"X-Mailer: {flat}\r\nMessage-ID: <{local}@evil.test>\r\n"
    )
    made["MIME-Version"] = "1.0"
    made.set_content(f"{payload}\nhttps://evil.test/?q={payload}\n")
    made.add_alternative(
        f'<html><body><p>Your password expires. {payload}</p><a href="https://evil.test/{payload}">{payload}</a>'
        f"<a href='javascript:{RUN}'>Sign in</a><img alt='{payload}' src='cid:{payload}'></body></html>",
        subtype="html",
    )
    made.add_attachment(payload.encode(), maintype="text", subtype="html", filename=flat + ".html")
    return raw.encode("utf-8", "replace") + made.as_bytes()


def wrote(site: Site, payload: str) -> int:
    """Everything that somebody can write, written; the number of the mail."""
    store, now = site.console.store, site.console.now()
    text = " ".join(payload.replace("\0", "").split())
    soon = now + timedelta(days=30)
    checked = app.check(mail(payload), ORG)
    user = site.person(text, "admin", address="jo@example.org")
    delivery = Delivery("milter", recipients=(f"{text}@example.org", "jo@example.org"))
    with store.writing() as connection:
        recorded = store.record(
            checked.message, checked.verdict, delivery, keep_raw=True, connection=connection
        )
        quarantine.hold(connection, recorded.id, place="store", at=now, by=text, reason=text)
        cases.open_(connection, recorded.id, reporter=text, channel="mail", at=now, note=text)
        teaching.teach(connection, recorded.id, "phish", by=text, at=now, reason=text)
        lessons.make(connection, recorded.id, "", by=text, at=now)
        exempt.make(connection, "sender", text, reason=text, by=text, at=now, expires=soon)
        exempt.make(connection, "rule", text, reason=text, by=text, at=now, expires=soon)
        blocks.make(connection, f"{text}@evil.test", reason=text, by=text, at=now)
        tokens.make(connection, user, text, ["read"], by=text, at=now, expires=soon)
        for known in users.listed(connection):
            searches.save(connection, known.id, text, text, at=now)
    return recorded.id


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, tuple[int, ...]]]:
    """A console full of it, and its mails."""
    with empty(tmp_path_factory.mktemp("xss")) as console, serving(console) as site:
        site.person("Ada Admin", "admin")
        yield site, tuple(wrote(site, payload) for payload in PAYLOADS)


def ran(site: Site, context: BrowserContext, urls: list[str]) -> list[str]:
    """What ran, opened or went somewhere on these pages."""
    marks: list[str] = []
    page = context.new_page()

    def closed(dialog: Dialog) -> None:
        marks.append(f"dialog on {page.url}")
        dialog.dismiss()

    page.on("dialog", closed)
    page.on(
        "request", lambda each: None if each.url.startswith((site.url, "data:")) else marks.append(each.url)
    )
    for url in urls:
        page.goto(url, wait_until="load")
        marks += [f"{name} on {url}" for frame in page.frames for name in frame.evaluate(STIR)]
        if any(frame.evaluate("'ran' in window") for frame in page.frames):
            marks.append(f"a script on {url}")
        if page.url != url:
            marks.append(f"{url} led to {page.url}")
    page.close()
    return marks


def addresses(site: Site, ids: tuple[int, ...]) -> list[str]:
    """Every page, and those about each of the mails."""
    plain = [address(path, site) for path in PAGES if "/messages/" not in path and path != "/"]
    asked = [f"{site.url}/search?q={quote(text)}" for text in PAYLOADS[::6]]
    asked += [f"{site.url}/sign-in?next={quote(text)}" for text in PAYLOADS[::6]]
    about = [f"{site.url}/messages/{id_}{part}" for id_ in ids for part in ("", "/mail")]
    return plain + asked + about


def test_nothing_runs_whatever_field_it_stands_in(
    hostile: tuple[Site, tuple[int, ...]], chromium: Browser
) -> None:
    site, ids = hostile
    context = site.context(chromium, site.person("Ada Admin", "admin"), bypass_csp=True)
    assert ran(site, context, addresses(site, ids)) == []


def test_without_escaping_it_runs_and_the_policy_alone_still_holds(
    hostile: tuple[Site, tuple[int, ...]], chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, ids = hostile
    unsafe = render.environment().overlay(autoescape=False)
    monkeypatch.setattr(render, "environment", lambda: unsafe)
    ada = site.person("Ada Admin", "admin")
    urls = [f"{site.url}/exceptions", *(f"{site.url}/messages/{id_}" for id_ in ids[:3])]
    found = ran(site, site.context(chromium, ada, bypass_csp=True), urls)
    for url in urls:
        assert any(each.startswith("dialog") and url in each for each in found), url
        assert f"a script on {url}" in found
    held = ran(site, site.context(chromium, ada), urls)
    assert [each for each in held if each.startswith(("dialog", "a script", "http"))] == []
