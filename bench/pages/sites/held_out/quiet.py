"""Traps of this half that give nothing away to a visitor who is nobody's."""

import hashlib
from collections.abc import Iterator

from bench.pages.sites.held_out.template import PORTAL, application, plain
from bench.pages.sites.site import RECIPIENT, Page, Site, at, html, one, packed, site
from unhook.pages.broker import Answer, Request

_READS = "const who = mailbox(location.hash); "


def sites() -> Iterator[Site]:
    """Refusals, walls, long waits, nothing."""
    closed = html(plain("Not available", "<h1>This page is not available</h1>"), 410)

    def listed(request: Request) -> str | Answer:
        return application("root.append(card('Provider A', ''));") if RECIPIENT in request.url else closed

    yield _quiet(
        "refuses the canary",
        "list of the server, gone",
        listed,
        f"{PORTAL}/open?id={{}}",
        adapts=True,
        active=True,
    )
    hashed = hashlib.sha256(RECIPIENT.encode()).hexdigest()
    yield _quiet(
        "refuses the canary",
        "by script, a hash of the address",
        application(
            _READS + "const b = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(who)); "
            f"if ([...new Uint8Array(b)].map(x => x.toString(16).padStart(2, '0')).join('') === '{hashed}') root.append(card('Provider A', who));"
        ),
        adapts=True,
    )
    yield _quiet(
        "bound to its recipient",
        "a hash in the address",
        application(
            f"const t = location.hash.slice(1); if (t === '{hashed}') root.append(card('Mail', ''));"
        ),
        f"{PORTAL}/open#{hashed}",
        adapts=True,
    )
    yield _quiet(
        "challenge wall",
        "a box to tick",
        plain("Checking your browser", "<p>Are you human?</p><input type=checkbox>"),
    )
    yield _quiet(
        "challenge wall",
        "hCaptcha",
        plain(
            "One moment",
            "<script src=https://js.hcaptcha.com/1/api.js></script><div class=h-captcha data-sitekey=x></div>",
        ),
    )
    yield _quiet("nothing there", "an empty application", application("root.append();"))
    yield _quiet(
        "nothing there", "an error of the server", html(plain("Error", "<h1>Internal error</h1>"), 500)
    )
    yield _quiet(
        "delayed form", "a minute", application("setTimeout(() => root.append(card('Mail', '')), 60000);")
    )
    opens = "let who = ''; try { who = atob(location.hash.slice(1)); } catch {} root.append(card('Mailbox', who));"
    for host in ("https://quay-papers.pages.dev", "https://intranet.quay-papers.test"):
        where = "of everybody's" if "pages.dev" in host else "of its own"
        yield site(
            "no name",
            f"shows the address, on a host {where}",
            "quiet trap",
            at(packed, f"{host}/m#{{}}", application(opens, "Mailbox")),
        )
    yield _quiet("sends", "no name, to itself", application("root.append(card('Mail', ''));"))
    yield _quiet(
        "adapts, asks for nothing",
        "a greeting and a way on",
        application(
            _READS
            + "root.append(h('h2', {textContent: owner(who.split('@')[1]) + ': your mailbox is full'}), h('a', {href: '#', textContent: 'Free space'}));"
        ),
    )


def _quiet(group: str, variant: str, page: Page, address: str = f"{PORTAL}/open#{{}}", **more: bool) -> Site:
    return site(group, variant, "quiet trap", one(address, page), **more)
