import json

from pages.flow.mails import mail
from unhook.catalogue import LANGUAGES, Catalogue
from unhook.pages.flow.following import Followed
from unhook.pages.flow.gate import Decision
from unhook.pages.flow.model import Known
from unhook.pages.looked import Looked
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look
from unhook.report import Judged, behind, html, text
from unhook.report import json as report
from unhook.verdict.change import Change
from unhook.verdict.model import Verdict

ENGLISH = Catalogue.load("en")
URL = "https://collect.test/in"
TRAP = (
    b"<title>Sign in to your Microsoft account</title><form action='https://takes.test/p?\x1b[2J'>"
    b"<input type=password name=p></form>"
)
MESSAGE = mail(("Open", "https://go.test/x"), ("Again", "https://go.test/x"), ("Leave", "https://a.test/u"))
PAGE = Looked(look(Saved(TRAP, URL, URL, status=200, redirects=("https://go.test/x",))))
FOLLOWED = Followed(
    (
        Decision(0, "https://go.test/x", "stranger"),
        Decision(1, "https://go.test/x", "same-page", "0"),
        Decision(2, "https://a.test/u", "unsubscribe"),
    ),
    {"https://go.test/x": Known("https://go.test/x", 1.0, PAGE.saved)},
)
JUDGED = Judged(
    "a.eml", MESSAGE, Verdict("malicious", 0.99), pages={0: PAGE, 1: PAGE},
    change=Change(Verdict("clean", 0.25), Verdict("malicious", 0.99)), followed=FOLLOWED,
)  # fmt: skip
PLAIN = Judged("a.eml", MESSAGE, Verdict("clean", 0.1))


def test_a_page_is_told_once_and_harmless() -> None:
    (line,) = behind.lines(JUDGED, ENGLISH)
    assert "hxxps://collect[.]test/in" in line
    assert "This page is a trap" in line
    assert "Microsoft" in line
    shown = text.render(JUDGED, ENGLISH)
    assert "Pages behind its links" in shown
    assert "this mail was called: nothing found" in shown
    assert "\x1b" not in shown
    assert "https://" not in shown
    assert "Pages behind its links" in html.render(JUDGED, ENGLISH)


def test_json_tells_pages_links_and_what_changed() -> None:
    told = json.loads(report.render(JUDGED, ENGLISH))
    (page,) = told["pages"]
    assert (page["links"], page["url"], page["verdict"], page["login"]) == ([0, 1], URL, "malicious", True)
    assert told["change"] == {"before": "clean", "score_before": 0.25, "changed": True, "new": []}
    assert [(each["decision"], each["opened"]) for each in told["links"]] == [
        ("stranger", True), ("same-page", False), ("unsubscribe", False),
    ]  # fmt: skip


def test_credential_pages_are_indicators() -> None:
    assert behind.indicators(JUDGED) == [
        {"type": "url", "value": URL, "role": "credential-page", "brand": "Microsoft"},
        {"type": "url", "value": "https://go.test/x", "role": "leads-there", "brand": "Microsoft"},
        {"type": "domain", "value": "takes.test", "role": "receiver", "brand": "Microsoft"},
    ]


def test_only_certain_traps_are() -> None:
    harmless = Looked(look(Saved(b"<p>Words</p>", URL, URL)))
    assert behind.indicators(Judged("a.eml", MESSAGE, Verdict("clean", 0.1), pages={0: harmless})) == []


def test_where_nobody_looked_nothing_is_told() -> None:
    assert not {"pages", "indicators", "change", "links"} & set(json.loads(report.render(PLAIN, ENGLISH)))
    assert "Pages behind" not in text.render(PLAIN, ENGLISH)
    assert "Pages behind" not in html.render(PLAIN, ENGLISH)


def test_in_every_language() -> None:
    for tag in LANGUAGES:
        assert "{" not in "".join(behind.lines(JUDGED, Catalogue.load(tag)))
