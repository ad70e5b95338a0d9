"""What each broker holds, and that it holds no more."""

import base64
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from unhook import message
from unhook.errors import InputError
from unhook.message.model import Attachment, Message
from unhook.pages import served
from unhook.pages.broker import Answer, Request
from unhook.pages.served import DOCUMENT, FOLDER, MAIL

PICTURE = b"\x89PNG\r\n\x1a\npicture"


def body(answer: Answer | None) -> bytes:
    assert answer is not None
    return answer.body


def mail(html: str | None, plain: str | None = "Plain <words>") -> served.Served | None:
    made = EmailMessage()
    if plain is not None:
        made.set_content(plain)
    if html is not None:
        made.add_alternative(html, subtype="html")
        part = made.get_payload()[-1]  # type: ignore[index]
        part.add_related(PICTURE, "image", "png", cid="<Logo@corp.example>")  # type: ignore[union-attr]
    return served.mail(message.parse(made.as_bytes()))


@pytest.mark.parametrize("written", ["cid:Logo@corp.example", "CID:logo%40corp.example"])
def test_a_mails_pictures_come_from_the_mail(written: str) -> None:
    shown = mail(f'<img src="{written}">')
    assert shown is not None
    source = body(shown.answer(Request(MAIL))).decode()
    place = source.split('"')[1]
    answer = shown.answer(Request(place, kind="image"))
    assert body(answer) == PICTURE
    assert answer is not None
    assert answer.headers["content-type"] == "image/png"


def test_a_picture_that_the_mail_does_not_hold_stays_as_written() -> None:
    shown = mail('<img src="cid:other"><img src="https://pixel.test/a.png">')
    assert shown is not None
    assert b'src="cid:other"' in body(shown.answer(Request(shown.start)))
    assert shown.answer(Request("https://pixel.test/a.png", kind="image")) is None


def test_a_plain_mail_shows_its_words_as_words() -> None:
    shown = mail(None)
    assert shown is not None
    assert body(shown.answer(Request(MAIL))).endswith(b"Plain &lt;words&gt;\n")


def test_a_mail_without_a_body_shows_nothing() -> None:
    assert served.mail(Message()) is None


def test_the_text_is_utf_8_whatever_the_document_says() -> None:
    answer = served.document('<meta charset="iso-8859-1">Grüße').answer(Request(DOCUMENT))
    assert answer is not None
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body.decode() == '<meta charset="iso-8859-1">Grüße'


def test_a_documents_bytes_are_left_to_the_browser() -> None:
    answer = served.document(b"\xff\xfeh", "image/svg+xml").answer(Request(DOCUMENT))
    assert answer == Answer(b"\xff\xfeh", headers={"content-type": "image/svg+xml"})


def test_files_of_the_mail_lie_beside_an_attached_page() -> None:
    beside = (Attachment(PICTURE, file_name="the logo.png", content_type="image/png"), Attachment(b"x"))
    page = served.document(b"<p>", beside=beside)
    assert body(page.answer(Request(DOCUMENT + "the%20logo.png"))) == PICTURE


def test_a_fragment_leads_to_the_same_page_and_nothing_is_taken_in() -> None:
    page = served.document("<p>")
    assert page.answer(Request(DOCUMENT + "#me@corp.example")) is not None
    assert page.answer(Request(DOCUMENT, method="POST", body=b"a")) is None
    assert page.answer(Request(DOCUMENT + "?q")) is None


def test_a_saved_folder_gives_the_files_below_it(tmp_path: Path) -> None:
    root = tmp_path / "saved"
    (root / "parts").mkdir(parents=True)
    (root / "index.html").write_text("<p>page")
    (root / "parts" / "a b.css").write_text("p{}")
    (tmp_path / "secret").write_text("mine")
    (root / "way").symlink_to(tmp_path / "secret")
    saved = served.folder(root)
    assert body(saved.answer(Request(saved.start))) == b"<p>page"
    answer = saved.answer(Request(FOLDER + "parts/a%20b.css?v=1"))
    assert answer is not None
    assert (answer.body, answer.headers) == (b"p{}", {"content-type": "text/css"})
    for outside in ("../secret", "%2e%2e/secret", "..%2fsecret", "way", "parts", "none", "%00"):
        assert saved.answer(Request(FOLDER + outside)) is None
    assert saved.answer(Request("https://other.test/index.html")) is None
    assert saved.answer(Request(saved.start, method="POST")) is None
    assert served.folder(root / "index.html").start == saved.start


def test_a_folder_without_a_page_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"index\.html"):
        served.folder(tmp_path)


def entry(url: str, text: str, status: int = 200, method: str = "GET", **content: str) -> dict[str, object]:
    headers = [{"name": "Content-Type", "value": "text/html; charset=latin1"}]
    headers += [{"name": "Content-Encoding", "value": "gzip"}, {"name": "Set-Cookie", "value": "a=b"}]
    if status == 302:
        headers.append({"name": "Location", "value": "/next"})
    return {
        "request": {"url": url, "method": method},
        "response": {"status": status, "headers": headers, "content": {"text": text, **content}},
    }


def test_a_har_file_answers_as_it_was_answered_then() -> None:
    picture = base64.b64encode(PICTURE).decode()
    archive = served.har(
        json.dumps(
            {
                "log": {
                    "entries": [
                        entry("https://a.test/", "", 302),
                        entry("https://a.test/next", "Grüße", mimeType="text/html"),
                        entry("https://a.test/next", "second"),
                        entry("https://a.test/p.png", picture, encoding="base64", mimeType="image/png"),
                        entry("https://a.test/post", "taken", method="POST"),
                    ]
                }
            }
        ).encode()
    )
    assert archive.start == "https://a.test/"
    first = archive.answer(Request(archive.start))
    assert first is not None
    assert first.redirect == "/next"
    assert archive.answer(Request("https://a.test/next")) == Answer(
        "Grüße".encode(), headers={"content-type": "text/html; charset=utf-8"}
    )
    assert body(archive.answer(Request("https://a.test/p.png"))) == PICTURE
    assert archive.answer(Request("https://a.test/post")) is None


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"log": {"entries": []}}', b'{"log": {"entries": [1]}}', b"[" * 10_000]
)
def test_what_is_no_har_file_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match="no HAR file"):
        served.har(data)


def test_a_page_put_where_nobody_holds_the_name_stands_nowhere() -> None:
    assert served.stands_at("https://a.test/x#y") == "https://a.test/x#y"
    assert [served.stands_at(each) for each in (served.MAIL, served.DOCUMENT + "#a", "about:blank", "")] == [
        None
    ] * 4
