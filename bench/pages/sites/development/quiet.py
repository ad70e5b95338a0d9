"""Traps that give nothing away to a visitor who is nobody's: they may be inconclusive, and are never benign."""

import base64
import json
from collections.abc import Iterator

from bench.pages.sites.development.template import BODY, PAINT, TRAP, page, painted, told
from bench.pages.sites.site import RECIPIENT, Give, Site, at, html, moved, one, packed, site
from unhook.pages.broker import Answer, Request

_HASH = "location.hash.slice(1)"


def sites() -> Iterator[Site]:
    """Refused canaries, signed and hashed addresses, long delays, walls, pictures of forms, nothing at all."""
    yield from _refused()
    yield from _bound()
    yield from _walled()
    for seconds in (30, 90):
        late = f"setTimeout(function(){{x.innerHTML={json.dumps(BODY)}}},{seconds}000)"
        yield _quiet(
            "delayed form", f"{seconds} s", page("Document", "<div id=x>Loading your document</div>", late)
        )
    canvas = "<canvas id=c width=500 height=300></canvas>"
    draws = (
        "var x=c.getContext('2d');x.font='24px sans-serif';x.fillText('Provider A sign-in',20,40);x.strokeRect(20,80,300,30);"
        "x.fillText('Password',30,104);var v='';onkeydown=function(e){v+=e.key};c.onclick=function(){navigator.sendBeacon('p',v)}"
    )
    yield _quiet("drawn on a canvas", "the whole form", page("Document", canvas, draws))
    yield _quiet(
        "adapts, asks for nothing",
        "a link to the next step",
        page("Document", "<h1>x</h1><p><a id=go href=#>Open your mailbox</a></p>", told(_HASH)),
    )
    chosen = "".join(f"<button>{name}</button>" for name in ("Provider A", "Provider B", "Other mail"))
    yield _quiet(
        "provider choice", "before the password", page("Document", f"<p>Choose your mail</p>{chosen}")
    )
    device = "<p>Copy the code ABCD-EFGH and enter it at <a href=https://provider-a.test/device>provider-a.test/device</a></p>"
    for whose, host in (("everybody's", "https://harbour-files.web.app"), ("its own", TRAP)):
        fills = f"var s={_HASH},email=s&&atob(s);login.value=email"
        yield site(
            "no name", f"fills the address in, on a host of {whose}", "quiet trap",
            at(packed, f"{host}/mail/#{{}}", page("Webmail", BODY, fills)),
        )  # fmt: skip
    yield _quiet("device code", "of a provider of the tests", page("View document", device))


def _refused() -> Iterator[Site]:
    def listed(refusal: Answer) -> Give:
        def give(request: Request) -> str | Answer:
            known = RECIPIENT in request.url or packed(RECIPIENT) in request.url
            return painted("Provider A", login=RECIPIENT) if known else refusal

        return give

    for variant, refusal in {
        "not found": html(page("404 Not Found", "<h1>Not Found</h1>"), 404),
        "forbidden": html(page("Forbidden", "<p>This link is for its recipient only.</p>"), 403),
        "sent on to a shop": moved("https://www.florist-shop.test/"),
        "an innocent page": html(page("Garden club", "<h1>Garden club</h1><p>We meet on Tuesdays.</p>")),
    }.items():
        yield site(
            "refuses the canary",
            f"list of the server, {variant}",
            "quiet trap",
            one(f"{TRAP}/in.php?u={{}}", listed(refusal)),
            adapts=True,
            active=True,
        )
    only = f"{PAINT}var who={_HASH};if(!/@harbour\\.example$/.test(who))document.body.innerHTML='<p>Nothing here</p>';else paint(who)"
    yield _quiet(
        "refuses the canary", "by script, the firm's domain", page("Sign in", script=only), adapts=True
    )
    known = f"{PAINT}var who={_HASH},n=0;for(var i=0;i<who.length;i++)n=(n*31+who.charCodeAt(i))>>>0;"
    number = 0
    for letter in RECIPIENT:
        number = (number * 31 + ord(letter)) & 0xFFFFFFFF
    yield _quiet(
        "refuses the canary",
        "by script, a checksum of the address",
        page("Sign in", script=known + f"if(n!={number})location.replace('about:blank');else paint(who)"),
        adapts=True,
    )


def _bound() -> Iterator[Site]:
    claims = base64.urlsafe_b64encode(json.dumps({"sub": RECIPIENT}).encode()).decode().rstrip("=")
    token = f"eyJhbGciOiJIUzI1NiJ9.{claims}.c2lnbmVkLWJ5LW5vYm9keQ"
    reads = f"{PAINT}var who=JSON.parse(atob(({_HASH}.split('.')[1]||'').replace(/-/g,'+').replace(/_/g,'/'))||'{{}}').sub;paint(who,'Mail')"
    yield site(
        "bound to its recipient",
        "signed token",
        "quiet trap",
        one(f"{TRAP}/mail/#{token}", page("Sign in", script=reads)),
        adapts=True,
    )
    yield site(
        "bound to its recipient",
        "opaque token",
        "quiet trap",
        one(f"{TRAP}/mail/?t=8f41c2d07b", page("Sign in")),
        adapts=True,
    )


def _walled() -> Iterator[Site]:
    turnstile = "<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script><div class=cf-turnstile></div>"
    yield _quiet("challenge wall", "turnstile", page("Just a moment...", turnstile))
    yield _quiet(
        "challenge wall",
        "words",
        page("Security check", "<p>Verify you are human</p><button>I am human</button>"),
    )
    puzzle = "<p>What is three and four?</p><form method=post><input name=sum><button>Go on</button></form>"
    yield _quiet("challenge wall", "a sum", page("One more step", puzzle))
    yield _quiet("nothing there", "blank", page())
    yield _quiet("nothing there", "a script that does nothing", page(script="var a=1"))
    yield site(
        "nothing there", "404", "quiet trap", one(f"{TRAP}/", html(page("404", "<h1>Not Found</h1>"), 404))
    )
    yield site("nothing there", "unanswered", "quiet trap", one(f"{TRAP}/", lambda request: None))
    shy = "if(navigator.webdriver||/Headless/.test(navigator.userAgent))location.replace('https://www.example.com/');else document.title='Provider A'"
    yield _quiet("refuses programs", "by script", page("Document", BODY, shy))
    phone = "if(screen.width>700)document.body.innerHTML='<p>Open this page on your phone.</p>';else document.title='Provider A'"
    yield _quiet("refuses programs", "phones alone", page("Document", BODY, phone))


def _quiet(group: str, variant: str, source: str, adapts: bool = False) -> Site:
    return site(group, variant, "quiet trap", one(f"{TRAP}/mail/#{{}}", source), adapts=adapts)
