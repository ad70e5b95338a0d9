from unhook.limits import DEFAULT, Limits
from unhook.message.header.named_fields import NamedFields

from .sections import raw_fields


def named(text: str, limits: Limits = DEFAULT) -> NamedFields:
    return NamedFields(raw_fields(text), limits)


def test_names_are_found_without_regard_to_case_from_the_top() -> None:
    fields = named("X-A: one\nx-a: two\nX-B: three\n\n")
    assert [field.value for field in fields.all("x-a")] == ["one", "two"]
    assert fields.names == ["x-a", "x-a", "x-b"]
    assert fields.all("x-c") == []


def test_the_first_name_with_a_value_counts() -> None:
    fields = named("X-A:\nX-A: one\nX-B: two\n\n")
    assert fields.value("x-a", "x-b") == "one"
    assert fields.value("x-c", "x-b") == "two"
    assert fields.value("x-c") is None


def test_an_address_is_the_first_of_its_field() -> None:
    fields = named("X-A: Ann <ann@example.com>, b@example.com\nX-B: <>\n\n")
    found = fields.address("x-a")
    assert found is not None
    assert found.email == "ann@example.com"
    assert fields.address("x-b") is None
    assert fields.address("x-c") is None


def test_junk_without_any_address_reaches_the_limit_once_for_all_fields() -> None:
    fields = named(("To: " + "(a) " * 200 + "\n") * 5 + "\n", Limits(addresses=10))
    assert fields.mailboxes(fields.all("to")) == ()
    assert [defect.limit for defect in fields.log.all()] == ["addresses"]
