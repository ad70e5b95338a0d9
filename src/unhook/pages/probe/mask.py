"""An identity taken out of what a page shows, so that pages are compared by all else."""

import re
from collections.abc import Callable

from unhook.pages.probe import substitute
from unhook.pages.probe.model import Identity

LABEL = "thevisitor"
ADDRESS = f"somebody@{LABEL}.invalid"

_OWN = re.compile(rf"(?<![\w@.-]){LABEL}(?!\w)", re.IGNORECASE)


def of(identity: Identity) -> Callable[[str], str]:
    """What replaces the identity's address in every form, its local part, its domain and its firm's name."""
    if identity.address is None or identity.domain is None or identity.local_part is None:
        return lambda text: text
    address = identity.address
    names = [(identity.domain, f"{LABEL}.invalid"), (identity.local_part, "somebody")]
    if identity.letter == "C":
        names.append((identity.domain.partition(".")[0], LABEL))
    by_name = {name.lower(): instead for name, instead in names}
    pattern = re.compile("|".join(re.escape(name) for name in by_name), re.IGNORECASE)

    def masked(text: str) -> str:
        whole = substitute.in_text(text, address, ADDRESS)
        return pattern.sub(lambda match: by_name[match[0].lower()], whole)

    return masked


def names_own(text: str) -> bool:
    """Whether masked words name the identity's firm or domain other than within its address."""
    return _OWN.search(text) is not None
