"""Who looks at a page, and what they type: made up for each probe, so that whatever comes back is known."""

import random
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unhook.errors import ConfigError
from unhook.links import domain
from unhook.pages.probe.model import Identity, Letter
from unhook.pages.source.model import FieldKind

_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_MIXED = _LETTERS + "23456789"


_PROVIDERS: Mapping[str, Letter] = {
    "gmail.com": "G", "googlemail.com": "G",
    "outlook.com": "O", "hotmail.com": "O", "live.com": "O", "msn.com": "O",
}  # fmt: skip


def by_letter(mailboxes: Sequence[str]) -> dict[Letter, str]:
    """Whom each mailbox may stand for: at Gmail, at Outlook, else at a firm.

    Raises `ConfigError` for what is no address, and for two of one kind.
    """
    found: dict[Letter, str] = {}
    for mailbox in mailboxes:
        local, _, host = mailbox.strip().rpartition("@")
        known = domain.parse(host) if host else None
        if not local or known is None or "." not in known.domain or any(map(str.isspace, local)):
            raise ConfigError(f"{mailbox}: no mail address")
        letter = _PROVIDERS.get(known.domain, "C")
        if letter in found:
            raise ConfigError(
                f"{found[letter]} and {mailbox} would stand for the same visitor; give one of them"
            )
        found[letter] = mailbox.strip()
    return found


@dataclass(frozen=True, slots=True)
class Canary:
    """What was typed into a field of this kind: `typed` as a whole, `core` what nobody else writes."""

    what: FieldKind
    typed: str
    core: str
    field: str = ""


class Canaries:
    """Makes addresses and secrets. The same `seed` makes the same ones; without, nobody can foretell them."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.SystemRandom() if seed is None else random.Random(seed)

    def identities(self, owned: Mapping[Letter, str] | None = None) -> tuple[Identity, ...]:
        """`N`, `G`, `O`, `C` and `G` again. `owned`: mailboxes of the operator's to be used in their place.

        Nobody holds the others: Gmail has no names with `_`, Outlook none that begin with a digit, and
        `.test` is nobody's (RFC 6761). Their local parts are of one length, to change no layout.
        """
        firm = "".join(self._random.choice(letters) for letters in ("bdfgklmnprstv", "aeiou") * 4)
        made: dict[Letter, str] = {
            "G": f"{self._word(4)}_{self._word(5)}@gmail.com",
            "O": f"{self._random.choice('23456789')}{self._word(9)}@outlook.com",
            "C": f"{self._word(10)}@{firm}.test",
        }
        made |= owned or {}
        addressed = tuple(Identity(letter, address) for letter, address in made.items())
        return (Identity("N"), *addressed, Identity("G", made["G"], repeat=True))

    def visitor(self) -> str:
        """An address for somebody who has none, to be typed where it cannot leave."""
        return f"{self._word(10)}@visitor.test"

    def secret(self, kind: FieldKind, name: str = "") -> Canary:
        """What to type into a field."""
        if kind == "card":
            digits = "4000" + "".join(self._random.choice(string.digits) for _ in range(12))
            return Canary(kind, digits, digits, name)
        if kind == "code":
            digits = "".join(self._random.choice(string.digits) for _ in range(6))
            return Canary(kind, digits, digits, name)
        core = self._word(12)
        return Canary(kind, core if kind in ("other", "mail") else f"Aa1-{core}", core, name)

    def _word(self, length: int) -> str:
        return self._random.choice(_LETTERS) + "".join(self._random.choices(_MIXED, k=length - 1))
