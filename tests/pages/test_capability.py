"""Pictures of mails as rules ask for them."""

import base64
import io
import pickle
from email.message import EmailMessage
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from unhook import app
from unhook.context import Context
from unhook.limits import BROWSER
from unhook.message.model import Attachment, Message
from unhook.mql.values import Unavailable
from unhook.pages import screenshot
from unhook.pages.browser import availability
from unhook.pages.browser.failure import BrowserError
from unhook.pages.capability import Screenshots
from unhook.rules import pack
from unhook.rules.rule_file import Rule

CODE = "https://code.test/sign-in"


def code() -> bytes:
    drawn = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    file = io.BytesIO()
    Image.fromarray(drawn).convert("L").save(file, "PNG")
    return file.getvalue()


def mail(html: str, picture: bytes = b"") -> bytes:
    made = EmailMessage()
    made["From"] = "Ann <ann@florist.test>"
    made["To"] = "Jo <jo@corp.example>"
    made["Subject"] = "Roses"
    made.set_content(html, subtype="html")
    if picture:
        made.add_related(picture, "image", "png", cid="<code>")
    return made.as_bytes()


def hits(raw: bytes, source: str, context: Context) -> bool | None:
    """What a rule says of a mail; None: not evaluated."""
    rule = Rule(id="looks", name="Looks", kind="rule", source=source, path="looks.yml")
    findings = app.check(raw, context, pack=pack.of([rule], "own")).findings
    if any(each.rule == "looks" for each in findings.not_evaluated):
        return None
    return any(each.rule == "looks" for each in findings.hits)


@pytest.fixture
def shots(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, bool]]:
    """What was drawn, and whether its scripts ran."""
    drawn: list[tuple[Any, bool]] = []

    def shot(document: Any, *, scripts: bool) -> bytes:
        drawn.append((document, scripts))
        return b"\x89PNG\r\n\x1a\n"

    monkeypatch.setattr(screenshot, "shot", shot)
    return drawn


MESSAGE = app.parse(mail("<p>Roses"))


def test_a_message_is_drawn_once_for_all_who_ask(shots: list[tuple[Any, bool]]) -> None:
    own = Screenshots().about(MESSAGE)
    first = own.message_screenshot()
    assert (first.raw, first.file_type, first.file_extension) == (b"\x89PNG\r\n\x1a\n", "png", "png")
    assert own.message_screenshot() is first
    assert [scripts for _, scripts in shots] == [False]


def test_scripts_run_in_files_and_texts_but_not_in_the_mail(shots: list[tuple[Any, bool]]) -> None:
    own = Screenshots().about(MESSAGE)
    assert MESSAGE.body.html is not None
    for document in (MESSAGE.body.html, Attachment(b"<p>"), "<p>"):
        assert isinstance(own.html_screenshot(document), Attachment)
    assert [scripts for _, scripts in shots] == [False, True, True]


def test_a_mail_without_a_body_has_no_picture(shots: list[tuple[Any, bool]]) -> None:
    assert Screenshots().about(Message()).message_screenshot() is None
    assert isinstance(Screenshots().message_screenshot(), Unavailable)
    assert shots == []


def test_a_picture_that_fails_is_unavailable_not_false(monkeypatch: pytest.MonkeyPatch) -> None:
    def shot(document: Any, *, scripts: bool) -> bytes:
        raise BrowserError("hang")

    monkeypatch.setattr(screenshot, "shot", shot)
    assert Screenshots().about(MESSAGE).message_screenshot() == Unavailable("screenshot: hang")


def test_pictures_of_one_mail_are_few(shots: list[tuple[Any, bool]]) -> None:
    own = Screenshots().about(MESSAGE)
    answers = [own.html_screenshot(str(number)) for number in range(BROWSER.pictures + 2)]
    assert [isinstance(each, Unavailable) for each in answers] == [False] * BROWSER.pictures + [True] * 2
    assert len(shots) == BROWSER.pictures


def test_it_goes_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(Screenshots())) == Screenshots()


def test_only_its_own_answers_are_bound_to_a_message() -> None:
    other = Context(facts={"screenshot": object()})
    assert other.about(MESSAGE) is other
    assert Context().about(MESSAGE).facts == {}
    context = Context(facts={"screenshot": Screenshots()}).about(MESSAGE)
    assert context.facts["screenshot"] == Screenshots(MESSAGE)


def test_nobody_draws_unless_the_context_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "screenshot" not in app.equipped(Context()).facts
    monkeypatch.setattr(availability, "refusal", lambda: "no namespaces")
    assert Screenshots().facts() == {}
    monkeypatch.setattr(availability, "refusal", lambda: "")
    assert Screenshots().facts() == {"screenshot": Screenshots()}


def test_a_rule_that_needs_pictures_is_not_evaluated_without() -> None:
    assert hits(mail("<p>Roses"), "file.message_screenshot().size > 0", Context()) is None


@pytest.mark.chromium
@pytest.mark.skipif(availability.chromium() is None, reason="needs Debian's chromium")
@pytest.mark.parametrize("name", ["file", "beta"])
def test_a_code_in_the_mail_is_read_off_its_picture(name: str) -> None:
    raw = mail('<p>Roses</p><img src="cid:code">', code())
    source = f"any(beta.scan_qr({name}.message_screenshot()).items, .url.url == '{CODE}')"
    assert hits(raw, source, Context(screenshots=True)) is True
    assert hits(mail("<p>Roses"), source, Context(screenshots=True)) is False


@pytest.mark.chromium
@pytest.mark.skipif(availability.chromium() is None, reason="needs Debian's chromium")
def test_a_code_that_a_script_draws_is_read_off_an_attached_page() -> None:
    source = "any(attachments, any(beta.scan_qr(file.html_screenshot(.)).items, .type == 'url'))"
    page = base64.b64encode(code()).decode()
    made = EmailMessage()
    made["Subject"] = "Roses"
    made.set_content("See the page.\n")
    script = f"<script>document.write('<img src=\"data:image/png;base64,' + '{page}' + '\">')</script>"
    made.add_attachment(script, subtype="html", filename="roses.html")
    assert hits(made.as_bytes(), source, Context(screenshots=True)) is True
