import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.limits import DEFAULT, Limits
from unhook.message.header.addresses import email_address, mailboxes
from unhook.message.mime.fields import RawField
from unhook.message.model import Mailbox


def field(value: bytes) -> RawField:
    return RawField("From", value, "", (0, 5 + len(value)), (5, 5 + len(value)))


def read(value: bytes) -> list[tuple[str | None, str]]:
    return [(box.display_name, box.email.email) for box in mailboxes(field(value), DEFAULT)[0]]


def flaws(value: bytes) -> list[str]:
    return [defect.code for defect in mailboxes(field(value), DEFAULT)[1]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"ann@example.com", [(None, "ann@example.com")]),
        (b"Ann Lee <ann@example.com>", [("Ann Lee", "ann@example.com")]),
        (
            b'"Lee, Ann" <ann@example.com>, bob@example.org',
            [("Lee, Ann", "ann@example.com"), (None, "bob@example.org")],
        ),
        (b"ann@example.com (Ann Lee)", [("Ann Lee", "ann@example.com")]),
        (b"Ann (work (new)) <ann@example.com>", [("Ann", "ann@example.com")]),
        (b'"say \\"hi\\"" <ann@example.com>', [('say "hi"', "ann@example.com")]),
        (b'"ann lee"@example.com', [(None, "ann lee@example.com")]),
        (b"<@a.example,@b.example:ann@example.com>", [(None, "ann@example.com")]),
        (b"ann @ example.com", [(None, "ann@example.com")]),
        (b"<mailto:ann@example.com>", [(None, "ann@example.com")]),
        (b"Ann@EXAMPLE.Com.", [(None, "Ann@example.com")]),
        (b"a@example.com; b@example.com", [(None, "a@example.com"), (None, "b@example.com")]),
    ],
)
def test_forms_of_rfc_5322_and_outlook(value: bytes, expected: list[tuple[str | None, str]]) -> None:
    assert read(value) == expected


def test_groups_are_flattened() -> None:
    assert read(b"Team: a@example.com, B <b@example.com>; c@example.com") == [
        (None, "a@example.com"),
        ("B", "b@example.com"),
        (None, "c@example.com"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"undisclosed-recipients:;", [("undisclosed-recipients", "")]),
        (b"Undisclosed recipients: ;", [("Undisclosed recipients", "")]),
        (
            b"A: a@example.com; B:;, c@example.com",
            [(None, "a@example.com"), ("B", ""), (None, "c@example.com")],
        ),
        (b":;", []),
    ],
)
def test_a_group_without_members_is_a_mailbox_of_its_name(
    value: bytes, expected: list[tuple[str | None, str]]
) -> None:
    """Rules ask the first recipient whether the recipients are undisclosed."""
    assert read(value) == expected


@pytest.mark.parametrize("value", [b"undisclosed-recipients:;", b"<>", b"Bank", b"jo"])
def test_a_mailbox_without_a_domain_has_one_that_is_not_valid(value: bytes) -> None:
    """Rules ask `.email.domain.valid == false`, which null would not answer."""
    (found,) = mailboxes(field(value), DEFAULT)[0]
    assert found.email.domain is not None
    assert (found.email.domain.domain, found.email.domain.valid) == ("", False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Lee, Ann <ann@example.com>", [("Lee, Ann", "ann@example.com")]),
        (b"Parcel Service  ,<a@evil.test>", [("Parcel Service", "a@evil.test")]),
        (b"Bank, Inc.", [("Bank, Inc.", "")]),
        (b'"info@bank.example", <a@evil.test>', [("info@bank.example", "a@evil.test")]),
        (
            b"a@example.com, Lee, Ann <b@example.com>",
            [(None, "a@example.com"), ("Lee, Ann", "b@example.com")],
        ),
    ],
)
def test_an_unquoted_comma_belongs_to_the_name(value: bytes, expected: list[tuple[str | None, str]]) -> None:
    assert read(value) == expected


def test_a_colon_in_a_name_is_no_group() -> None:
    assert read(b"Service: Account <a@example.com>") == [("Service: Account", "a@example.com")]


@pytest.mark.parametrize(
    "value",
    [
        b'"ceo@bank.example" <a@evil.test>',
        b"=?utf-8?q?ceo=40bank=2Eexample?= <a@evil.test>",
        b"=?utf-8?b?Y2VvQGJhbmsuZXhhbXBsZQ==?= <a@evil.test>",
        b'"=?utf-8?q?ceo=40bank.example?=" <a@evil.test>',
    ],
)
def test_an_address_in_the_display_name_stays_a_name(value: bytes) -> None:
    assert read(value) == [("ceo@bank.example", "a@evil.test")]


def test_an_encoded_word_never_becomes_the_address() -> None:
    assert read(b"=?utf-8?q?ceo=40bank.example?=") == [("ceo@bank.example", "")]


def test_an_encoded_comma_or_bracket_does_not_split() -> None:
    assert read(b"=?utf-8?q?Lee=2C_Ann_=3Cx=40y=3E?= <a@example.com>") == [
        ("Lee, Ann <x@y>", "a@example.com")
    ]
    assert read(b"=?utf-8?Q?Lee, Ann?= <a@example.com>") == [("Lee, Ann", "a@example.com")]


@pytest.mark.parametrize(
    ("value", "expected", "flaw"),
    [
        (b'"Ann <ann@example.com>', [("Ann", "ann@example.com")], "unbalanced-quote"),
        (b"Ann (work <ann@example.com>", [("Ann work", "ann@example.com")], "unbalanced-comment"),
        (b"Ann ann@example.com", [("Ann", "ann@example.com")], "missing-angle-brackets"),
        (b"Ann <ann@example.com", [("Ann", "ann@example.com")], "unclosed-angle-bracket"),
        (
            b"A <a@example.com, b@example.com",
            [("A", "a@example.com"), (None, "b@example.com")],
            "unclosed-angle-bracket",
        ),
        (
            b"Bank <info@bank.example> <a@evil.test>",
            [("Bank <info@bank.example>", "a@evil.test")],
            "several-angle-brackets",
        ),
        (b'"a@example.com"', [(None, "a@example.com")], "quoted-address"),
        (b"<a@b@example.com>", [(None, "a@b@example.com")], "several-at-signs"),
    ],
)
def test_what_is_broken_is_read_as_clients_do_and_noted(
    value: bytes, expected: list[tuple[str | None, str]], flaw: str
) -> None:
    assert read(value) == expected
    assert flaw in flaws(value)


@pytest.mark.parametrize("value", [b"<>", b"", b" ", b",,;", b"()"])
def test_nobody_has_no_address(value: bytes) -> None:
    assert not any(box.email.email for box in mailboxes(field(value), DEFAULT)[0])


def test_a_name_alone_is_no_address() -> None:
    assert read(b"PayPal Support") == [("PayPal Support", "")]
    assert read(b"Mail Delivery <MAILER-DAEMON>") == [("Mail Delivery", "MAILER-DAEMON")]


def test_redacted_hosts_are_kept() -> None:
    (box,) = mailboxes(field(b"Dear <phishing@pot>"), DEFAULT)[0]
    assert box.email.domain is not None
    assert (box.email.local_part, box.email.domain.domain, box.email.domain.valid) == (
        "phishing",
        "pot",
        False,
    )


def test_raw_eight_bit_names_and_domains() -> None:
    assert read("Jörg <j@müller.example>".encode()) == [("Jörg", "j@müller.example")]
    assert read(b"J\xf6rg <j@example.com>") == [("Jörg", "j@example.com")]


def test_punycode_domains_are_split_in_unicode() -> None:
    domain = email_address("a@xn--mller-kva.com").domain
    assert domain is not None
    assert domain.domain == "müller.com"


def test_spans_hold_each_mailbox() -> None:
    value = b' Ann <a@example.com>,\r\n "B, C" <b@example.com>, c@example.com (See)'
    message = b"From:" + value
    boxes = mailboxes(field(value), DEFAULT)[0]
    assert [message[slice(*box.span)] for box in boxes if box.span] == [
        b"Ann <a@example.com>",
        b'"B, C" <b@example.com>',
        b"c@example.com (See)",
    ]


def test_too_many_addresses_reach_the_limit() -> None:
    found, defects = mailboxes(field(b"a@example.com," * 50), Limits(addresses=10))
    assert len(found) == 10
    assert [defect.limit for defect in defects] == ["addresses"]


@pytest.mark.parametrize(
    "value",
    [
        b"(" * 50_000,
        b'"' * 50_000,
        b"<" * 50_000,
        b'"a\\' * 20_000,
        b"=?a?q?" * 10_000,
        b"<a" * 30_000,
        b"\\" * 50_000,
    ],
)
def test_floods_of_openers_end_with_at_most_one_mailbox(value: bytes) -> None:
    found, _ = mailboxes(field(value), DEFAULT)
    assert len(found) <= 1


@given(st.binary(max_size=200) | st.text(alphabet='ab@<>()",;:\\=? .', max_size=80).map(str.encode))
def test_any_bytes_give_mailboxes_inside_the_field(value: bytes) -> None:
    for box in mailboxes(field(value), DEFAULT)[0]:
        assert box.span is not None
        assert 5 <= box.span[0] <= box.span[1] <= 5 + len(value)


_ATOM = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


@given(st.lists(st.tuples(_ATOM, _ATOM, _ATOM), min_size=1, max_size=5))
def test_what_is_written_properly_is_read_back(people: list[tuple[str, str, str]]) -> None:
    value = ", ".join(f'"{name}, x" <{local}@{host}.example>' for name, local, host in people)
    expected = [(f"{name}, x", f"{local}@{host}.example") for name, local, host in people]
    assert read(value.encode()) == expected


def test_regression_an_empty_quoted_name_is_none() -> None:
    (box,) = mailboxes(field(b'"" <a@example.com>'), DEFAULT)[0]
    assert box == Mailbox(None, email_address("a@example.com"))
