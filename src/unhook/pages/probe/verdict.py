"""The verdict of a page that was opened as several people, and why.

The invariant: the host that receives the password must belong to the owner of the brand shown. What was not
seen is not judged: a wall, a refusal, a page that asks for nothing leave it open, and open is never clean.
"""

from collections.abc import Iterator, Sequence

from unhook.brands.registry import Brands
from unhook.links import domain, url
from unhook.pages.probe.differences import claims
from unhook.pages.probe.model import Posting, View
from unhook.pages.probe.sent import ORDINARY, keeps_secrets
from unhook.pages.served import stands_at
from unhook.pages.source import owning, services
from unhook.pages.source.model import Evidence, Reason, Sure, Verdict
from unhook.pages.source.owning import Host

_RANK: tuple[Verdict, ...] = ("inconclusive", "benign-home-realm", "suspicious", "malicious")
_OF_LOOKS = ("logo", "favicon", "screenshot")
_LEAST_LABEL = 4


def decide(views: Sequence[View], brands: Brands) -> tuple[Verdict, Sure, tuple[Reason, ...], bool]:
    """The verdict, how sure it is, the reasons with those for the verdict first, and whether it adapts."""
    judge = _Judge(views, brands)
    first: dict[tuple[str, ...], Reason] = {}
    for reason in judge.reasons():
        first.setdefault((reason.key, *reason.values.values()), reason)
    reasons = list(first.values())
    if not judge.at_home:
        reasons = [each for each in reasons if each.verdict != "benign-home-realm"]
    verdict: Verdict = max((each.verdict for each in reasons), key=_RANK.index, default="inconclusive")
    ordered = tuple(sorted(reasons, key=lambda each: -_RANK.index(each.verdict)))
    strong = sum(each.verdict == verdict for each in reasons)
    sure: Sure = (
        "low"
        if verdict == "inconclusive"
        else "high" if verdict == "malicious" or judge.adapts or strong > 1 else "medium"
    )  # fmt: skip
    return verdict, sure, ordered, judge.adapts


def looks_follow(views: Sequence[View]) -> str | None:
    """The feature (`title`, `picture`, `favicon`) in which each of `G`, `O` and `C` sees something else, and
    the same at each look. Needs a repeat of each.
    """
    looks = {letter: [view for view in views if view.identity.letter == letter] for letter in "GOC"}
    for feature in ("title", "picture", "favicon"):
        seen = [{getattr(view, feature) for view in same} for same in looks.values()]
        steady = all(len(each) == 1 and None not in each for each in seen)
        if steady and len(frozenset().union(*seen)) == len(looks):
            return feature
    return None


def wants_repeats(views: Sequence[View]) -> bool:
    """Whether only looks differ, so that chance must be ruled out by looking again as each."""
    judge = _Judge(views, Brands(()))
    return (
        judge.login
        and not judge.follows
        and not judge.at_home
        and not judge.under_own_name
        and looks_follow(views) is not None
    )


class _Judge:
    """Puts the views together; each method is one question."""

    def __init__(self, views: Sequence[View], brands: Brands) -> None:
        self.views, self.brands = views, brands
        self.whole = [view for view in views if view.fault is None]
        self.people = [view for view in self.whole if not view.identity.repeat]
        self.addressed = [view for view in self.people if view.identity.address is not None]
        self.login = any(_asks(view) for view in self.whole)
        self.follows = self._follows()
        self.looks = looks_follow(self.whole) if len(self.whole) > len(self.people) + 1 else None
        self.at_home = self._at_home()
        self.under_own_name = bool(self.people) and all(map(_under_own_name, self.people))

    @property
    def adapts(self) -> bool:
        """Whether the page follows the visitor, beyond chance."""
        return self.follows or (self.looks is not None and not self.under_own_name)

    def reasons(self) -> Iterator[Reason]:
        """Every reason that applies."""
        yield from self._followed()
        yield from self._own_logo()
        yield from self._received()
        yield from self._asked_about()
        for view in self.whole:
            yield from view.reasons
        yield from self._unseen()

    def _follows(self) -> bool:
        """Whether the brand differs by identity, and not between two looks of the same one."""
        for view in self.whole:
            twin = next((each for each in self.people if each.identity.letter == view.identity.letter), view)
            if claims(twin) != claims(view):
                return False
        return len({claims(view) for view in self.addressed}) > 1

    def _followed(self) -> Iterator[Reason]:
        posing = [view for view in self.addressed if claims(view)]
        hosts = ", ".join(dict.fromkeys(filter(None, map(_host, posing))))
        if self.follows and self.login and posing:
            named = [view for view in posing if view.brand is not None and not view.own_name]
            names = ", ".join(dict.fromkeys(view.brand.brand.name for view in named if view.brand))
            places = tuple(view.brand.evidence for view in named if view.brand)
            if all(_home(view) for view in posing):
                yield Reason("home-realm-follows", "benign-home-realm", {"brands": names}, places)
            elif named and not any(_home(view) for view in posing):
                if hosts:
                    values = {"brands": names, "host": hosts}
                    yield Reason("brand-follows-visitor", "malicious", values, places)
                else:
                    yield Reason("brand-follows-in-file", "malicious", {"brands": names}, places)
            elif not named:
                yield Reason("named-after-visitor", "suspicious")
        elif self.adapts and not self.login:
            yield Reason("adapts-asks-nothing", "inconclusive")
        if self.looks is not None and self.login and not self.at_home and not self.under_own_name:
            yield Reason("looks-follow-visitor", "suspicious")

    def _own_logo(self) -> Iterator[Reason]:
        """The firm of `C` is shown its own logo, icon or site, which the page had to ask for."""
        for view in self.people:
            if view.identity.letter != "C" or not _asks(view) or _home(view) or _is_own(view):
                continue
            for question in view.questions:
                if question.shown and question.kind in _OF_LOOKS:
                    values, place = {"service": question.url}, _at(view, question.url)
                    if self.under_own_name:
                        yield Reason("logo-under-own-name", "inconclusive", values, (place,))
                    else:
                        yield Reason("own-logo-shown", "malicious", values, (place,))
                    return

    def _received(self) -> Iterator[Reason]:
        """Who got the password?"""
        for view in self.whole:
            for posting in view.postings:
                if posting.secret and (reason := self._one_received(view, posting)) is not None:
                    yield reason
                    return

    def _one_received(self, view: View, posting: Posting) -> Reason | None:
        address = stands_at(posting.url)
        target = owning.of(address, self.brands)
        kind = services.of(url.parse(posting.url))
        values = {"target": posting.host, "host": _host(view)}
        place = _at(view, f"{posting.method} {posting.host}{posting.path}")
        if kind in ("bot", "form-mail"):
            key = "password-to-bot" if kind == "bot" else "password-to-form-service"
            return Reason(key, "malicious", {"target": posting.host}, (place,))
        if target is None or view.host is None or kind == "sign-in" or target.same_site(view.host):
            return None
        if _same_label(target, view.host):
            return None
        brand = view.brand
        if brand is not None and target.owned_by(brand.brand):
            return None
        posing = brand is not None and brand.strong and not brand.own_name
        if posting.way in ORDINARY and target.owner is None and not posing:
            # Many a firm has its sign-in at a provider's that nobody here knows.
            return None
        return Reason("password-to-another", "malicious", values, (place,))

    def _asked_about(self) -> Iterator[Reason]:
        if not self.login or self.at_home:
            return
        for view in self.addressed:
            for question in view.questions:
                values = {"service": question.url}
                if question.kind == "dns":
                    yield Reason("asks-mail-exchanger", "suspicious", values, (_at(view, question.url),))
                    return
                if question.kind in _OF_LOOKS and not self.under_own_name:
                    yield Reason("asks-about-visitor", "suspicious", values, (_at(view, question.url),))
                    return

    def _unseen(self) -> Iterator[Reason]:
        """What keeps the views from telling."""
        refused = [view for view in self.addressed if view.refused]
        others = [view for view in self.people if _asks(view)]
        turned = [view for view in self.addressed if others and not _asks(view) and _away(view, others[0])]
        if refused or turned:
            places = tuple(_at(view, view.words[:80]) for view in (*refused, *turned))
            yield Reason("refuses-visitor", "inconclusive", {}, places[:1])
        if len(self.whole) < len(self.views):
            yield Reason("view-failed", "inconclusive")
        if unheard := sorted({kind for view in self.views for kind in view.unheard}):
            yield Reason("worker-unheard", "inconclusive", {"kinds": ", ".join(unheard)})
        if self.people and not self.adapts and not self.at_home:
            yield Reason("same-for-everybody", "inconclusive")

    def _at_home(self) -> bool:
        """Whether every view stands with the owner of what it shows, and sends there alone."""
        return (
            len(self.whole) == len(self.views)
            and self.login
            and all(_home(view) and not view.challenged for view in self.people)
            and not any(view.unheard for view in self.views)
        )


def _asks(view: View) -> bool:
    return view.login or any(posting.secret for posting in view.postings)


def _home(view: View) -> bool:
    """Whether the brand's owner holds the host, and all that gets secrets."""
    if view.brand is None or view.host is None or not view.host.owned_by(view.brand.brand):
        return False
    return not any(reason.key == "owner-posts-elsewhere" for reason in view.reasons) and all(
        reason.key != "place-only-said" for reason in view.reasons
    )


def _under_own_name(view: View) -> bool:
    """Whether it says whose it is, and keeps what is typed: who gets the password is who is named."""
    return view.names_host and not view.own_name and keeps_secrets(view)


def _is_own(view: View) -> bool:
    """Whether the identity's own firm holds the host."""
    own = view.identity.domain
    return own is not None and domain.below(_host(view), {own})


def _away(view: View, other: View) -> bool:
    """Whether a view shows nothing, or stands elsewhere than the one that asks for a secret."""
    if view.blank or (view.status or 200) >= 400:
        return True
    return view.host is not None and other.host is not None and not view.host.same_site(other.host)


def _same_label(target: Host, here: Host) -> bool:
    """Whether both are one name below different suffixes, as firms of several countries have it."""
    labels = [each.domain.label if each.domain else None for each in (target, here)]
    return labels[0] is not None and labels[0] == labels[1] and len(labels[0]) >= _LEAST_LABEL


def _host(view: View) -> str:
    return view.host.name if view.host else ""


def _at(view: View, snippet: str) -> Evidence:
    return Evidence(f"view {view.identity.key}", None, snippet)
