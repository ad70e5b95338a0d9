from collections.abc import Callable
from pathlib import Path

from unhook.cli.job import Job, judge
from unhook.cli.sources import Source, read

from .standin import mail


def test_each_path_in_order_and_each_mail_by_name(folder: Callable[..., Path], tmp_path: Path) -> None:
    mails = folder("a", "b")
    single = tmp_path / "single.eml"
    single.write_bytes(mail("c"))
    found = list(read([str(single), str(mails)]))
    assert [Path(source.path).name for source in found] == ["single.eml", "0000.eml", "0001.eml"]
    assert found[0] == Source(str(single), mail("c"), origin=str(single))


def test_what_cannot_be_read_comes_as_an_error_in_its_place(folder: Callable[..., Path]) -> None:
    there = str(folder("a") / "0000.eml")
    missing, found = read(["/no/such/place", there])
    assert missing.error == "no such file or folder"
    assert missing.raw == b""
    assert found.error is None


def test_a_folder_without_mails_is_told(tmp_path: Path) -> None:
    (only,) = read([str(tmp_path)])
    assert only.error


def test_an_unreadable_file_in_a_folder_is_no_empty_mail(folder: Callable[..., Path]) -> None:
    """Its error was dropped on the way, and the nothing that was left of it found clean."""
    mails = folder("a")
    (mails / "broken.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    fine, broken = read([str(mails)])
    assert (fine.error, broken.raw) == (None, b"")
    assert broken.error is not None
    assert broken.error.startswith("not a readable Outlook message")
    assert judge(broken, Job()).level == "incomplete"
