import os
from pathlib import Path

import pytest

from message.mails import crlf, mail
from unhook.errors import InputError
from unhook.message.container.stored import open_path, split

from . import outlook_file

FROM = b"From alice@example.com Mon Mar  2 10:00:00 2026\n"


def test_one_mail() -> None:
    (stored,) = split(mail())
    assert (stored.raw, stored.origin, stored.index, stored.error) == (mail(), "-", 0, None)


def test_crlf_bytes_are_kept() -> None:
    assert next(split(crlf(mail()))).raw == crlf(mail())


def test_mbox_bytes() -> None:
    assert [each.index for each in split((FROM + mail() + b"\n") * 3)] == [0, 1, 2]


def test_outlook_bytes() -> None:
    (stored,) = split(outlook_file.outlook({outlook_file.SUBJECT: "from Outlook"}))
    assert b"Subject: from Outlook" in stored.raw


def test_apple_mail_file(tmp_path: Path) -> None:
    path = tmp_path / "1.emlx"
    path.write_bytes(f"{len(mail())}\n".encode() + mail() + b"<?xml version='1.0'?><plist/>")
    assert [each.raw for each in open_path(path)] == [mail()]


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 ...", "a pdf file, not a mail"),
        (b"PK\x03\x04....", "a zip file"),
        (b"\x00\x01\x02\x03", "header fields"),
        (b"just some words\n", "header fields"),
        (b"<html><body>saved page</body></html>", "header fields"),
    ],
)
def test_what_is_no_mail_says_so(data: bytes, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        list(split(data))


def test_missing_path_and_folder_without_mail(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(open_path(tmp_path / "absent.eml"))
    (tmp_path / "notes.txt").write_text("nothing here")
    with pytest.raises(InputError, match="no mails in this folder"):
        list(open_path(tmp_path))


def test_the_path_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError, match=r"a\.pdf: a pdf file"):
        list(open_path(tmp_path / "a.pdf"))


def test_a_mail_without_header_is_taken_when_its_name_says_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"words\n")
    assert [each.raw for each in open_path(tmp_path / "a.eml")] == [b"words\n"]


def test_an_empty_place_in_an_mbox_is_no_mail() -> None:
    start = b"From a@sender.example Mon Mar  2 09:00:00 2026\n"
    first, second = split(start + b"\n" + start + mail())
    assert first.error == "empty, there is no mail in it"
    assert (second.error, second.index) == (None, 1)


def test_an_empty_name_is_not_this_folder() -> None:
    with pytest.raises(InputError, match="empty name"):
        list(open_path(""))


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(20), b"\x8f\x00\x13\xffjunk: \x01" * 50])
def test_junk_is_no_mail_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    """Random bytes named .eml were found clean "by a complete check"."""
    (tmp_path / "a.eml").write_bytes(data)
    with pytest.raises(InputError, match="not a mail"):
        list(open_path(tmp_path / "a.eml"))


def test_maildir(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp", ".Sent/cur"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "cur" / "1.host:2,S").write_bytes(mail("one"))
    (tmp_path / "new" / "2.host").write_bytes(mail("two"))
    (tmp_path / "tmp" / "3.host").write_bytes(mail("half written"))
    (tmp_path / ".Sent" / "cur" / "4.host").write_bytes(mail("sent"))
    found = [Path(each.origin).name for each in open_path(tmp_path)]
    assert sorted(found) == ["1.host:2,S", "2.host", "4.host"]


def test_a_folder_of_anything(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(mail())
    (tmp_path / "a.mbox").write_bytes((FROM + mail() + b"\n") * 2)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "unnamed").write_bytes(mail())
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".hidden.eml").write_bytes(mail())
    found = [(Path(each.origin).name, each.index) for each in open_path(tmp_path)]
    assert found == [("a.mbox", 0), ("a.mbox", 1), ("b.eml", 0), ("unnamed", 0)]


def test_a_pipe_is_a_path() -> None:
    for content, count in ((mail(), 1), ((FROM + mail() + b"\n") * 2, 2)):
        reader, writer = os.pipe()
        os.write(writer, content)
        os.close(writer)
        assert len(list(open_path(f"/dev/fd/{reader}"))) == count
        os.close(reader)


def test_a_pipe_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.eml")
    (tmp_path / "b.eml").write_bytes(mail())
    assert [Path(each.origin).name for each in open_path(tmp_path)] == ["b.eml"]


def test_one_bad_file_does_not_stop_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.eml").write_bytes(mail())
    first, second = open_path(tmp_path)
    assert first.error is not None
    assert "empty" in first.error
    assert (second.raw, second.error) == (mail(), None)


def test_a_folder_that_cannot_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood in it was passed over in silence."""
    (tmp_path / "a.eml").write_bytes(mail())
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    first, second = open_path(tmp_path)
    assert first.error is None
    assert (second.origin, second.error) == (str(closed), "Permission denied")
