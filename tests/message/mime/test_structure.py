import pytest
from hypothesis import given
from hypothesis import strategies as st

from message.mails import crlf, mail, multipart, part, section
from unhook.limits import DEFAULT, Limits
from unhook.message.defects import DefectLog
from unhook.message.mime.structure import Structure, parse
from unhook.message.part import Part


def read(raw: bytes, limits: Limits = DEFAULT) -> tuple[Structure, list[str]]:
    log = DefectLog(limits)
    structure = parse(raw, limits, log)
    return structure, [each.limit or each.code for each in log.all()]


def leaves(root: Part) -> list[Part]:
    return [leaf for child in root.children for leaf in leaves(child)] if root.children else [root]


def bodies(raw: bytes, limits: Limits = DEFAULT) -> list[tuple[str, bytes]]:
    return [(leaf.path, raw[slice(*leaf.body)]) for leaf in leaves(read(raw, limits)[0].root)]


def test_a_single_part() -> None:
    raw = mail("hello\n", 'Text/HTML; charset="utf-8"')
    structure, defects = read(raw)
    root = structure.root
    assert (root.path, root.content_type, root.charset) == ("", "text/html", "utf-8")
    assert raw[slice(*root.body)] == b"hello\n"
    assert raw[slice(*root.header)].startswith(b"From: Alice")
    assert structure.fields[0].name == "From"
    assert not defects


@pytest.mark.parametrize("form", [bytes, crlf])
def test_nested_parts_have_imap_numbers_and_exact_places(form: type[bytes]) -> None:
    inner = section(part("text/plain", "plain"), part("text/html", "<p>html"), boundary="b2")
    raw = form(multipart("mixed", part("multipart/alternative; boundary=b2", inner), part("text/csv", "a,b")))
    assert bodies(raw) == [("1.1", b"plain"), ("1.2", b"<p>html"), ("2", b"a,b")]


def test_part_fields() -> None:
    raw = multipart(
        "mixed",
        part(
            "application/pdf; name=fallback.pdf",
            "JVBERg==",
            "Content-Disposition: ATTACHMENT; filename=real.pdf",
            "Content-Transfer-Encoding: Base64",
            "Content-ID: <one@example.com>",
        ),
    )
    (leaf,) = leaves(read(raw)[0].root)
    assert leaf.file_name == "real.pdf"
    assert leaf.disposition == "attachment"
    assert leaf.transfer_encoding == "base64"
    assert leaf.content_id == "one@example.com"
    assert leaf.parameters == {"name": "fallback.pdf"}


def test_digest_parts_are_messages() -> None:
    (leaf,) = leaves(read(multipart("digest", "\nFrom: x@example.com\n\nhi"))[0].root)
    assert leaf.content_type == "message/rfc822"


def test_text_around_the_parts_is_ignored() -> None:
    raw = mail(
        "preamble\n--b1\n\none\n--b1--\nepilogue\n--b1\n\nafter the end", "multipart/mixed; boundary=b1"
    )
    assert bodies(raw) == [("1", b"one")]


def test_the_outer_boundary_ends_an_inner_part_that_is_never_closed() -> None:
    inner = "--b2\n\nlost and found"
    raw = multipart("mixed", part("multipart/alternative; boundary=b2", inner), part("text/plain", "next"))
    assert bodies(raw) == [("1.1", b"lost and found"), ("2", b"next")]
    assert read(raw)[1] == ["multipart-not-closed"]


def test_a_boundary_line_may_trail_blanks_but_nothing_else() -> None:
    raw = mail("--b1 \t\n\none\n--b1x\nstill one\n--b1--", "multipart/mixed; boundary=b1")
    assert bodies(raw) == [("1", b"one\n--b1x\nstill one")]


def test_a_longer_boundary_is_not_its_prefix() -> None:
    inner = section(part("text/plain", "x"), boundary="b1-inner")
    raw = multipart("mixed", part("multipart/mixed; boundary=b1-inner", inner))
    assert bodies(raw) == [("1.1", b"x")]


def test_missing_boundary_is_taken_from_the_body() -> None:
    raw = mail(
        section(part("text/plain", "one"), part("text/html", "two"), boundary="xyz"), "multipart/mixed"
    )
    assert bodies(raw) == [("1", b"one"), ("2", b"two")]
    assert read(raw)[1] == ["no-boundary"]


def test_boundary_that_never_comes_leaves_a_leaf() -> None:
    raw = mail("text\n", "multipart/mixed; boundary=never")
    assert bodies(raw) == [("", b"text\n")]
    assert read(raw)[1] == ["boundary-not-found"]


def test_child_with_its_parents_boundary() -> None:
    raw = mail(
        "--b1\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\none\n--b1--",
        "multipart/mixed; boundary=b1",
    )
    assert (b"one") in [body for _, body in bodies(raw)]
    assert "duplicate-boundary" in read(raw)[1]


def test_part_without_header_end() -> None:
    raw = mail("--b1\nContent-Type: text/html\n--b1\n\ntwo\n--b1--", "multipart/mixed; boundary=b1")
    assert bodies(raw) == [("1", b""), ("2", b"two")]


def test_invalid_content_type_is_plain_text() -> None:
    structure, defects = read(mail("x", "text"))
    assert structure.root.content_type == "text/plain"
    assert defects == ["invalid-content-type"]


def test_duplicate_content_type_first_wins() -> None:
    structure, defects = read(mail("x", "text/html", "Content-Type: text/plain\n"))
    assert structure.root.content_type == "text/plain"
    assert defects == ["duplicate-field"]


@pytest.mark.parametrize(
    "leading", [b"\xef\xbb\xbf", b"\r\n\n", b"From alice Mon Mar  2 10:00:00 2026\n", b">From x\n"]
)
def test_what_may_stand_before_the_header(leading: bytes) -> None:
    structure, _ = read(leading + mail())
    assert structure.fields[0].name == "From"
    assert structure.fields[0].span[0] == len(leading)


def test_bare_cr_line_ends() -> None:
    structure, defects = read(mail().replace(b"\n", b"\r"))
    assert [each.name for each in structure.fields][:2] == ["From", "To"]
    assert defects == ["bare-cr"]


def test_body_without_header() -> None:
    structure, defects = read(b"Dear customer\nplease confirm\n")
    assert structure.root.body == (0, 29)
    assert defects == ["no-header"]


def test_empty_message() -> None:
    assert read(b"")[0].root.body == (0, 0)


def test_depth_and_parts_are_limited() -> None:
    raw = mail(section(*["\nx"] * 50), "multipart/mixed; boundary=b1")
    structure, defects = read(raw, Limits(mime_parts=10))
    assert len(leaves(structure.root)) == 10
    assert "mime_parts" in defects
    inner = part("text/plain", "deep")
    for level in range(20):
        inner = part(f"multipart/mixed; boundary=n{level}", section(inner, boundary=f"n{level}"))
    assert "mime_depth" in read(multipart("mixed", inner), Limits(mime_depth=5))[1]


LINES = [
    b"Content-Type: multipart/mixed; boundary=a\n",
    b"Content-Type: multipart/x; boundary=b\n",
    *(b"\n", b"--a\n", b"--b\n", b"--a--\n", b"--b--\n", b"text\n", b"\r", b"--a", b"X: y\r\n", b"\0"),
]


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_parts_nest_and_never_overlap(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)

    def check(part: Part, low: int, high: int) -> None:
        assert low <= part.header[0] <= part.header[1] <= part.body[0] <= part.body[1] <= high
        after = part.body[0]
        for child in part.children:
            check(child, after, part.body[1])
            after = child.body[1]

    check(read(raw)[0].root, 0, len(raw))
