import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.subject import parse


@pytest.mark.parametrize(
    ("value", "base"),
    [
        ("Re: lunch", "lunch"),
        ("RE[2]: lunch", "lunch"),
        ("Re^3: lunch", "lunch"),
        ("Re(4) : lunch", "lunch"),
        ("AW: Mittag", "Mittag"),
        ("Antw: lunch", "lunch"),
        ("SV: VS: lunsj", "lunsj"),
        ("RES: almoço", "almoço"),
        ("R: pranzo", "pranzo"),
        ("Odp: obiad", "obiad"),
        ("YNT: yemek", "yemek"),
        ("Ответ: обед", "обед"),
        ("回复：午饭", "午饭"),
        ("[list-name] Re: lunch", "lunch"),
    ],
)
def test_reply_prefixes(value: str, base: str) -> None:
    found = parse(value)
    assert (found.base, found.is_reply, found.is_forward) == (base, True, False)


@pytest.mark.parametrize(
    ("value", "base"),
    [
        ("Fwd: news", "news"),
        ("FW: news", "news"),
        ("WG: Neues", "Neues"),
        ("TR : nouvelles", "nouvelles"),
        ("RV: noticias", "noticias"),
        ("ENC: notícias", "notícias"),
        ("Doorst: nieuws", "nieuws"),
        ("I: novità", "novità"),
        ("轉寄: 新聞", "新聞"),
        ("[Fwd: news]", "news"),
        ("news (fwd)", "news"),
    ],
)
def test_forward_prefixes(value: str, base: str) -> None:
    found = parse(value)
    assert (found.base, found.is_reply, found.is_forward) == (base, False, True)


def test_mixed_prefixes_are_all_removed() -> None:
    found = parse("RE: [EXTERNAL] FW: AW: invoice")
    assert (found.subject, found.base) == ("RE: [EXTERNAL] FW: AW: invoice", "invoice")
    assert found.is_reply
    assert found.is_forward


@pytest.mark.parametrize(
    "value",
    [
        "Resolve: the case",
        "Urgent: pay",
        "[Action required] confirm",
        "r: small letters",
        "Reference: 12",
        "Re lunch",
        "Award: won",
    ],
)
def test_other_words_are_no_prefix(value: str) -> None:
    found = parse(value)
    assert (found.base, found.is_reply, found.is_forward) == (value, False, False)


@pytest.mark.parametrize(
    "value",
    [
        "Automatic reply: away",
        "Automatische Antwort: fort",
        "Réponse automatique : absent",
        "Out of Office: away",
    ],
)
def test_automatic_replies(value: str) -> None:
    found = parse(value)
    assert found.is_auto_reply
    assert not found.is_reply


def test_other_fields_can_tell_an_automatic_reply() -> None:
    assert parse("hello", auto_reply=True).is_auto_reply
    assert parse(None, auto_reply=True).is_auto_reply


def test_no_subject_is_not_an_empty_one() -> None:
    assert (parse(None).subject, parse(None).base) == (None, None)
    assert (parse("").subject, parse("").base) == ("", "")


@given(st.text(max_size=100))
def test_the_base_is_part_of_the_subject(value: str) -> None:
    found = parse(value)
    assert found.base is not None
    assert found.base in value
