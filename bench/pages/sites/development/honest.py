"""Sign-ins where they belong: at the provider, at a firm's own site, with what makes them look like a trap."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from bench.pages.sites.development.template import page
from bench.pages.sites.site import Page, Site, Web, around, data, drawing, in_turn, one, site
from unhook.pages.broker import Answer, Request

_FIRMS = ("Florist Shop", "Riverside Library", "Hill Town Council")
_ASK = (
    "<h1>{title}</h1><form method=post action=/session><input type=email id=login name=login placeholder=E-mail>"
    "<input type=password id=secret name=secret placeholder=Password><button>Sign in</button></form>"
)
_FIRST = "<h1>{title}</h1><form><input type=email id=login name=login placeholder=E-mail><button>Next</button></form>"
_HINT = "var s=location.hash.slice(1)||new URLSearchParams(location.search).get('login_hint')||'';if(s)login.value=s;"
_BACKS = "document.body.style.background=['#fee','#efe','#eef','#ffd'][Math.floor(Math.random()*4)];"
_OWNERS = {letter: f"https://login.provider-{letter.lower()}.test" for letter in "ABC"}


def sites() -> Iterator[Site]:
    """At providers, then at firms."""
    for letter, home in _OWNERS.items():
        yield from _provider(letter, home)
    for firm in _FIRMS:
        home = f"https://www.{firm.lower().replace(' ', '-')}.test"
        yield from _firm(firm, home)
        yield from _shown_beside(firm, home)
    yield from _payments()


def _provider(letter: str, home: str) -> Iterator[Site]:
    name = f"Provider {letter}"
    title = f"{name} sign-in"
    ask = _ASK.format(title=title)
    yield _honest("provider's own sign-in", name, one(f"{home}/", page(title, ask)))
    yield _honest(
        "provider's own sign-in",
        f"{name}, address behind the #",
        one(f"{home}/#{{}}", page(title, ask, _HINT)),
    )
    yield _honest(
        "provider's own sign-in",
        f"{name}, address in the query",
        one(f"{home}/?login_hint={{}}", page(title, ask, _HINT)),
        True,
    )
    yield _honest(
        "provider's own sign-in",
        f"{name}, rotating backgrounds",
        one(f"{home}/#{{}}", page(title, ask, _HINT + _BACKS)),
    )
    tenant = (
        f"{_HINT}var d=s.split('@')[1];if(d){{document.querySelector('h1').textContent='Sign in to '+d;"
        "document.body.style.background='hsl('+(d.length*37%360)+',60%,90%)'}"
    )
    yield _honest(
        "tenant's sign-in at the provider",
        f"{name}, repaints for a domain",
        one(f"{home}/#{{}}", page(title, ask, tenant)),
    )

    def banner(request: Request) -> Answer:
        return drawing(parse_qs(urlsplit(request.url).query).get("d", ["x"])[0], "#774422")

    logo = f"{_HINT}var d=s.split('@')[1];if(d)x.src='/tenant.svg?d='+d;"
    yield _honest(
        "tenant's sign-in at the provider",
        f"{name}, the tenant's banner",
        one(
            f"{home}/#{{}}",
            page(title, f"<img id=x width=240 height=60 alt=''>{ask}", logo),
            **{"tenant.svg": banner},
        ),
        True,
    )
    # Who has no account here is led to whoever holds theirs, and asked for the password there.
    away = {
        f"{other}/": page(f"Provider {key} sign-in", _ASK.format(title=f"Provider {key}"), _HINT)
        for key, other in _OWNERS.items()
    }
    leads = (
        "document.forms[0].onsubmit=function(e){e.preventDefault();go(login.value)};function go(who){var d=who.split('@')[1];"
        f"location.assign((/gmail/.test(d)?'{_OWNERS['A']}':/outlook|hotmail/.test(d)?'{_OWNERS['B']}':'{_OWNERS['C']}')+'/?login_hint='+who)}}"
    )
    first = page(title, _FIRST.format(title=title), leads)
    yield _honest("home realm", f"{name}, identifier first", around(one(f"{home}/realm", first), away))
    yield _honest(
        "home realm",
        f"{name}, led on at once",
        around(
            one(
                f"{home}/realm#{{}}",
                page(
                    title, _FIRST.format(title=title), leads + "if(location.hash)go(location.hash.slice(1))"
                ),
            ),
            away,
        ),
    )

    def realm(request: Request) -> Answer:
        host = parse_qs(urlsplit(request.url).query).get("d", [""])[0]
        to = _OWNERS["A" if "gmail" in host else "B" if "outlook" in host else "C"]
        return data(json.dumps({"to": f"{to}/"}))

    asks = (
        "document.forms[0].onsubmit=function(e){e.preventDefault();fetch('/where?d='+login.value.split('@')[1])"
        ".then(function(r){return r.json()}).then(function(r){location.assign(r.to)})}"
    )
    yield _honest(
        "home realm",
        f"{name}, as its server says",
        around(one(f"{home}/realm", page(title, _FIRST.format(title=title), asks), where=realm), away),
    )


def _firm(firm: str, home: str) -> Iterator[Site]:
    title = f"Sign in | {firm}"
    ask = _ASK.format(title=firm)
    login = f"{home}/login"
    yield _honest("own account", f"{firm}, as it stands", one(login, page(title, ask)))
    yield _honest("own account", f"{firm}, address filled in", one(f"{login}#{{}}", page(title, ask, _HINT)))
    greets = f"{_HINT}document.querySelector('h1').textContent='Hello '+s+', welcome to {firm}'"
    yield _honest("own account", f"{firm}, greets by address", one(f"{login}#{{}}", page(title, ask, greets)))
    initials = (
        f"{_HINT}x.textContent=(s[0]||'?').toUpperCase();var n=0;for(var i=0;i<s.length;i++)n+=s.charCodeAt(i);"
        "x.style.cssText='width:4em;line-height:4em;text-align:center;color:#fff;background:hsl('+n%360+',60%,40%)'"
    )
    yield _honest(
        "own account",
        f"{firm}, initials in a colour of the address",
        one(f"{login}#{{}}", page(title, f"<div id=x></div>{ask}", initials)),
    )
    buttons = "".join(f"<button>Continue with Provider {letter}</button>" for letter in "ABC")
    yield _honest(
        "own account", f"{firm}, others offered", one(f"{login}#{{}}", page(title, ask + buttons, _HINT))
    )
    first = f"{_HINT}if(/gmail/.test(s))x.insertBefore(a,x.firstChild);if(/outlook|hotmail/.test(s))x.insertBefore(b,x.firstChild);"
    offered = "<div id=x><button id=c>Continue with Provider C</button><button id=a>Continue with Provider A</button><button id=b>Continue with Provider B</button></div>"
    yield _honest(
        "own account",
        f"{firm}, the likely one offered first",
        one(f"{login}#{{}}", page(title, ask + offered, first)),
    )
    versions = [
        page(f"{word} | {firm}", _ASK.format(title=f"{word}, {firm}"))
        for word in ("Welcome back", "Log in", "Good to see you")
    ]
    yield _honest(
        "A/B noise",
        f"{firm}, words in turn",
        lambda recipient: Web(f"{login}#{recipient}", {login: in_turn(*versions)}),
    )
    shuffles = _HINT + "if(Math.random()<.5)document.body.appendChild(document.querySelector('h1'));"
    yield _honest("A/B noise", f"{firm}, layout by chance", one(f"{login}#{{}}", page(title, ask, shuffles)))
    yield _honest(
        "A/B noise", f"{firm}, rotating backgrounds", one(f"{login}#{{}}", page(title, ask, _HINT + _BACKS))
    )
    pictures: list[Page] = [
        drawing(word, colour) for word, colour in (("Tulips", "#a33"), ("Roses", "#3a3"), ("Asters", "#33a"))
    ]
    shown = [
        page(title, f"<img src=/p{number}.svg width=600 height=150 alt=''>{ask}", _HINT)
        for number in range(3)
    ]
    yield _honest(
        "A/B noise",
        f"{firm}, large pictures in turn",
        lambda recipient: Web(
            f"{login}#{recipient}",
            {
                login: in_turn(*shown),
                **{f"{home}/p{number}.svg": each for number, each in enumerate(pictures)},
            },
        ),
    )
    advertised = [
        page(title, f"{ask}<aside><p>Advertisement</p><b>{words}</b></aside>", _HINT)
        for words in ("Provider A: more room for your mail", "Provider B: try it free", "A new bicycle")
    ]
    yield _honest(
        "A/B noise",
        f"{firm}, advertisements in turn",
        lambda recipient: Web(f"{login}#{recipient}", {login: in_turn(*advertised)}),
    )
    checks = "<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script><div class=cf-turnstile></div>"
    yield _honest("own account", f"{firm}, with a test for humans", one(login, page(title, ask + checks)))
    sends = "document.forms[0].onsubmit=function(e){e.preventDefault();fetch('/session',{method:'POST',body:new FormData(this)})}"
    yield _honest("own account", f"{firm}, by script", one(login, page(title, ask, sends)))
    vendor = ask.replace("/session", f"https://sso.example.org/{firm.split(maxsplit=1)[0].lower()}")
    yield _honest("own account", f"{firm}, at its service provider", one(login, page(title, vendor)))


def _shown_beside(firm: str, home: str) -> Iterator[Site]:
    """What public services have of the visitor's firm, above a sign-in under the site's own name."""
    services = {
        "logo": "https://logo.clearbit.com/'+d",
        "icon": "https://www.google.com/s2/favicons?sz=64&domain='+d",
    }
    ask = _ASK.format(title=firm)
    for what, address in services.items():
        shows = f"{_HINT}var d=s.split('@')[1];if(d)x.src='{address};"
        yield _honest(
            "own account",
            f"{firm}, the visitor's firm by its {what}",
            one(
                f"{home}/in#{{}}",
                page(f"{firm} - members", f"<img id=x width=120 height=60 alt=''>{ask}", shows),
            ),
        )


def _payments() -> Iterator[Site]:
    card = "<form method=post action=/pay><input name=cardnumber autocomplete=cc-number><input name=cvv><button>Pay</button></form>"
    marks = "".join(f"<img src=/{mark}.svg alt='Provider {mark}'>" for mark in "ABC")
    for step in ("Your basket", "Checkout", "Payment"):
        yield _honest(
            "shop",
            step,
            one(
                "https://www.florist-shop.test/pay#{}",
                page(f"{step} | Florist Shop", f"<h1>{step}</h1>{marks}{card}"),
            ),
        )


def _honest(group: str, variant: str, web: Callable[[str], Web], active: bool = False) -> Site:
    return site(group, variant, "benign", web, active=active)
