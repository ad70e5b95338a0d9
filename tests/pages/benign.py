"""Pages as honest sites have them, with what makes each look like a trap."""

from collections.abc import Iterator

from unhook.pages.saved.model import Resource

from .made import Case, form, page, saved

SITE = "https://www.florist-shop.test/account/login"
SIGN_IN = (
    "Sign in",
    "Anmelden",
    "Connexion",
    "Iniciar sesión",
    "Accedi",
    "Inloggen",
    "Iniciar sessão",
    "Log in",
)
SOCIAL = ("Google", "Facebook", "Apple", "Microsoft", "GitHub", "LinkedIn")
ANALYTICS = "(function(){var d={u:location.href,t:document.title};fetch('https://metrics.example.org/collect',{method:'POST',body:JSON.stringify(d)})})();"


def all() -> tuple[Case, ...]:
    """Every benign page."""
    return tuple(_all())


def _case(
    group: str, variant: str, html: str, url: str | None = SITE, *more: Resource, status: int | None = None
) -> Case:
    return Case(f"{group}: {variant}", group, "benign", saved(html, url, *more, status=status))


def _all() -> Iterator[Case]:
    yield from _at_home()
    yield from _own_accounts()
    yield from _software()
    yield from _reading()
    yield from _links_in_mail()
    yield from _attached()
    yield from _busy()


def _at_home() -> Iterator[Case]:
    for letter in "ABC":
        home = f"https://login.provider-{letter.lower()}.test/"
        for word in SIGN_IN:
            title = f"{word} - Provider {letter}"
            yield _case(
                "provider's own sign-in",
                f"{letter}, {word}",
                page(title, form("/session", button=word)),
                home,
            )
        yield _case(
            "provider's own sign-in",
            f"{letter}, a code",
            page(f"Provider {letter}", form("/code", "", "<input autocomplete=one-time-code name=otp>")),
            home,
        )
        yield _case(
            "provider's own sign-in",
            f"{letter}, by script",
            page(
                f"Provider {letter}",
                form(),
                "document.forms[0].onsubmit=function(e){e.preventDefault();"
                "fetch('/session',{method:'POST',body:new FormData(this)})}",
            ),
            home,
        )
        for tenant in ("Florist Shop", "City of Example", "Example University"):
            body = f"<img src=/tenant/logo.png alt='{tenant}'><h2>{tenant}</h2>" + form("/session")
            yield _case(
                "tenant's sign-in at the provider",
                f"{letter}, {tenant}",
                page(f"Sign in to {tenant}", body),
                home + "tenant/",
            )
        discovery = (
            "document.forms[0].onsubmit=function(e){e.preventDefault();var d=this.login.value.split('@')[1];"
            "fetch('/realm?domain='+d).then(function(r){return "
            "r.json()}).then(function(r){location.assign(r.url)})}"
        )
        yield _case(
            "home realm",
            f"{letter}, identifier first",
            page(
                f"Provider {letter}: Sign in",
                "<form><input type=email name=login><button>Next</button></form>",
                discovery,
            ),
            home,
        )
        hint = (
            "var h=new URLSearchParams(location.search).get('login_hint');"
            "if(h)document.forms[0].login.value=h;"
        )
        yield _case(
            "home realm",
            f"{letter}, with a hint",
            page(f"Provider {letter}: Sign in", form("/session"), hint),
            home,
        )
        yield _case(
            "home realm",
            f"{letter}, repaints for a domain",
            page(
                f"Provider {letter}: Sign in",
                form("/session"),
                hint + "document.querySelector('h1').textContent=h.split('@')[1]",
                heading=f"Provider {letter}",
            ),
            home,
        )
        yield _case(
            "drawn picture of a sign-in",
            f"{letter}, in a guide",
            page(
                f"How to sign in to Provider {letter}",
                f"<p>Open the address below and enter your name.</p><div class=url-bar>https://login.provider-{letter.lower()}.test/</div>",
            ),
            "https://guide.example.org/",
        )


def _own_accounts() -> Iterator[Case]:
    for name in ("Florist Shop", "Riverside Library", "Hill Town Council", "Blue Harbour Sailing"):
        host = f"https://www.{name.lower().replace(' ', '-')}.test/login"
        for other in SOCIAL:
            buttons = (
                f"<button>Continue with {other}</button><a href=/oauth/{other.lower()}>"
                f"<img src=/i/{other.lower()}.svg alt={other}> Sign in with {other}</a>"
            )
            yield _case(
                "own account, others offered",
                f"{name}, {other}",
                page(f"Log in | {name}", form("/session") + buttons, around=True),
                host,
            )
        several = "".join(f"<button><img src=/i/{each.lower()}.svg alt={each}></button>" for each in SOCIAL)
        yield _case(
            "own account, others offered",
            f"{name}, all",
            page(name, form("/session") + several, heading="Welcome back"),
            host,
        )
    for word in SIGN_IN:
        yield _case("own account", word, page(word, form("/session", button=word), around=True))
    for place in ("query", "fragment"):
        reads = "location.search" if place == "query" else "location.hash.replace('#','?')"
        fills = (
            f"var e=new URLSearchParams({reads}).get('email');"
            f"if(e)document.querySelector('[name=login]').value=e;"
        )
        for word in SIGN_IN[:5]:
            yield _case(
                "own account, address filled in",
                f"{place}, {word}",
                page(f"{word} | Florist Shop", form("/session"), fills),
            )
    for test in (
        "https://www.google.com/recaptcha/api.js",
        "https://challenges.cloudflare.com/turnstile/v0/api.js",
        "https://js.hcaptcha.com/1/api.js",
    ):
        yield _case(
            "own account, with a test for humans",
            test.split("/")[2],
            page("Log in | Florist Shop", form("/session"), head=f"<script src={test}></script>"),
        )
    cards = "".join(
        f"<img src=/pay/{each.lower().replace(' ', '')}.svg alt='{each}'>"
        for each in ("Visa", "Mastercard", "PayPal", "American Express", "Klarna")
    )
    paid = form("/pay", "", "<input name=cardnumber autocomplete=cc-number><input name=cvv>", "Pay")
    for step in ("Checkout", "Payment", "Your basket", "Secure checkout", "Kasse"):
        yield _case(
            "shop",
            step,
            page(f"{step} | Florist Shop", cards + paid, around=True),
            "https://www.florist-shop.test/checkout",
        )
        yield _case(
            "shop",
            f"{step}, one mark",
            page(f"{step} – Florist Shop", "<img src=/pay/paypal.svg alt=PayPal>" + form("/session") + paid),
            "https://www.florist-shop.test/checkout",
        )
    for kind, field in {
        "API key": "<label>Google API key<input type=password name=key></label>",
        "secret": "<label>Stripe secret<input type=password name=s></label>",
        "mail server": "<label>SMTP password<input type=password name=smtp></label>",
        "hook": "<label>Slack webhook<input type=password name=hook></label>",
    }.items():
        yield _case(
            "settings of an integration",
            kind,
            page("Settings | Florist Shop", form("/settings", "", field, "Save")),
            "https://www.florist-shop.test/settings",
        )
    for name in ("Google", "Microsoft", "Dropbox", "Zoom"):
        yield _case(
            "settings of an integration",
            f"connects {name}",
            page(
                f"Integrations with {name} | Florist Shop",
                f"<h2>Connect with {name}</h2><a href=/oauth>Connect</a>" + form("/session"),
            ),
            "https://www.florist-shop.test/apps",
        )
    for vendor in ("bankvendor.test", "sso.example.org", "idp.hosting.example.net"):
        yield _case(
            "posts to its provider",
            vendor,
            page("Hill Town Savings", form(f"https://{vendor}/auth")),
            "https://www.hill-town-savings.test/",
        )
    yield _case(
        "device",
        "its own code page",
        page(
            "Activate your television",
            form("/activate", "", "<p>Enter the code shown on your television</p><input name=code>"),
        ),
        "https://www.films.test/activate",
    )
    for name in ("Hill Films", "Blue Games", "Town Music"):
        yield _case(
            "device",
            name,
            page(
                f"Activate | {name}",
                f"<p>Go to {name.lower().replace(' ', '-')}.test/device and enter this code: ABCD</p>",
            ),
            "https://www.films.test/",
        )


def _software() -> Iterator[Case]:
    kinds = {
        "WordPress": (
            "Log In ‹ Florist Shop — WordPress",
            "/wp-login.php",
            "https://www.florist-shop.test/wp-login.php",
        ),
        "WordPress, plain": ("WordPress › Login", "/wp-login.php", "https://blog.example.org/wp-login.php"),
        "cPanel": ("cPanel Login", "/login/", "https://cpanel.florist-shop.test:2083/"),
        "webmail of cPanel": ("Webmail Login", "/login/", "https://webmail.florist-shop.test:2096/"),
        "Roundcube": (
            "Roundcube Webmail :: Welcome to Roundcube Webmail",
            "./?_task=login",
            "https://mail.florist-shop.test/",
        ),
        "Zimbra": ("Zimbra Web Client Sign In", "/", "https://mail.example.org/zimbra/"),
        "Outlook": ("Outlook", "/owa/auth.owa", "https://mail.example.org/owa/auth/logon.aspx"),
        "Outlook Web App": (
            "Outlook Web App",
            "/owa/auth.owa",
            "https://mail.example.org/owa/auth/logon.aspx",
        ),
        "directory sign-in": ("Sign In", "/adfs/ls/?x=1", "https://adfs.example.org/adfs/ls/"),
        "Jira": ("Log in - Jira", "/login.jsp", "https://jira.example.org/login.jsp"),
        "Confluence": ("Log In - Confluence", "/dologin.action", "https://wiki.example.org/login.action"),
    }
    for name, (title, action, url) in kinds.items():
        yield _case("software of anybody", name, page(title, form(action)), url)
    powered = (
        "<p>Powered by <a href=https://wordpress.org/><img src=/wp/wordpress-logo.svg alt=WordPress></a></p>"
    )
    yield _case(
        "software of anybody", "powered by", page("Log in – Florist Shop", form("/wp-login.php") + powered)
    )
    yield _case(
        "software of anybody",
        "copyright",
        page("Sign In", form("/adfs/ls/") + "<p>© 2026 Microsoft</p>"),
        "https://adfs.example.org/adfs/ls/",
    )


def _reading() -> Iterator[Case]:
    comment = form("/comment", "<input name=who>", "<input type=password name=p>", "Comment")
    for name in ("Microsoft", "Google", "PayPal", "Amazon", "DHL", "Netflix", "Apple", "Facebook"):
        for title in (
            f"{name} raises its prices for the third time",
            f"Warning: false mails in the name of {name}",
            f"How I left {name} and what I use now",
        ):
            yield _case(
                "article with a reader's account",
                title,
                page(
                    f"{title} | Hill Town News",
                    "<p>Text of the article.</p>" + comment,
                    heading=title,
                    around=True,
                ),
                "https://news.example.org/a",
            )
    for name in ("Microsoft", "Google", "Apple", "DHL"):
        yield _case(
            "newsletter",
            name,
            page(
                f"{name} news",
                "<form action=/news><input type=email name=email><button>Subscribe</button></form>",
                heading=name,
            ),
            "https://news.example.org/n",
        )
        yield _case(
            "forum",
            name,
            page(f"{name} users' forum - Log in", form("/session"), heading="Forum"),
            "https://forum.example.org/",
        )
    yield _case(
        "article",
        "about a logo service",
        page("How favicons are found", "<p>See https://www.google.com/s2/favicons</p>" + comment),
        "https://blog.example.org/",
    )


def _links_in_mail() -> Iterator[Case]:
    for word in ("Unsubscribe", "Abmelden", "Se désabonner", "Darse de baja"):
        yield _case(
            "unsubscribe",
            word,
            page(
                word,
                f"<form method=post action=/u><input type=email name=email "
                f"value=jo@example.com><button>{word}</button></form>",
                "var e=new URLSearchParams(location.search).get('email');document.forms[0].email.value=e;",
            ),
            "https://lists.example.org/u?email=jo@example.com",
        )
    for word in ("You are signed in", "Your address is confirmed", "Link expired", "Check your inbox"):
        yield _case(
            "magic link",
            word,
            page(f"{word} | Florist Shop", f"<p>{word}.</p>"),
            "https://www.florist-shop.test/magic",
        )
    reset = (
        "<input type=password name=new autocomplete=new-password>"
        "<input type=password name=again autocomplete=new-password>"
    )
    for word in ("Choose a new password", "Neues Passwort wählen", "Reset your password"):
        yield _case(
            "reset",
            word,
            page(f"{word} | Florist Shop", form("/reset", "", reset)),
            "https://www.florist-shop.test/reset",
        )
    for title in ("Survey", "Book an appointment", "Contact us", "Your parcel is on its way"):
        yield _case(
            "form without a secret",
            title,
            page(
                title,
                "<form action=https://formspree.io/f/inert method=post><input name=name><input "
                "type=email name=email><textarea name=text></textarea><button>Send</button></form>",
            ),
            "https://www.florist-shop.test/contact",
        )
        yield _case(
            "form without a secret",
            f"{title}, by a bot",
            page(
                title,
                "<form><input name=name><button>Send</button></form>",
                "fetch('https://api.telegram.org/bot0:x/sendMessage',{method:'POST'})",
            ),
            "https://www.florist-shop.test/contact",
        )


def _attached() -> Iterator[Case]:
    for title in (
        "Invoice 12",
        "Boarding pass",
        "Monthly report",
        "Statement of account",
        "Ticket",
        "Newsletter",
    ):
        yield _case(
            "attached page",
            title,
            page(title, "<table><tr><td>1</td></tr></table><a href=https://www.florist-shop.test/>Shop</a>"),
            None,
        )
        yield _case(
            "attached page",
            f"{title}, with a script",
            page(title, "<div id=chart></div>", "document.getElementById('chart').textContent='1';"),
            None,
        )
    for letter in "ABC":
        gateway = form(
            f"https://secure.provider-{letter.lower()}.test/open",
            "<input type=hidden name=payload value=abc>",
        )
        yield _case("sealed mail", letter, page(f"Provider {letter} secure message", gateway), None)
    fetches = "fetch('https://www.florist-shop.test/rates').then(function(r){return r.json()}).then(show)"
    yield _case("attached page", "asks for rates", page("Rates", "<table></table>", fetches), None)
    yield _case(
        "attached page",
        "test report",
        page(
            "Test report",
            "<table></table>",
            "var d=JSON.parse(atob('eyJ0ZXN0cyI6IFsxLCAyLCAzLCA0XSwgInRpdGxlIjogIlJlcG9ydCBvZiB0ZXN0cyJ9'));",
        ),
        None,
    )


def _busy() -> Iterator[Case]:
    minified = "!function(e,t){var n=e.location,r=new URLSearchParams(n.search);t.src='https://cdn.example.org/a.js?u='+encodeURIComponent(n.href)}(window,document.createElement('script'));"
    for title in (
        "Log in | Florist Shop",
        "Create your account | Florist Shop",
        "Your account | Florist Shop",
    ):
        yield _case("busy page", f"{title}, metrics", page(title, form("/session"), ANALYTICS, around=True))
        yield _case("busy page", f"{title}, loader", page(title, form("/session"), minified))
        yield _case(
            "busy page",
            f"{title}, no menu",
            page(
                title,
                form("/session"),
                "document.addEventListener('contextmenu',function(e){e.preventDefault()})",
            ),
        )
        yield _case(
            "busy page",
            f"{title}, where the visitor is",
            page(
                title,
                form("/session"),
                "fetch('https://ipapi.co/json/').then(function(r){return r.json()}).then(setCountry)",
            ),
        )
        yield _case(
            "busy page",
            f"{title}, shows the password",
            page(
                title,
                form("/session"),
                "var p=document.querySelector('[name=secret]');p.type=p.type==='password'?'text':'password'",
            ),
        )
        yield _case(
            "busy page",
            f"{title}, pictures in data",
            page(
                title,
                "<img src=data:image/png;base64,"
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==>"
                + form("/session"),
            ),
        )
        packed = "var _0x1a2b=['a'];" + "".join(
            f"function _0x1a2b{at:02x}(){{return {at}}}" for at in range(12)
        )
        yield _case("busy page", f"{title}, a packed script", page(title, form("/session"), packed))
