"""What a true rule says it saw."""

import pytest

from unhook import mql

from .example import CONTEXT, MESSAGE


def seen(source: str) -> list[tuple[str, tuple[int, int] | None, str]]:
    traces = mql.compile(source).trace(mql.Run(MESSAGE, CONTEXT, strict=True))
    return [(each.field, each.span, each.snippet) for each in traces]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('strings.icontains(subject.subject, "mailbox")', [("subject.subject", (9, 16), "MAILBOX")]),
        ('strings.icontains(subject.subject, "quota", "full")', [("subject.subject", (20, 24), "full")]),
        ('strings.starts_with(subject.subject, "RE:")', [("subject.subject", (0, 3), "RE:")]),
        ('strings.iends_with(subject.subject, "98%")', [("subject.subject", (26, 29), "98%")]),
        ('strings.ilike(subject.subject, "*mail?ox*")', [("subject.subject", (9, 16), "MAILBOX")]),
        (
            r"regex.icontains(body.current_thread.text, 'within \d+ hours')",
            [("body.current_thread.text", (30, 45), "within 24 hours")],
        ),
        (
            "regex.icontains(body.current_thread.text, 'nothing', 'σίσυφος')",
            [("body.current_thread.text", (67, 74), "ΣΊΣΥΦΟΣ")],
        ),
        ('sender.display_name =~ "mail service"', [("sender.display_name", (0, 12), "Mail Service")]),
        ('sender.email.local_part in ("no-reply")', [("sender.email.local_part", (0, 8), "no-reply")]),
        ("subject.is_reply", [("subject.is_reply", None, "true")]),
        ("length(body.links) > 2", [("body.links", None, "3")]),
        ("headers.message_id is not null", [("headers.message_id", (0, 22), "<1@notice.example.com>")]),
        ("body.links[0].mismatched", [("body.links[0].mismatched", None, "true")]),
    ],
)
def test_leaf(source: str, wanted: object) -> None:
    assert seen(source) == wanted


def test_elements_keep_their_index_through_filters() -> None:
    source = 'any(filter(body.links, .parser == "plain"), .href_url.scheme == "http")'
    assert seen(source) == [("body.links[1].href_url.scheme", (0, 4), "http")]


def test_only_satisfying_elements_count() -> None:
    source = 'any(body.links, strings.contains(.href_url.url, "example"))'
    assert [field for field, _, _ in seen(source)] == [
        "body.links[0].href_url.url",
        "body.links[2].href_url.url",
    ]


def test_outer_elements_are_resolved() -> None:
    parameter = "href_url.query_params_decoded['user'][0]"
    source = f"any(recipients.to, any(body.links, strings.contains(.{parameter}, ..email.email)))"
    assert seen(source) == [(f"body.links[0].{parameter}", (0, 16), "ada@corp.example")]


def test_and_takes_all_or_takes_what_holds_not_takes_nothing() -> None:
    source = (
        'type.inbound and (subject.subject == "x" or strings.contains(subject.subject, "98%"))'
        ' and not sender.display_name == "x" and 1 of (subject.is_reply, subject.is_forward)'
    )
    assert seen(source) == [("subject.subject", (26, 29), "98%"), ("subject.is_reply", None, "true")]


def test_changed_text_points_at_the_field_it_came_from() -> None:
    source = 'strings.icontains(strings.replace_confusables(subject.subject), "mailbox")'
    assert seen(source) == [("subject.subject", (9, 16), "MAILBOX")]


def test_distinct_and_map_lead_back_to_the_message() -> None:
    fields = [field for field, _, _ in seen("length(distinct(body.links, .href_url.scheme)) == 2")]
    assert [field.partition(".display")[0] for field in fields] == ["body.links[0]", "body.links[1]"]
    source = 'any(map(body.links, .href_url.scheme), . == "http")'
    assert seen(source) == [("body.links[1].href_url.scheme", (0, 4), "http")]


def test_a_rule_that_does_not_hold_has_no_trace() -> None:
    assert seen("subject.is_forward") == []
    assert seen("profile.by_sender().solicited or subject.is_forward") == []
