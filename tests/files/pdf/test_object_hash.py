"""The hash over the kinds of a PDF's objects."""

from hashlib import md5

from unhook.files.pdf.object_hash import object_hash


def hashed(*kinds: str) -> str:
    return md5("".join(f"{kind}|" for kind in kinds).encode(), usedforsecurity=False).hexdigest()


def test_kinds_in_the_order_of_the_file() -> None:
    data = (
        b"2 0 obj\n<</Type/Page/Subtype/Odd>>\nendobj\n"
        b"1 0 obj <</Pages 2 0 R /Type /Catalog>> endobj\n"
        b"3 0 obj\n<</Length 5/Filter/FlateDecode>>\nstream\n<</Type/No>>\nendstream\nendobj\n"
        b"4 0 obj\n17\nendobj\n"
    )
    assert object_hash(data, 100) == hashed("Page/Odd", "Catalog", "Length", "None")


def test_kind_inside_another_dictionary_is_not_the_objects() -> None:
    assert object_hash(b"1 0 obj <</A <</Type/Inner>> /Rest 1>> endobj", 100) == hashed("A")


def test_last_of_an_object_written_twice_counts_and_signatures_do_not() -> None:
    data = b"1 0 obj<</Type/Old>>endobj 2 0 obj<</Type/Sig>>endobj 1 0 obj<</Type/New>>endobj"
    assert object_hash(data, 100) == hashed("New")


def test_no_objects_or_too_many_have_no_hash() -> None:
    assert object_hash(b"%PDF-1.7 obj", 100) is None
    assert object_hash(b"".join(b"%d 0 obj<<>>endobj " % number for number in range(20)), 10) is None
