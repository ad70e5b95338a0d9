import pytest

from unhook.context import Context
from unhook.message.header.addresses import email_address
from unhook.message.header.direction import direction, mailbox
from unhook.message.model import Mailbox, MessageType, Recipients

ORG = Context(org_domains=frozenset({"example.org"}))


def box(address: str, name: str | None = None) -> Mailbox:
    return Mailbox(name, email_address(address))


def to(*addresses: str) -> Recipients:
    return Recipients(to=tuple(map(box, addresses)))


@pytest.mark.parametrize(
    ("sender", "recipients", "expected"),
    [
        ("a@else.example", to("b@example.org"), "inbound"),
        ("a@example.org", to("b@else.example"), "outbound"),
        ("a@example.org", to("b@example.org"), "internal"),
        ("a@sub.example.org", to("b@example.org"), "internal"),
        ("a@notexample.org", to("b@example.org"), "inbound"),
        ("a@example.org", to("b@example.org", "c@else.example"), "outbound"),
        ("a@example.org", Recipients(to=(box("b@example.org"),), bcc=(box("c@else.example"),)), "outbound"),
        ("a@example.org", Recipients(), "outbound"),
        ("", to("b@example.org"), "inbound"),
    ],
)
def test_by_the_organisations_own_domains(sender: str, recipients: Recipients, expected: str) -> None:
    found = direction(box(sender), recipients, ORG)
    assert found == MessageType(
        inbound=expected == "inbound",
        outbound=expected == "outbound",
        internal=expected == "internal",
        assumed=False,
    )
    assert not found.assumed


def test_international_domains_in_either_spelling() -> None:
    known = Context(org_domains=frozenset({"xn--mller-kva.com", "BÜCHER.example"}))
    assert direction(box("a@müller.com"), to("b@bücher.example"), known).internal
    assert direction(box("a@xn--mller-kva.com"), to("b@xn--bcher-kva.example"), known).internal


def test_without_knowledge_mail_is_inbound_by_assumption() -> None:
    found = direction(box("a@example.org"), to("b@example.org"), Context())
    assert found.inbound
    assert found.assumed


def test_the_caller_knows_best() -> None:
    found = direction(box("a@else.example"), Recipients(), Context(direction="outbound"))
    assert (found.inbound, found.outbound, found.assumed) == (False, True, False)


def holder(recipients: Recipients, delivered: str | None, context: Context, **kind: bool) -> Mailbox | None:
    flags = {"inbound": True, "outbound": False, "internal": False} | kind
    return mailbox(recipients, email_address(delivered) if delivered else None, MessageType(**flags), context)


def test_the_mailbox_is_the_contexts_then_the_delivery_address() -> None:
    recipients = Recipients(to=(box("ann@example.org", "Ann Lee"), box("bob@example.org")))
    named = holder(recipients, "bob@example.org", Context(mailbox="Ann@example.org"))
    assert named is not None
    assert (named.email.email, named.display_name) == ("Ann@example.org", "Ann Lee")
    delivered = holder(recipients, "bob@example.org", Context())
    assert delivered is not None
    assert delivered.email.email == "bob@example.org"


def test_a_single_recipient_is_the_mailbox() -> None:
    found = holder(to("ann@example.org"), None, Context())
    assert found is not None
    assert found.email.email == "ann@example.org"
    own = holder(to("x@else.example", "ann@example.org"), None, ORG)
    assert own is not None
    assert own.email.email == "ann@example.org"


def test_of_several_recipients_none_is_guessed() -> None:
    assert holder(to("a@example.org", "b@example.org"), None, Context()) is None
    assert holder(Recipients(), None, Context()) is None


def test_outbound_mail_lies_in_no_recipients_mailbox() -> None:
    assert holder(to("x@else.example"), None, ORG, inbound=False, outbound=True) is None
