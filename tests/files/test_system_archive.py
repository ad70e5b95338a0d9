"""Archives as libarchive reads them."""

import io
import tarfile

import pytest

from unhook.files import system_archive
from unhook.files.scanner import Sample
from unhook.files.unpacking import Unpacking, UnsupportedError

pytest.importorskip("libarchive", reason="needs Debian's libarchive13")


def tar(*names: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            archive.addfile(member)
    return out.getvalue()


def test_members_in_order() -> None:
    found = [
        (each.path, each.link, b"".join(each.chunks)) for each in system_archive.members(tar("a/", "a/b"))
    ]
    assert found == [("a/", None, b""), ("a/b", None, b"")]


def test_names_in_unknown_encodings() -> None:
    data = tar("xyz").replace(b"xyz", b"x\xffz")
    head = bytearray(data[:512])
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    (member,) = system_archive.members(bytes(head) + data[512:])
    assert member.path == "x\ufffdz"


def test_what_is_no_archive() -> None:
    with pytest.raises(UnsupportedError, match="format"):
        list(system_archive.members(b"hello, this is a letter" * 50, "7zip"))


def test_members_are_unpacked() -> None:
    into = Unpacking(Sample(b"", "tar"))
    system_archive.unpack(tar("a/", "a/b"), into)
    assert into.paths == ["a/", "a/b"]
    assert [each.name for each in into.found().children] == ["a/b"]
