"""Events of calendars."""

from hypothesis import given
from hypothesis import strategies as st

from unhook.files.calendar import MAX_EVENTS, CalendarFile, read


def test_an_event_that_does_not_end_counts() -> None:
    assert [event.summary for event in read("BEGIN:VEVENT\nSUMMARY:x", 9).events] == ["x"]


def test_an_alarm_does_not_speak_for_its_event() -> None:
    alarm = "BEGIN:VALARM\nDESCRIPTION:ring\nEND:VALARM\n"
    (event,) = read(f"BEGIN:VEVENT\n{alarm}DESCRIPTION:meet\nEND:VEVENT", 9).events
    assert event.description == "meet"
    assert [each.value for each in event.raw_properties] == ["meet", "ring"]


def test_no_more_events_and_links_than_the_limits() -> None:
    one = (
        "BEGIN:VEVENT\nDESCRIPTION:"
        + " ".join(f"https://{n}.example.com/" for n in range(9))
        + "\nEND:VEVENT\n"
    )
    events = read(one * (MAX_EVENTS + 1), 5).events
    assert len(events) == MAX_EVENTS
    assert len(events[0].links) == 5


@given(st.text(st.sampled_from('BEGIN:VNT\nEDSCRPO;"=\\, ')))
def test_anything_is_read(text: str) -> None:
    assert isinstance(read(text, 5), CalendarFile)
