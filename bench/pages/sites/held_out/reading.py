"""Honest pages of this half that are no sign-in."""

from collections.abc import Callable, Iterator

from bench.pages.sites.held_out.template import application, plain
from bench.pages.sites.site import ENCODINGS, Site, Web, at, filed, one, site

_WHO = "const raw = location.hash.slice(1); const who = raw.includes('@') ? raw : raw ? (() => { try { return atob(raw); } catch { return decodeURIComponent(raw); } })() : ''; "
_LOCK = '<form method="post" action="/enter"><input name="account"><input type="password" name="passcode"><button>Enter</button></form>'


def sites() -> Iterator[Site]:
    """Lists, tickets, confirmations, the press, manuals, tools, files."""
    for word in ("Leave this list", "Liste verlassen", "Quitter la liste"):
        for encoding in ("plain", "percent", "base64"):
            yield _honest(
                "unsubscribe",
                f"{word}, {encoding}",
                at(
                    ENCODINGS[encoding],
                    "https://post.example.org/out#{}",
                    plain(
                        word,
                        f"<h1>{word}</h1><p><b id=w></b></p><form method=post action=/out><button>{word}</button></form>",
                        code=_WHO + "w.textContent = who;",
                    ),
                ),
            )
    for words in ("Welcome aboard", "Your seat is booked", "Address confirmed", "This link was used before"):
        yield _honest(
            "magic link",
            words,
            one(
                "https://my.north-fjord.test/ok#{}",
                plain(words, f"<h1>{words}</h1><p id=w></p>", code=_WHO + "w.textContent = who;"),
            ),
        )
    for letter in "ABC":
        yield _honest(
            "article",
            f"Provider {letter} in the news",
            one(
                "https://press.example.net/s#{}",
                plain(
                    f"Provider {letter} faces questions - The Press",
                    f"<article><h1>Provider {letter} faces questions</h1>{'<p>Text.</p>' * 20}</article>",
                    _LOCK,
                ),
            ),
        )
        yield _honest(
            "manual",
            f"Set up mail of Provider {letter}",
            one(
                "https://help.pine-street.test/mail",
                plain(
                    f"Mail of Provider {letter} on your telephone",
                    f"<h1>Mail of Provider {letter}</h1><ol><li>Open the settings.</li><li>Enter your address.</li></ol>",
                ),
            ),
        )
        yield _honest(
            "manual",
            f"a live example naming Provider {letter}",
            one(
                "https://ui.example.org/forms",
                plain(
                    "Forms - Component library",
                    f"<h1>Forms</h1><p>For instance a form as Provider {letter} has it:</p>",
                    _LOCK,
                ),
            ),
        )
        yield _honest(
            "settings",
            f"mail of Provider {letter} fetched",
            one(
                "https://my.kiln-and-clay.test/mail#{}",
                plain(
                    "Settings - Kiln and Clay",
                    f"<h1>Settings</h1><h2>Fetch mail</h2><label>Provider {letter} app password <input type=password name=app></label><button>Save</button>",
                ),
            ),
        )
    for title in ("Book a table", "Report a pothole", "Ask the dentist", "Join the choir"):
        yield _honest(
            "form without a secret",
            title,
            one(
                "https://www.pine-street.test/f#{}",
                plain(
                    title,
                    f"<h1>{title}</h1><form method=post action=/f><input type=email id=e name=e><textarea name=t></textarea><button>Send</button></form>",
                    code=_WHO + "e.value = who;",
                ),
            ),
        )
    yield _honest(
        "webmail of its own",
        "a hoster's, for every customer",
        one(
            "https://webmail.hosting.example.net/#{}",
            plain("Webmail", "<h1>Webmail</h1>", _LOCK, code=_WHO + "document.forms[0].account.value = who;"),
        ),
    )
    yield _honest(
        "webmail of its own",
        "the firm's",
        one(
            "https://webmail.harbour.example/#{}",
            plain(
                "harbour.example Webmail",
                "<h1>harbour.example Webmail</h1>",
                _LOCK,
                code=_WHO + "document.forms[0].account.value = who;",
            ),
        ),
    )
    opens = "let who = ''; try { who = atob(location.hash.slice(1)); } catch {} "
    for host in ("mail.pine-street.test", "post.hosting.example.net"):
        yield _honest(
            "webmail of its own",
            f"{host}, built by a module",
            at(
                ENCODINGS["base64"],
                f"https://{host}/#{{}}",
                application(opens + "root.append(card('Mailbox', who));", "Mailbox"),
            ),
        )
    for name in ("Rota", "Shared calendar", "Photo album"):
        yield _honest(
            "invitation",
            name,
            one(
                "https://app.rota.test/i#{}",
                plain(
                    name,
                    f"<h1>{name}</h1><p id=w></p><button type=button>Accept</button>",
                    code=_WHO + "w.textContent = who + ' was invited';",
                ),
            ),
        )
    for title in ("Order 4411", "Programme of the evening", "Minutes"):
        yield _honest(
            "attached page",
            title,
            filed(plain(title, f"<h1>{title}</h1><p>[recipient]</p>")),
        )
    for letter in "AB":
        opens = f'<form method="post" action="https://secure.provider-{letter.lower()}.test/read"><input type="hidden" name="blob" value="x"><button>Open</button></form>'
        yield _honest(
            "sealed mail",
            f"Provider {letter}",
            filed(plain("Sealed message", opens)),
        )


def _honest(group: str, variant: str, web: Callable[[str], Web]) -> Site:
    return site(group, variant, "benign", web)
