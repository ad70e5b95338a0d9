"""Honest sign-ins of this half."""

import hashlib
import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from bench.pages.sites.held_out.template import application, plain
from bench.pages.sites.site import Page, Site, Web, around, data, drawing, in_turn, one, site
from unhook.pages.broker import Answer, Request

_ENTER = (
    '<form method="post" action="/enter"><label>Account <input name="account" id="account" autocomplete="username"></label>'
    '<label>Passcode <input type="password" name="passcode" autocomplete="current-password"></label><button>Enter</button></form>'
)
_FIRST = '<form id="first"><label>Mail address <input type="email" id="account" name="account"></label><button>Go on</button></form>'
_FILL = "const who = decodeURIComponent(location.hash.slice(1)) || new URL(location.href).searchParams.get('hint') || ''; if (who && window.account) account.value = who; const host = who.split('@')[1] || ''; "
_HOMES = {
    "A": "https://accounts.provider-a.test",
    "B": "https://id.provider-b.test",
    "C": "https://sso.provider-c.test",
}
_HOUSES = {
    "Pine Street Dental": "pine-street.test",
    "North Fjord Ferries": "north-fjord.test",
    "Kiln and Clay": "kiln-and-clay.test",
}


def sites() -> Iterator[Site]:
    """Of providers, of identity-first services, of houses with members."""
    for letter, home in _HOMES.items():
        yield from _home(letter, home)
    for house, host in _HOUSES.items():
        yield from _house(house, f"https://my.{host}")
    # A service that shows a customer's logo by a public service, above its own sign-in: the hardest of all.
    yield _honest(
        "own account",
        "a service that shows the visitor's firm by its logo",
        one(
            "https://app.invoices.test/in#{}",
            plain(
                "Invoices",
                "<h1>Invoices</h1>",
                '<img id="mark" alt="">',
                _ENTER,
                code=_FILL + "if (host) mark.src = `https://logo.clearbit.com/${host}`;",
            ),
        ),
    )


def _home(letter: str, home: str) -> Iterator[Site]:
    name = f"Provider {letter}"
    enter = plain(f"{name} account", f"<h1>{name}</h1>", _ENTER, code=_FILL)
    yield _honest("provider's own sign-in", name, one(f"{home}/v2#{{}}", enter))
    yield _honest(
        "provider's own sign-in",
        f"{name}, built by a module",
        one(
            f"{home}/v3#{{}}",
            application(f"root.append(card('{name}', mailbox(location.hash)));", f"{name} account"),
        ),
    )
    yield _honest(
        "tenant's sign-in at the provider",
        f"{name}, colours and words of a firm",
        one(
            f"{home}/t#{{}}",
            plain(
                f"{name} for work",
                f"<h1>{name}</h1><h2 id=firm></h2>",
                _ENTER,
                code=_FILL
                + "if (host) { firm.textContent = host + ' staff'; document.body.style.background = '#' + [...host].reduce((n, c) => n * 31 + c.charCodeAt(0) & 0xffffff, 7).toString(16).padStart(6, '0'); }",
            ),
        ),
    )

    def look(request: Request) -> Answer:
        host = parse_qs(urlsplit(request.url).query).get("h", ["?"])[0]
        return data(json.dumps({"title": f"{host} at {name}", "back": "#e6dccf"}))

    yield _honest(
        "tenant's sign-in at the provider",
        f"{name}, as its server says",
        one(
            f"{home}/b#{{}}",
            plain(
                f"{name} for work",
                f"<h1 id=top>{name}</h1>",
                _ENTER,
                code=_FILL
                + "const l = await (await fetch('/look?h=' + host)).json(); top.textContent = l.title; document.body.style.background = l.back;",
            ),
            look=look,
        ),
        True,
    )
    doors = {
        f"{other}/in": plain(f"Provider {key}", f"<h1>Provider {key}</h1>", _ENTER, code=_FILL)
        for key, other in _HOMES.items()
    }
    goes = f"const doors = {json.dumps(_HOMES)}; const go = who => {{ const h = who.split('@')[1] || ''; location.href = (h == 'gmail.com' ? doors.A : h == 'outlook.com' ? doors.B : doors.C) + '/in?hint=' + encodeURIComponent(who); }}; "
    yield _honest(
        "home realm",
        f"{name}, address first",
        around(
            one(
                f"{home}/start",
                plain(
                    f"{name} account",
                    f"<h1>{name}</h1>",
                    _FIRST,
                    code=goes + "first.onsubmit = e => { e.preventDefault(); go(account.value); };",
                ),
            ),
            doors,
        ),
    )
    yield _honest(
        "home realm",
        f"{name}, straight on",
        around(
            one(
                f"{home}/start#{{}}",
                plain(f"{name} account", f"<h1>{name}</h1>", _FIRST, code=_FILL + goes + "if (who) go(who);"),
            ),
            doors,
        ),
    )
    yield _honest(
        "home realm",
        f"{name}, from a shop that has no accounts of its own",
        around(
            one(
                "https://www.kiln-and-clay.test/in#{}",
                plain(
                    "Kiln and Clay",
                    "<h1>Members</h1>",
                    _FIRST,
                    code=_FILL + goes + "first.onsubmit = e => { e.preventDefault(); go(account.value); };",
                ),
            ),
            doors,
        ),
    )


def _house(house: str, home: str) -> Iterator[Site]:
    enter = plain(
        f"{house}: members",
        f"<h1>{house}</h1>",
        "<p id=hello></p>",
        _ENTER,
        code=_FILL + "if (who) hello.textContent = `Good morning, ${who.split('@')[0]}`;",
    )
    yield _honest("own account", f"{house}, by first name", one(f"{home}/in#{{}}", enter))
    yield _honest(
        "own account",
        f"{house}, built by a module",
        one(f"{home}/in#{{}}", application(f"root.append(card('{house}', mailbox(location.hash)));", house)),
    )
    services = ("https://img.logo.dev/${host}?token=x", "https://icon.horse/icon/${host}")
    service = services[len(house) % 2]
    logo = f"const i = new Image(); i.height = 60; if (host) i.src = `{service}`; root.firstChild.prepend(i);"
    yield _honest(
        "own account",
        f"{house}, the visitor's firm drawn above",
        one(
            f"{home}/in#{{}}",
            application(
                "const who = mailbox(location.hash), host = who.split('@')[1]; "
                f"root.append(card('{house}', who)); " + logo,
                house,
            ),
        ),
    )
    digest = "const b = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(who)); const x = [...new Uint8Array(b)].map(v => v.toString(16).padStart(2, '0')).join(''); "
    face = "face.src = 'https://avatars.example.org/' + x + '.svg';"

    def drawn(request: Request) -> Answer:
        return drawing(request.url[-8:-4], f"#{hashlib.sha256(request.url.encode()).hexdigest()[:6]}")

    yield _honest(
        "own account",
        f"{house}, a face by a hash of the address",
        around(
            one(
                f"{home}/in#{{}}",
                plain(
                    house,
                    f"<h1>{house}</h1><img id=face width=240 height=60 alt=''>",
                    _ENTER,
                    code=_FILL + digest + face,
                ),
            ),
            {"https://avatars.example.org/*": drawn},
        ),
    )
    words = {"de": "Anmelden", "fr": "Connexion", "com": "Log in"}
    yield _honest(
        "own account",
        f"{house}, language by the address",
        one(
            f"{home}/in#{{}}",
            plain(
                house,
                f"<h1 id=top>{house}</h1>",
                _ENTER,
                code=_FILL
                + f"top.textContent += ': ' + ({json.dumps(words)}[host.split('.').pop()] || 'Enter');",
            ),
        ),
    )
    others = "".join(
        f'<button type="button"><img src="/i/{letter}.svg" alt="">Sign in with Provider {letter}</button>'
        for letter in "ABC"
    )
    yield _honest(
        "own account",
        f"{house}, through others",
        one(f"{home}/in#{{}}", plain(house, f"<h1>{house}</h1>", _ENTER, others, code=_FILL)),
    )
    yield _honest(
        "own account",
        f"{house}, only the visitor's provider offered",
        one(
            f"{home}/in#{{}}",
            plain(
                house,
                f"<h1>{house}</h1>",
                _ENTER,
                "<p id=way></p>",
                code=_FILL
                + "way.textContent = host == 'gmail.com' ? 'Continue with Provider A' : host == 'outlook.com' ? 'Continue with Provider B' : 'Continue by single sign-on';",
            ),
        ),
    )
    tries = [
        plain(f"{house} {word}", f"<h1>{word} - {house}</h1>", _ENTER, code=_FILL)
        for word in ("Hello", "Members", "Your account", "Welcome")
    ]
    yield _honest(
        "A/B noise",
        f"{house}, titles in turn",
        lambda recipient: Web(f"{home}/in#{recipient}", {f"{home}/in": in_turn(*tries)}),
    )
    yield _honest(
        "A/B noise",
        f"{house}, news by chance",
        one(
            f"{home}/in#{{}}",
            plain(
                house,
                f"<h1>{house}</h1>",
                _ENTER,
                "<section id=news></section>",
                code=_FILL
                + "for (let n = Math.random() * 6; n > 0; n--) news.append(Object.assign(document.createElement('p'), {textContent: ['Provider A has a new plan', 'Rain on Friday', 'Provider B closes an office', 'Tea is back'][Math.floor(Math.random() * 4)]}));",
            ),
        ),
    )
    scenes: dict[str, Page] = {
        f"{home}/s{number}.svg": drawing(word, tint)
        for number, (word, tint) in enumerate((("Sea", "#26c"), ("Hills", "#282"), ("Snow", "#99b")))
    }
    yield _honest(
        "A/B noise",
        f"{house}, a scene by chance",
        around(
            one(
                f"{home}/in#{{}}",
                plain(
                    house,
                    f"<h1>{house}</h1>",
                    _ENTER,
                    code=_FILL
                    + "document.body.style.background = `url(/s${Math.floor(Math.random() * 3)}.svg) center/cover`;",
                ),
            ),
            scenes,
        ),
    )


def _honest(group: str, variant: str, web: Callable[[str], Web], active: bool = False) -> Site:
    return site(group, variant, "benign", web, active=active)
