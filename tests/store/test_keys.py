import base64
from pathlib import Path

import pytest

from unhook.errors import ConfigError, StoreError
from unhook.store import Keys, keys

ONE = Keys({"one": b"1" * 32}, "one")


def test_what_was_sealed_opens_again_only_there_and_with_its_key() -> None:
    sealed, name = ONE.seal(b"secret", "here")
    assert name == "one"
    assert b"secret" not in sealed
    assert ONE.open(sealed, name, "here") == b"secret"
    for other, key, place in (
        (ONE, name, "there"),
        (Keys({"one": b"2" * 32}, "one"), name, "here"),
        (Keys({"two": b"1" * 32}, "two"), "two", "here"),
        (Keys(), name, "here"),
    ):
        with pytest.raises(StoreError) as caught:
            other.open(sealed, key, place)
        assert not caught.value.temporary


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed, name = ONE.seal(b"secret", "here")
    changed = bytearray(sealed)
    changed[place] ^= 1
    with pytest.raises(StoreError):
        ONE.open(bytes(changed), name, "here")


def test_without_a_key_nothing_is_sealed() -> None:
    assert Keys().seal(b"plain", "here") == (b"plain", None)
    assert ONE.open(b"plain", None, "here") == b"plain"


def test_keys_are_read_from_the_environment_and_from_a_file(tmp_path: Path) -> None:
    new, old = keys.fresh("new"), keys.fresh("old")
    assert keys.read({}) == Keys()
    found = keys.read({keys.VARIABLE: f"{new} {old}"})
    assert (found.current, set(found.known)) == ("new", {"new", "old"})
    path = tmp_path / "keys"
    path.write_text(f"# ours\n{new}  # since March\n\n{old}\n")
    path.chmod(0o600)
    assert keys.read({keys.FILE_VARIABLE: str(path), keys.VARIABLE: "ignored"}) == found
    path.chmod(0o640)
    with pytest.raises(ConfigError, match="others may read"):
        keys.read({keys.FILE_VARIABLE: str(path)})
    with pytest.raises(ConfigError, match="cannot be read"):
        keys.read({keys.FILE_VARIABLE: str(tmp_path / "none")})


@pytest.mark.parametrize("text", ["x", "x:!!", f"x:{base64.b64encode(b'short').decode()}", ":", "a b:"])
def test_what_is_no_key_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(ConfigError, match="entry 1 is no key") as caught:
        keys.parse([text], "here")
    assert text not in str(caught.value) or text in ":x"
    with pytest.raises(ConfigError):
        keys.fresh("a b")


def test_a_name_counts_once() -> None:
    with pytest.raises(ConfigError, match="entry 2"):
        keys.parse([keys.fresh("a"), keys.fresh("a")], "here")
