"""Directories of zip files."""

import io
import zipfile

from unhook.files import zip_directory


def written(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name)
        archive.comment = b"a comment"
    return out.getvalue()


def test_entries_and_their_own_headers() -> None:
    data = written("a.txt", "ü/")
    directory = zip_directory.read(data, 10)
    assert directory is not None
    assert [(each.name, each.size, each.is_folder) for each in directory.entries] == [
        ("a.txt", 5, False),
        ("ü/", 3, True),
    ]
    assert (directory.prefix, directory.end, directory.more, directory.overlaps) == (
        0,
        len(data),
        False,
        False,
    )
    local = zip_directory.local(data, directory.entries[0])
    assert local is not None
    assert (local.name, local.size, data[local.start :][:5]) == ("a.txt", 5, b"a.txt")


def test_a_cut_at_the_limit() -> None:
    directory = zip_directory.read(written("a", "b", "c"), 2)
    assert directory is not None
    assert ([each.name for each in directory.entries], directory.more) == (["a", "b"], True)


def test_a_false_end_in_the_comment() -> None:
    data = written("a")[:-9] + b"PK\5\6" + bytes(5)
    directory = zip_directory.read(data, 10)
    assert directory is not None
    assert [each.name for each in directory.entries] == ["a"]


def test_one_member_alone() -> None:
    data = written("a", "b")
    directory = zip_directory.read(data, 10)
    assert directory is not None
    local = zip_directory.local(data, directory.entries[1])
    assert local is not None
    single = zip_directory.alone(data, directory.entries[1], local.start)
    assert zipfile.ZipFile(io.BytesIO(single)).read("b") == b"b"


def test_no_directory() -> None:
    assert zip_directory.read(b"", 10) is None
    assert zip_directory.read(b"PK\5\6", 10) is None
