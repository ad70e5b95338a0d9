from dataclasses import dataclass

from unhook import message as messages
from unhook.limits import DEFAULT, Limits
from unhook.rules.evidence import gather

MAIL = (
    b"From: Ann <ann@shop.example>\r\nTo: jo@corp.example\r\nSubject: Two links\r\n"
    b"Content-Type: text/html\r\n\r\n"
    b"<a href='https://one.test/x'>One</a> <a href='https://two.test/y'>Two</a>\r\n"
)
MESSAGE = messages.parse(MAIL)


@dataclass(frozen=True)
class Trace:
    field: str
    span: tuple[int, int] | None
    snippet: str


FIRST = Trace("body.links[0].href_url.url", None, "https://one.test/x")
SECOND = Trace("body.links[1].href_url.url", None, "https://two.test/y")
SUBJECT = Trace("subject.subject", (0, 3), "Two")


def test_without_a_wish_every_place_once_in_order() -> None:
    found = gather(MESSAGE, [SUBJECT, FIRST, SUBJECT], (), DEFAULT)
    assert [place.field for place in found] == [SUBJECT.field, FIRST.field]


def test_wanted_paths_choose_the_places() -> None:
    found = gather(MESSAGE, [SUBJECT, FIRST, SECOND], ("body.links.href_url",), DEFAULT)
    assert [place.field for place in found] == [FIRST.field, SECOND.field]


def test_an_element_that_a_trace_went_through_shows_its_wanted_fields_together() -> None:
    schemes = [Trace(f"body.links[{n}].href_url.scheme", (0, 5), "https") for n in (1, 0)]
    found = gather(MESSAGE, schemes, ("body.links.href_url.url", "body.links.display_text"), DEFAULT)
    assert [(place.field, place.snippet) for place in found] == [
        ("body.links[1].href_url.url", "https://two.test/y"),
        ("body.links[1].display_text", "Two"),
        ("body.links[0].href_url.url", "https://one.test/x"),
        ("body.links[0].display_text", "One"),
    ]


def test_a_whole_text_gives_way_to_the_range_within_it() -> None:
    whole = Trace("subject.subject", (0, 9), "Two links")
    (place,) = gather(MESSAGE, [whole, SUBJECT], (), DEFAULT)
    assert place.snippet == "Two"


def test_a_prefix_ends_at_a_name() -> None:
    found = gather(MESSAGE, [SUBJECT, FIRST], ("body.links.href",), DEFAULT)
    assert [place.field for place in found] == [SUBJECT.field, FIRST.field]


def test_a_wanted_field_without_a_trace_is_shown_by_its_value() -> None:
    (place,) = gather(MESSAGE, [], ("sender.email.domain.domain",), DEFAULT)
    assert (place.field, place.snippet) == ("sender.email.domain.domain", "shop.example")


def test_places_lead_to_the_raw_bytes() -> None:
    (place,) = gather(MESSAGE, [SUBJECT], (), DEFAULT)
    assert place.raw is not None
    assert MAIL[slice(*place.raw)] == b"Two"


def test_number_and_length_are_limited() -> None:
    long = [Trace(f"body.links[{n}].display_text", None, "x" * 50) for n in range(9)]
    found = gather(MESSAGE, long, (), Limits(evidence_per_finding=2, snippet_chars=10))
    assert [place.snippet for place in found] == ["x" * 9 + "…"] * 2


def test_what_was_found_needs_no_values_beside_it() -> None:
    (place,) = gather(MESSAGE, [SUBJECT], ("sender.display_name", "subject.subject"), DEFAULT)
    assert place.field == "subject.subject"
