from hypothesis import given
from hypothesis import strategies as st

from unhook.limits import DEFAULT, Limits
from unhook.message.defects import DefectLog
from unhook.message.mime.fields import Section, scan


def read(raw: bytes, limits: Limits = DEFAULT) -> tuple[Section, list[str]]:
    log = DefectLog(limits)
    section = scan(raw, 0, limits, log)
    return section, [each.limit or each.code for each in log.all()]


def test_fields_come_in_order_with_their_places() -> None:
    raw = b"From: a@example.com\r\nSubject:  folded\r\n value \r\n\r\nbody"
    section, defects = read(raw)
    assert [(each.name, each.value) for each in section.fields] == [
        ("From", "a@example.com"),
        ("Subject", "folded value"),
    ]
    subject = section.fields[1]
    assert raw[slice(*subject.span)] == b"Subject:  folded\r\n value \r\n"
    assert raw[slice(*subject.value_span)] == b"  folded\r\n value "
    assert subject.raw_value == b"  folded\r\n value "
    assert raw[section.body :] == b"body"
    assert not defects


def test_lf_and_crlf_read_alike() -> None:
    crlf = b"A: 1\r\nB: 2\r\n 3\r\n\r\nx"
    values = [[each.value for each in read(raw)[0].fields] for raw in (crlf, crlf.replace(b"\r\n", b"\n"))]
    assert values[0] == values[1] == ["1", "2 3"]


def test_blanks_before_the_colon_are_not_part_of_the_name() -> None:
    section, _ = read(b"Subject : x\n\n")
    assert section.fields[0].name == "Subject"


def test_a_line_that_is_no_field_begins_the_body() -> None:
    raw = b"A: 1\nDear customer,\nhello: x\n"
    section, defects = read(raw)
    assert raw[section.body :] == b"Dear customer,\nhello: x\n"
    assert defects == ["no-blank-line-after-header"]


def test_no_header_at_all() -> None:
    section, defects = read(b"just words\n")
    assert section.fields == ()
    assert section.body == 0
    assert defects == ["no-header"]


def test_header_without_body() -> None:
    section, defects = read(b"A: 1")
    assert section.fields[0].value == "1"
    assert section.body == 4
    assert defects == ["no-body"]


def test_mbox_line_inside_and_field_without_name() -> None:
    section, defects = read(b"A: 1\nFrom x@example.com Mon\n: odd\nB: 2\n\n")
    assert [each.name for each in section.fields] == ["A", "B"]
    assert defects == ["mbox-line-in-header", "field-without-name"]


def test_header_bytes_limit_still_finds_the_body() -> None:
    raw = b"A: 1\n" + b"X: y\n" * 1000 + b"\nbody"
    section, defects = read(raw, Limits(header_bytes=100))
    assert len(section.fields) <= 20
    assert raw[section.body :] == b"body"
    assert defects == ["header_bytes"]


def test_header_fields_limit() -> None:
    section, defects = read(b"X: y\n" * 50 + b"\nbody", Limits(header_fields=10))
    assert len(section.fields) == 10
    assert defects == ["header_fields"]


def test_field_bytes_limit_cuts_the_value_not_the_place() -> None:
    raw = b"X: " + b"y" * 1000 + b"\n\n"
    section, defects = read(raw, Limits(field_bytes=10))
    assert section.fields[0].value == "y" * 9
    assert section.fields[0].span == (0, 1004)
    assert defects == ["field_bytes"]


def test_a_delimiter_line_ends_a_header_without_empty_line() -> None:
    raw = b"Content-Type: text/plain\n--b=:1\nmore"
    section, defects = read(raw)
    assert raw[section.body :] == b"--b=:1\nmore"
    assert defects == ["no-blank-line-after-header"]


def test_a_stray_line_does_not_end_a_header_that_goes_on() -> None:
    section, defects = read(
        b"Content-Type: application/zip;\nname=a.zip\nContent-Disposition: attachment\n\n"
    )
    assert [each.name for each in section.fields] == ["Content-Type", "Content-Disposition"]
    assert defects == ["line-that-is-no-field"]


@given(
    st.lists(
        st.sampled_from([b"A", b":", b" ", b"\t", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"x: y\n", b"From "])
    )
)
def test_places_never_overlap_and_values_stand_where_they_say(parts: list[bytes]) -> None:
    raw = b"".join(parts)
    section, _ = read(raw)
    end = 0
    for each in section.fields:
        assert end <= each.span[0] <= each.value_span[0] <= each.value_span[1] <= each.span[1]
        assert raw[slice(*each.value_span)] == each.raw_value
        end = each.span[1]
    assert end <= section.body <= len(raw)
