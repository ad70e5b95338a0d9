import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.brands import claims
from unhook.brands.claims import Claim
from unhook.brands.registry import Brand, Brands
from unhook.links import domain, url
from unhook.message.model import Body, EmailAddress, Link, Mailbox, Message, Recipients, Subject, Thread

BRANDS = Brands(
    (
        Brand("Acme", "bank", ("acme", "acme bank"), hosts=("acme.example.com",), owner="Acme"),
        Brand(
            "Peach", "identity", ("peach id",), cased=("Peach",), hosts=("peach.example.com",), owner="Peach"
        ),
        Brand("IT desk", "generic", ("it help desk", "it support"), owner="IT desk"),
    )
)


def box(address: str, name: str | None = None) -> Mailbox:
    local_part, _, host = address.rpartition("@")
    return Mailbox(name, EmailAddress(address, local_part, domain.parse(host)))


def mail(
    sender: str = "news@other.example.net",
    name: str | None = None,
    subject: str = "",
    body: str = "",
    link: str | None = None,
) -> Message:
    links = (Link(href_url=url.parse("https://other.example.net"), display_text=link),) if link else ()
    return Message(
        sender=box(sender, name),
        recipients=Recipients(to=(box("jo@corp.example.org"),)),
        subject=Subject(subject=subject),
        body=Body(current_thread=Thread(text=body), text=body, links=links),
    )


def one(message: Message) -> Claim:
    (claim,) = claims.of(message, BRANDS)
    return claim


@pytest.mark.parametrize(
    ("message", "where", "strength"),
    [
        (mail(name="Acme Service"), "display_name", "strong"),
        (mail(name="Peach Support"), "display_name", "strong"),
        (mail(sender="acme-service@other.example.net"), "local_part", "medium"),
        (mail(subject="Your Acme account is limited"), "subject", "strong"),
        (mail(subject="Acme security alert"), "subject", "strong"),
        (mail(subject="[Acme] Sign in"), "subject", "strong"),
        (mail(subject="How we moved away from using Acme"), "subject", "medium"),
        (mail(body="Please confirm your Acme account."), "body", "medium"),
        (mail(body="We also take Acme and others."), "body", "weak"),
        (mail(link="Sign in to Acme"), "link_text", "medium"),
    ],
)
def test_where_and_how_strongly(message: Message, where: str, strength: str) -> None:
    claim = one(message)
    assert (claim.where, claim.strength, claim.owned_by_sender) == (where, strength, False)


@pytest.mark.parametrize(
    "body",
    [
        "Hello,\n\nplease sign in.\n\nKind regards,\nAcme Bank",
        "Hello,\n\nplease sign in.\n\nThe Acme Team\n",
        "Hallo,\n\nbitte anmelden.\n\nMit freundlichen Grüßen\nIhr Acme Kundenservice",
        "Hello\n\nIT Help Desk",
    ],
)
def test_a_sign_off_speaks_as_the_brand(body: str) -> None:
    assert [claim.strength for claim in claims.of(mail(body=body), BRANDS) if claim.where == "signature"] == [
        "strong"
    ]


@pytest.mark.parametrize(
    "message",
    [
        mail(name="Peach Miller"),
        mail(subject="Recipe: Peach tart"),
        mail(body="a Peach a day"),
        mail(name="Pacmeister"),
    ],
)
def test_ordinary_words_claim_nothing(message: Message) -> None:
    assert claims.of(message, BRANDS) == ()


def test_the_owner_writes_from_its_own_host() -> None:
    assert one(mail(sender="info@mail.acme.example.com", name="Acme")).owned_by_sender
    assert not one(mail(sender="info@acme.example.com.evil.example.net", name="Acme")).owned_by_sender


def test_a_generic_role_is_the_recipients_own_or_nobodys() -> None:
    assert one(mail(sender="help@corp.example.org", name="IT Help Desk")).owned_by_sender
    assert not one(mail(sender="help@other.example.net", name="IT Help Desk")).owned_by_sender


def test_spans_lead_to_the_text() -> None:
    body = "word " * 600 + "\nRegards,\nAcme"
    (claim,) = claims.of(mail(body=body), BRANDS)
    assert body[slice(*claim.span)] == "Acme"


def test_disguised_names_are_told() -> None:
    assert one(mail(name="Аcmе Service")).disguised


def test_strong_claims_come_first_and_each_place_once() -> None:
    found = claims.of(mail(name="Acme", subject="Acme", body="acme acme acme"), BRANDS)
    assert found[0].where == "display_name"
    assert len({claim.where for claim in found}) == len(found)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_survived(name: str, body: str) -> None:
    claims.of(mail(name=name + " acme", subject=body, body=body + "acme" + name, link=name), BRANDS)


def test_many_service_words_cost_no_more_than_their_length() -> None:
    """A nested repetition once made each "account team" double the work."""
    assert len(claims.of(mail(name="Peach " + "account team s.a. " * 3000 + "!"), BRANDS)) <= 1
