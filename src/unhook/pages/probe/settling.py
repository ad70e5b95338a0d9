"""What a page's source lets one fear, and opening it as several people settles.

A page that takes the visitor's address apart may do so to dress up for them, or to spare them the typing.
Whoever has seen it as several people knows: it treats all alike, and keeps what is typed to its own host.
"""

from collections.abc import Mapping, Sequence

from unhook.pages.probe.model import Difference, Feature, View
from unhook.pages.probe.sent import keeps_secrets
from unhook.pages.source.model import Reason

_FEARED = frozenset({"hidden-address-read", "adapts-to-address"})
_WORDS: tuple[Feature, ...] = ("brands", "title", "fields")
_LOOKS: tuple[Feature, ...] = ("picture", "favicon", "hosts")


def feared(reason: Reason) -> bool:
    """Whether a reason of a page's source only says what it may do for each visitor."""
    return reason.key in _FEARED and reason.verdict == "suspicious"


def alike(views: Sequence[View], differences: Sequence[Difference]) -> bool:
    """Whether everybody was told who looks, nobody was turned away, all saw the same beyond chance, and what
    was typed went to the page's own host alone.
    """
    people = [view for view in views if not view.identity.repeat]
    asked = {view.asked for view in people}
    # Under its own name a page may show what services have of the visitor's firm.
    same = _WORDS if all(view.names_host for view in people) else (*_WORDS, *_LOOKS)
    beyond: Mapping[Feature, float] = {each.feature: each.beyond_noise for each in differences}
    return (
        len(asked) == len(people) > 1
        and all(map(_whole, views))
        and all(map(keeps_secrets, people))
        and not any(beyond.get(feature, 1.0) for feature in same)
    )


def _whole(view: View) -> bool:
    unseen = view.fault is not None or view.refused or view.challenged or view.unheard or view.reached
    return view.login and not unseen
