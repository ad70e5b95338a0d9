"""Rules in words, and what their parts were on a message."""

import pytest

from unhook import mql
from unhook.mql.outline import MAX_ELEMENTS, Part, fields, outline
from unhook.mql.parser import parse
from unhook.mql.run import UNSET
from unhook.mql.trace import Tracer
from unhook.mql.values import Unavailable

from .example import CONTEXT, MESSAGE


def told(source: str, *, on: bool = True) -> Part:
    run = mql.Run(MESSAGE, CONTEXT)
    checked = mql.analyse(source, query=True)
    return outline(checked, Tracer(mql.STANDARD, run) if on else None)


def test_words_and_types_without_a_message() -> None:
    whole = told("type.inbound and not (subject.is_reply or length(body.links) > 2)", on=False)
    assert whole.words == "all of these"
    assert whole.value is UNSET
    first, second = whole.parts
    assert (first.words, first.parts) == ("type.inbound", ())
    (inner,) = second.parts
    assert (second.words, inner.words) == ("not", "at least one of these")
    (length,) = inner.parts[1].parts
    assert (length.words, str(length.kind)) == ("length(body.links)", "int")


def test_every_part_is_worked_out_also_behind_what_decided() -> None:
    whole = told('subject.is_forward and subject.is_reply and headers.in_reply_to == "x"')
    assert [each.value for each in (whole, *whole.parts)] == [False, False, True, None]


def test_what_is_missing_is_named_in_each_part() -> None:
    whole = told("1 of (profile.by_sender().solicited, sender.display_name in $people)")
    assert [each.value for each in (whole, *whole.parts)] == [
        Unavailable("profile", "$people"),
        Unavailable("profile"),
        Unavailable("$people"),
    ]


def test_the_element_that_decides_comes_first() -> None:
    whole = told('any(body.links, .href_url.scheme == "http")')
    assert whole.value is True
    assert whole.words == "some element of body.links"
    assert whole.parts[0].words == "body.links[1]"
    whole = told('all(body.links, .href_url.scheme == "https")')
    assert (whole.value, whole.parts[0].words, whole.parts[0].value) == (False, "body.links[1]", False)


def test_no_more_elements_than_tell_something() -> None:
    whole = told("any([1, 2, 3, 4, 5], . == 4)")
    assert len(whole.parts) == 1 + MAX_ELEMENTS + 1
    assert whole.parts[1].value is True
    assert whole.parts[-1].words == "and 2 more"


def test_true_parts_say_where() -> None:
    whole = told('strings.icontains(subject.subject, "mailbox")')
    assert [(each.field, each.snippet) for each in whole.places] == [("subject.subject", "MAILBOX")]


def test_one_part_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Tracer, name: str) -> None:
        raise ValueError(name)

    monkeypatch.setattr(Tracer, "function", broken)
    whole = told('strings.contains(subject.subject, "x") and subject.is_reply')
    assert [each.value for each in whole.parts] == [Unavailable("error"), True]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("type.inbound and subject.is_reply", {"type.inbound", "subject.is_reply"}),
        ("any(body.links, .href_url.url == ..x)", {"body.links[].href_url.url"}),
        (
            "any(filter(body.links, .visible), any(.href_url.rewrite.encoders, . == 'x'))",
            {"body.links[].visible", "body.links[].href_url.rewrite.encoders[]"},
        ),
        (
            "body.links[0].href_url.query_params_decoded['a'][0] == 'x'",
            {"body.links[].href_url.query_params_decoded[][]"},
        ),
        ("any(file.parse_eml(attachments[0]).body.links, .visible)", {"attachments[]"}),
        ("length(attachments) > 0", {"attachments"}),
    ],
)
def test_fields(source: str, paths: set[str]) -> None:
    assert set(fields(parse(source).tree)) == paths
