"""Pages that a mail leads to and that ask for no account, or that speak of sign-ins without being one."""

from collections.abc import Callable, Iterator

from bench.pages.sites.development.template import page
from bench.pages.sites.site import ENCODINGS, READS, Site, Web, at, filed, one, site

_LIST = "https://lists.example.org"
_ASK = "<form method=post action=/session><input name=login><input type=password name=secret><button>{}</button></form>"


def sites() -> Iterator[Site]:
    """Links of newsletters, first-party mail, articles, guides, files."""
    yield from _newsletters()
    yield from _first_party()
    yield from _reading()
    yield from _tools()
    yield from _files()


def _newsletters() -> Iterator[Site]:
    body = "<h1>{}</h1><form method=post action=/u><input type=email id=e name=e><button>{}</button></form>"
    for word in ("Unsubscribe", "Abmelden", "Se désabonner", "Darse de baja"):
        for encoding in ("plain", "percent", "base64"):
            fills = f"var s=location.hash.slice(1);if(s)e.value={READS[encoding]}"
            yield _honest(
                "unsubscribe",
                f"{word}, {encoding}",
                at(ENCODINGS[encoding], f"{_LIST}/u#{{}}", page(word, body.format(word, word), fills)),
            )
    for topic in ("Gardens", "Ferries", "Chess"):
        chosen = "<h1>{0}</h1><p id=w></p><form method=post action=/p><label><input type=checkbox name=d> daily</label><button>Save</button></form>"
        fills = "w.textContent='Letters for '+location.hash.slice(1)"
        yield _honest(
            "preferences",
            topic,
            one(f"{_LIST}/p#{{}}", page(f"{topic}: your letters", chosen.format(topic), fills)),
        )
        yield _honest(
            "newsletter",
            topic,
            one(
                f"{_LIST}/{topic.lower()}?m=7",
                page(f"{topic} weekly", f"<h1>{topic}</h1><p>News of the week.</p>"),
            ),
        )
    survey = "<h1>How did we do?</h1><form action=https://formspree.io/f/inert method=post><input name=n><textarea name=t></textarea><button>Send</button></form>"
    yield _honest(
        "survey", "by a form service", one("https://www.florist-shop.test/s#{}", page("Survey", survey))
    )


def _first_party() -> Iterator[Site]:
    for words in ("You are signed in", "Your address is confirmed", "Link expired", "Check your inbox"):
        yield _honest(
            "magic link",
            words,
            one(
                "https://www.florist-shop.test/magic#{}",
                page(words, f"<h1>{words}</h1><p id=w></p>", "w.textContent=location.hash.slice(1)"),
            ),
        )
    opens = (
        "var d=location.hash.split('@')[1]||'';var n=/gmail/.test(d)?'Provider A':/outlook/.test(d)?'Provider B':'';"
        "w.innerHTML=n?'<a href=https://www.provider-'+n.slice(-1).toLowerCase()+'.test/>Open '+n+'</a>':''"
    )
    yield _honest(
        "magic link",
        "opens the likely mailbox",
        one(
            "https://www.florist-shop.test/sent#{}",
            page("Check your inbox", "<h1>We sent you a link</h1><p id=w></p>", opens),
        ),
    )
    for words in ("Choose a new password", "Neues Passwort wählen"):
        ask = "<h1>{}</h1><form method=post action=/reset><p id=w></p><input type=password name=a autocomplete=new-password><input type=password name=b autocomplete=new-password><button>Save</button></form>"
        yield _honest(
            "reset",
            words,
            one(
                "https://www.florist-shop.test/reset#{}",
                page(
                    f"{words} | Florist Shop",
                    ask.format(words),
                    "w.textContent='For '+location.hash.slice(1)",
                ),
            ),
        )
    said = "e.onchange=function(){var d=this.value.split('@')[1]||'';w.textContent=/^gmial/.test(d)?'Did you mean gmail.com?':'';}"
    join = "<h1>Create your account</h1><form method=post action=/join><input type=email id=e name=e><p id=w></p><input type=password name=p autocomplete=new-password><button>Join</button></form>"
    yield _honest(
        "registration",
        "with help for typing errors",
        one("https://www.florist-shop.test/join#{}", page("Join Florist Shop", join, said)),
    )
    tracked = "<h1>Parcel 1Z88</h1><p>On its way to <span id=w></span>.</p>"
    yield _honest(
        "tracking",
        "of a shop",
        one(
            "https://www.florist-shop.test/t#{}",
            page("Your parcel", tracked, "w.textContent=location.hash.slice(1)"),
        ),
    )


def _reading() -> Iterator[Site]:
    reader = _ASK.format("Comment")
    for letter in "ABC":
        for title in (
            f"Provider {letter} raises its prices",
            f"Warning: false mails in the name of Provider {letter}",
            f"How I left Provider {letter}",
        ):
            yield _honest(
                "article",
                title,
                one(
                    "https://news.example.org/a#{}",
                    page(
                        f"{title} | Hill Town News",
                        f"<h1>{title}</h1><p>{'Text of the article. ' * 30}</p>{reader}",
                    ),
                ),
            )
        guide = f"How to sign in to Provider {letter}"
        yield _honest(
            "guide",
            f"{guide}, drawn",
            one(
                "https://guide.example.org/",
                page(
                    guide,
                    f"<h1>{guide}</h1><div class=url-bar>https://login.provider-{letter.lower()}.test/</div><p>Enter your name.</p>",
                ),
            ),
        )
        code = f"&lt;form&gt;&lt;input type=password&gt; Sign in to Provider {letter}&lt;/form&gt;"
        yield _honest(
            "guide",
            f"source of a sign-in for Provider {letter}",
            one(
                "https://docs.example.org/forms",
                page(
                    "Forms | Docs",
                    f"<h1>A sign-in form</h1><pre>{code}</pre><h2>Result</h2>{_ASK.format('Try it')}",
                ),
            ),
        )
        yield _honest(
            "forum",
            f"users of Provider {letter}",
            one(
                "https://forum.example.org/",
                page(f"Provider {letter} users' forum - Log in", f"<h1>Forum</h1>{_ASK.format('Log in')}"),
            ),
        )


def _tools() -> Iterator[Site]:
    entries = "".join(
        f"<li><img src=https://icons.bitwarden.net/{host}/icon.png alt=''> {host}</li>"
        for host in ("shop.example.org", "bank.example.net")
    )
    yield _honest(
        "password manager",
        "its list",
        one("https://vault.example.org/", page("Vault", f"<h1>Vault</h1><ul>{entries}</ul>")),
    )
    yield _honest(
        "password manager",
        "its own lock",
        one(
            "https://vault.example.org/lock#{}",
            page(
                "Vault",
                "<h1>Vault is locked</h1><p id=w></p><form method=post action=/open><input type=password name=m><button>Unlock</button></form>",
                "w.textContent='Signed in as '+location.hash.slice(1)",
            ),
        ),
    )
    for name, action in (("Roundcube Webmail", "./?_task=login"), ("Webmail", "/session")):
        yield _honest(
            "webmail of its own",
            name,
            one(
                "https://mail.harbour.example/#{}",
                page(
                    f"{name} :: Welcome",
                    f"<h1>{name}</h1>{_ASK.format('Log in').replace('/session', action)}",
                    "document.forms[0].login.value=location.hash.slice(1)",
                ),
            ),
        )
    for host in ("mail.harbour.example", "webmail.hosting.example.net"):
        for encoding in ("percent", "base64"):
            fills = (
                f"var s=location.hash.slice(1),email=s&&{READS[encoding]};document.forms[0].login.value=email"
            )
            yield _honest(
                "webmail of its own",
                f"{host}, {encoding}",
                at(
                    ENCODINGS[encoding],
                    f"https://{host}/#{{}}",
                    page("Webmail", f"<h1>Webmail</h1>{_ASK.format('Log in')}", fills),
                ),
            )
    for name in ("Search", "Status", "Hotel Wi-Fi"):
        body = f"<h1>{name}</h1><form action=/q><input name=q><button>Go</button></form>"
        yield _honest("tool", name, one("https://tools.example.org/#{}", page(name, body)))
    logo = "var d=location.hash.split('@')[1];if(d)x.src='https://logo.clearbit.com/'+d"
    contact = "<h1>Book a demonstration</h1><img id=x alt=''><form method=post action=/demo><input name=n><input type=email name=e><button>Book</button></form>"
    yield _honest(
        "tool",
        "a visitor's firm by its logo, no secret asked",
        one("https://www.florist-shop.test/demo#{}", page("Demonstration", contact, logo)),
    )


def _files() -> Iterator[Site]:
    for title in ("Invoice 12", "Boarding pass", "Monthly report", "Ticket"):
        yield _honest(
            "attached page",
            title,
            filed(
                page(
                    title,
                    f"<h1>{title}</h1><p>For [recipient]</p><table><tr><td>1</td></tr></table>",
                    "document.title+=' '",
                )
            ),
        )
    for letter in "ABC":
        opens = (
            f"<h1>Provider {letter} secure message</h1><form method=post action=https://secure.provider-{letter.lower()}.test/open>"
            "<input type=hidden name=payload value=abc><button>Read the message</button></form>"
        )
        yield _honest(
            "sealed mail",
            f"Provider {letter}",
            filed(page("Secure message", opens)),
        )


def _honest(group: str, variant: str, web: Callable[[str], Web]) -> Site:
    return site(group, variant, "benign", web)
