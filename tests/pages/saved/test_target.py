from pathlib import Path

import pytest

from unhook.errors import ConfigError, InputError
from unhook.files.model import Tree
from unhook.message import parse
from unhook.message.model import Message
from unhook.pages.saved import target
from unhook.pages.saved.model import Saved

from .test_har import entry, written

MAIL = (
    b"From: a@florist.test\r\nSubject: x\r\nContent-Type: "
    b"text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n<p>x</p>"
)
PLAIN = b"From: a@florist.test\r\nSubject: x\r\n\r\nHello\r\n"


def opens(raw: bytes) -> tuple[Message, tuple[Tree, ...]]:
    return parse(raw), ()


def test_each_kind_of_target(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>page</p>")
    (tmp_path / "b.har").write_bytes(written(entry("https://a.test/", "<p>har</p>")))
    (tmp_path / "c.eml").write_bytes(MAIL)
    assert target.read(str(tmp_path / "a.html"), opens)[0].html == b"<p>page</p>"
    assert target.read(str(tmp_path / "b.har"), opens)[0].html == b"<p>har</p>"
    assert target.read(str(tmp_path / "c.eml"), opens)[0].name == "a.html"
    assert len(target.read(str(tmp_path), opens)) == 2


def test_bytes_tell_what_they_are() -> None:
    assert target.of_bytes(written(entry("https://a.test/", "har")), "-", opens)[0].html == b"har"
    assert target.of_bytes(b"<p>page</p>", "-", opens)[0].where == "said"
    assert target.of_bytes(MAIL, "-", opens)[0].name == "a.html"


@pytest.mark.parametrize("address", ["https://a.test/", "HTTP://a.test/"])
def test_live_pages_are_not_opened(address: str) -> None:
    with pytest.raises(ConfigError, match="with --live only"):
        target.read(address, opens)


def test_a_mail_without_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="no page is attached"):
        target.of_bytes(PLAIN, "mail.eml", opens)


def test_whoever_names_a_page_may_say_where_it_was_found() -> None:
    page = target.found_at(Saved(b"", url="https://said.test/", where="said"), "https://a.test/x")
    assert (page.url, page.where) == ("https://a.test/x", "recorded")
    with pytest.raises(ConfigError):
        target.found_at(page, "not an address")
