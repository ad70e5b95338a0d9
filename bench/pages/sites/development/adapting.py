"""Traps that show each visitor their own provider's sign-in."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from bench.pages.sites.development.template import BODY, PAINT, TRAP, page, painted, told
from bench.pages.sites.site import (
    ENCODINGS,
    READS,
    Page,
    Site,
    Web,
    around,
    at,
    attached,
    data,
    in_turn,
    moved,
    one,
    packed,
    provider,
    read,
    script,
    site,
)
from unhook.pages.broker import Answer, Request

_HASH = "location.hash.slice(1)"
_PLAIN = f"{TRAP}/mail/#{{}}"
_TINTS = {"Provider A": "#dfe9ff", "Provider B": "#e2f5e4"}


def sites() -> Iterator[Site]:
    """By fragment in every encoding, by query and path, by what is typed, and behind other pages."""
    for encoding, carries in ENCODINGS.items():
        web = at(carries, _PLAIN, page("Sign in", script=told(_HASH, READS[encoding])))
        yield _trap("fragment", encoding, web)
    yield from _by_server()
    yield from _typed()
    yield from _late()
    yield from _elsewhere()
    yield from _noisy()
    yield from _dressed()


def _trap(place: str, variant: str, web: Callable[[str], Web], active: bool = False) -> Site:
    return site(f"adapts by {place}", variant, "trap", web, adapts=True, active=active)


def _by_server() -> Iterator[Site]:
    """The server sees the address, so the operator must have opted in."""

    def of_query(encoding: str) -> Callable[[Request], str]:
        def give(request: Request) -> str:
            who = read(encoding, parse_qs(urlsplit(request.url).query).get("u", [""])[0])
            return painted(provider(who), _TINTS.get(provider(who), "#eee"), who)

        return give

    def of_path(encoding: str) -> Callable[[Request], str]:
        def give(request: Request) -> str:
            who = read(encoding, unquote(urlsplit(request.url).path.rpartition("/")[2]))
            return painted(provider(who), _TINTS.get(provider(who), "#eee"), who)

        return give

    for encoding in ("plain", "percent", "base64", "hex"):
        written = f"{TRAP}/in.php?u={{}}"
        yield _trap(
            "query", f"{encoding}, on the server", at(ENCODINGS[encoding], written, of_query(encoding)), True
        )
    for encoding in ("plain", "base64"):
        web = at(ENCODINGS[encoding], f"{TRAP}/x/{{}}", "")
        yield _trap(
            "path", f"{encoding}, on the server", around(web, {f"{TRAP}/x/*": of_path(encoding)}), True
        )
    reads = "new URLSearchParams(location.search).get('u')"
    yield _trap("query", "by script", one(f"{TRAP}/in.php?u={{}}", page("Sign in", script=told(reads))), True)


def _typed() -> Iterator[Site]:
    """Nothing in the address: whoever comes types their own."""
    form = "var f=document.forms[0],l=document.getElementById('login');"
    yield _trap(
        "typed address",
        "when the field is left",
        one(
            f"{TRAP}/",
            page("Sign in", script=PAINT + form + "l.onblur=function(){if(/@/.test(l.value))paint(l.value)}"),
        ),
    )
    first = (
        "<h1>Sign in</h1><form><input type=email id=login name=login placeholder=E-mail>"
        "<input type=password id=secret name=secret style=display:none><button>Next</button></form>"
    )
    steps = form + "f.onsubmit=function(e){e.preventDefault();paint(l.value);secret.style.display='block'}"
    yield _trap("typed address", "in two steps", one(f"{TRAP}/", page("Sign in", first, PAINT + steps)))
    made = form + (
        "f.onsubmit=function(e){e.preventDefault();paint(l.value);var p=document.createElement('input');"
        "p.type='password';p.name='secret';f.insertBefore(p,f.lastChild)}"
    )
    no_secret = first.replace("<input type=password id=secret name=secret style=display:none>", "")
    yield _trap(
        "typed address",
        "the password field is made then",
        one(f"{TRAP}/", page("Sign in", no_secret, PAINT + made)),
    )


def _late() -> Iterator[Site]:
    """What it shows comes after a while, or after a click."""
    reads = f"{PAINT}var who={_HASH};"
    for seconds in (1, 2):
        yield _trap(
            "fragment",
            f"after {seconds} s",
            one(
                _PLAIN,
                page(
                    "Loading",
                    "<div id=in>Please wait</div>",
                    reads
                    + f"setTimeout(function(){{document.getElementById('in').innerHTML={json.dumps(BODY)};paint(who)}},{seconds}000)",
                ),
            ),
        )
    yield _trap(
        "fragment",
        "after a click",
        one(
            _PLAIN,
            page(
                "Shared file",
                "<div id=in><p>A file waits for you.</p><button id=go>Open the file</button></div>",
                reads
                + f"go.onclick=function(){{document.getElementById('in').innerHTML={json.dumps(BODY)};paint(who)}}",
            ),
        ),
    )


def _elsewhere() -> Iterator[Site]:
    """The trap stands behind a redirect, in a frame, in a script, in another text."""
    trap = page("Sign in", script=told(_HASH))
    yield _trap(
        "fragment",
        "behind a redirect of the server",
        around(one("https://links.example.org/r#{}", moved(f"{TRAP}/mail/")), {f"{TRAP}/mail/": trap}),
    )
    yield _trap(
        "fragment",
        "behind a redirect by script",
        around(
            one(
                "https://links.example.org/r#{}",
                page("", "", f"location.replace('{TRAP}/mail/'+location.hash)"),
            ),
            {f"{TRAP}/mail/": trap},
        ),
    )
    yield _trap(
        "fragment",
        "in a frame",
        one(
            _PLAIN,
            page(
                "Document",
                "<div id=x></div>",
                "x.innerHTML='<iframe width=600 height=400 src=in.html'+location.hash+'></iframe>'",
            ),
            **{"mail/in.html": trap},
        ),
    )
    yield _trap(
        "fragment",
        "by a script beside it",
        one(
            _PLAIN,
            page("Sign in", BODY + "<script src=in.js></script>"),
            **{"mail/in.js": script(told(_HASH))},
        ),
    )
    yield _trap(
        "fragment",
        "written out of base64",
        one(_PLAIN, page("", "", f"document.write(atob('{packed(trap)}'))")),
    )
    yield _trap(
        "fragment",
        "then wiped from the address",
        one(_PLAIN, page("Sign in", script=told(_HASH) + "history.replaceState(null,'',location.pathname)")),
    )
    yield _trap(
        "attachment",
        "plain",
        attached(lambda recipient: page("Document", script=f"{PAINT}paint('{recipient}')")),
    )
    yield _trap(
        "attachment",
        "base64",
        attached(lambda recipient: page("Document", script=f"{PAINT}paint(atob('{packed(recipient)}'))")),
    )
    yield _trap(
        "attachment",
        "in a hidden field",
        attached(
            lambda recipient: page(
                "Document", f"<input type=hidden id=to value='{recipient}'>{BODY}", f"{PAINT}paint(to.value)"
            )
        ),
    )


def _noisy() -> Iterator[Site]:
    """Adaptation under noise of the page's own."""
    backs = "document.body.style.background=['#fee','#efe','#eef','#ffe'][Math.floor(Math.random()*4)];"
    yield _trap(
        "fragment", "on rotating backgrounds", one(_PLAIN, page("Sign in", script=told(_HASH) + backs))
    )

    def news(number: int) -> str:
        return page("Sign in", BODY + f"<p>Notice {number}</p>" * number, told(_HASH))

    yield _trap(
        "fragment",
        "with changing notices",
        lambda recipient: Web(
            _PLAIN.replace("{}", recipient), {f"{TRAP}/mail/": in_turn(news(1), news(4), news(9))}
        ),
    )
    yield _trap(
        "fragment",
        "with a nonce in every name",
        one(
            _PLAIN,
            page(
                "Sign in",
                script=told(_HASH) + "document.querySelectorAll('*').forEach(function(e){"
                "e.className='c'+Math.random().toString(36).slice(2)})",
            ),
        ),
    )


def _dressed() -> Iterator[Site]:
    """Adaptation that stands elsewhere than in title and heading, or asks otherwise."""
    reads = f"{PAINT}var who={_HASH},name=called(who);"
    plain = BODY.replace("<h1>Sign in</h1>", "")
    yield _trap(
        "fragment",
        "in a drawn picture alone",
        one(
            _PLAIN,
            page(
                "Sign in",
                "<svg width=300 height=60><text id=t x=10 y=40 font-size=28></text></svg>" + plain,
                reads + "t.textContent=name",
            ),
        ),
    )
    yield _trap(
        "fragment",
        "beside the field alone",
        one(
            _PLAIN,
            page(
                "Sign in",
                plain.replace("<input type=password", "<label id=l></label><input type=password"),
                reads + "l.textContent='Password of your '+name+' account'",
            ),
        ),
    )
    dots = BODY.replace("type=password id=secret", "type=text style='-webkit-text-security:disc' id=secret")
    yield _trap(
        "fragment", "a text field dressed as password", one(_PLAIN, page("Sign in", dots, told(_HASH)))
    )
    window = (
        "<div style='border:1px solid #888;width:520px'><div id=bar style='background:#ddd;padding:6px'></div>"
        f"{BODY}</div>"
    )
    bars = "var at={'Provider A':'https://accounts.provider-a.test/signin','Provider B':'https://login.provider-b.test/'};"
    yield _trap(
        "fragment",
        "a drawn browser window",
        one(
            _PLAIN,
            page(
                "Shared file",
                window,
                reads
                + bars
                + "paint(who);document.title='Shared file';bar.textContent=at[name]||'https://'+name",
            ),
        ),
    )

    def asks(request: Request) -> Answer:
        who = parse_qs(urlsplit(request.url).query).get("u", [""])[0]
        return data(json.dumps({"name": provider(who)}))

    yield _trap(
        "fragment",
        "as its own server says",
        one(
            _PLAIN,
            page(
                "Sign in",
                script=f"{PAINT}var who={_HASH};fetch('look.php?u='+who).then(function(r){{return r.json()}})"
                ".then(function(r){paint(who,r.name)})",
            ),
            **{"mail/look.php": asks},
        ),
        True,
    )
    doors: dict[str, Page] = {
        "mail/a.html": painted("Provider A"),
        "mail/b.html": painted("Provider B"),
        "mail/c.html": page("Webmail", script=told(_HASH)),
    }
    yield _trap(
        "fragment",
        "moved to a page for each provider",
        one(
            _PLAIN,
            page(
                "",
                "",
                reads
                + "location.replace((name=='Provider A'?'a.html':name=='Provider B'?'b.html':'c.html')+location.hash)",
            ),
            **doors,
        ),
    )
