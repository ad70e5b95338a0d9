import pytest

from unhook.console import passkey
from unhook.console.console import Console
from unhook.console.passkey import HOLDS, Challenges
from unhook.errors import InputError
from unhook.store import passkeys

from .conftest import NOW, Clock, Signer, person


def test_a_challenge_is_answered_once_for_its_purpose_in_its_browser_in_time(clock: Clock) -> None:
    challenges = Challenges(clock)
    made = challenges.make("first", "browser")
    assert not challenges.take(made, "second:1", "browser")
    assert not challenges.take(made, "first", "another")
    assert not Challenges(clock).take(made, "first", "browser")
    assert not challenges.take(made[:-1], "first", "browser")
    assert challenges.take(made, "first", "browser")
    assert not challenges.take(made, "first", "browser")
    late = challenges.make("first", "browser")
    clock.later(seconds=HOLDS.total_seconds() + 1)
    assert not challenges.take(late, "first", "browser")


@pytest.mark.parametrize(
    "answer", ["", "x", "[]", "{}", '{"response": 1}', '{"id": "a", "response": {"clientDataJSON": "!"}}']
)
def test_what_is_no_answer_is_refused(answer: str) -> None:
    with pytest.raises(InputError):
        passkey.challenged(answer)


def test_a_new_password_from_an_admin_removes_lost_passkeys(console: Console, sign: Signer) -> None:
    user = person(console.store, "ann", "analyst")
    with console.store.writing() as connection:
        passkeys.add(connection, user, "lost", credential="c", public="p", uses=0, at=NOW)
    data = {"role": "analyst", "password": "another good password"}
    assert sign("admin").post(f"/people/{user.id}", data).status_code == 303
    with console.store.reading() as connection:
        assert passkeys.of(connection, user.id) == ()
