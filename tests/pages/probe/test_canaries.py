import pytest

from unhook.errors import ConfigError
from unhook.pages.probe.canaries import Canaries, by_letter


def test_an_operators_mailboxes_stand_for_visitors() -> None:
    own = ("jo.own@googlemail.com", "jo@hotmail.com", " box@corp.example ")
    assert by_letter(own) == {"G": own[0], "O": own[1], "C": "box@corp.example"}
    assert by_letter(()) == {}
    addresses = [each.address for each in Canaries(1).identities(by_letter(own[:1]))]
    assert addresses[1] == addresses[4] == own[0]
    assert own[0] not in addresses[2:4]


@pytest.mark.parametrize(
    "given",
    [("corp.example",), ("@corp.example",), ("a b@corp.example",), ("a@b.test", "c@d.test"), ("a@host",)],
)
def test_mailboxes_that_cannot_be_used(given: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError):
        by_letter(given)


def test_five_look_and_one_of_them_twice() -> None:
    identities = Canaries(1).identities()
    assert [each.key for each in identities] == ["N", "G", "O", "C", "G2"]
    nobody, google, outlook, firm, again = identities
    assert (nobody.address, nobody.domain, nobody.local_part) == (None, None, None)
    assert (google.domain, outlook.domain) == ("gmail.com", "outlook.com")
    assert firm.domain is not None
    assert firm.domain.endswith(".test")
    assert again.address == google.address


def test_nobody_can_hold_the_addresses() -> None:
    _, google, outlook, _, _ = Canaries().identities()
    assert "_" in (google.local_part or "")
    assert (outlook.local_part or "a")[0].isdigit()


def test_their_names_are_of_one_length() -> None:
    assert len({len(each.local_part) for each in Canaries().identities() if each.local_part}) == 1


def test_a_seed_makes_them_known_and_without_nobody_knows() -> None:
    assert Canaries(5).identities() == Canaries(5).identities()
    assert Canaries().identities() != Canaries().identities()


def test_the_operators_own_mailboxes() -> None:
    identities = Canaries(1).identities({"G": "probe@gmail.com"})
    assert [each.address for each in identities if each.letter == "G"] == ["probe@gmail.com"] * 2


def test_what_is_typed_fits_the_field() -> None:
    canaries = Canaries(1)
    password = canaries.secret("password", "p")
    assert password.typed.endswith(password.core)
    assert any(each.isupper() for each in password.typed)
    assert canaries.secret("card").typed.isdecimal()
    assert len(canaries.secret("code").typed) == 6
    assert canaries.secret("password") != canaries.secret("password")
