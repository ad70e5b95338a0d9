"""The verdict of a page by its source, and why.

The invariant: the host that receives the password must belong to the owner of the brand shown. What cannot be
told without a browser is inconclusive, and an inconclusive page is never called clean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unhook.brands.registry import Brands
from unhook.pages.source import owning, software
from unhook.pages.source.model import ASKED, Asked, Evidence, Reason, Sent, Shown, Sign, Sure, Verdict
from unhook.pages.source.owning import Host

_READS = ("address-from-fragment", "address-from-query", "address-from-path")
_ADAPTS = ("logo-service", "favicon-service", "screenshot-service", "dns-lookup")
_HIDES = ("packed-script", "eval-decoded", "hex-names", "dense-strings", "unpacked-page")
_SHIES = ("debugger-loop", "tools-watched", "robot-test", "keys-blocked", "menu-blocked")
_RANK: tuple[Verdict, ...] = ("inconclusive", "benign-home-realm", "suspicious", "malicious")


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was read of a page. `address`: where it stands, `proven` whether a recorder says so;
    `names_host`: its title is its host's name, which nobody gets for the asking.
    """

    address: str | None
    proven: bool
    shown: tuple[Shown, ...]
    asked: tuple[Asked, ...]
    sent: tuple[Sent, ...]
    signs: tuple[Sign, ...]
    status: int | None
    reached: tuple[str, ...]
    names_host: bool = False

    def named(self, *names: str) -> tuple[Sign, ...]:
        """The signs of these names."""
        return tuple(sign for sign in self.signs if sign.name in names)


def judge(seen: Seen, brands: Brands) -> tuple[Verdict, Sure, tuple[Reason, ...], Shown | None]:
    """The verdict, how sure it is, the reasons with those for the verdict first, and the brand shown."""
    here = owning.of(seen.address, brands)
    brand = _claimed(seen, here)
    reasons = tuple(_Judge(seen, here, brand, brands).reasons())
    verdict: Verdict = max((reason.verdict for reason in reasons), key=_RANK.index, default="inconclusive")
    ordered = tuple(sorted(reasons, key=lambda reason: -_RANK.index(reason.verdict)))
    strong = sum(reason.verdict == verdict for reason in reasons)
    sure: Sure = (
        "low" if verdict == "inconclusive" else "high" if verdict == "malicious" or strong > 1 else "medium"
    )
    return verdict, sure, ordered, brand


def _claimed(seen: Seen, here: Host | None) -> Shown | None:
    """The brand that the page poses as: the most plainly shown, one that holds the host before all others."""
    own = [shown for shown in seen.shown if shown.brand.kind != "generic"]
    for shown in own:
        if here is not None and here.owned_by(shown.brand):
            return shown
    return next((shown for shown in own if shown.strong and not shown.own_name), next(iter(own), None))


class _Judge:
    """Puts what was seen together; each method is one question."""

    def __init__(self, seen: Seen, here: Host | None, brand: Shown | None, brands: Brands) -> None:
        self.seen, self.here, self.brand, self.brands = seen, here, brand, brands
        self.secrets = [each for each in seen.asked if each.kind in ASKED]
        self.cards = [each for each in seen.asked if each.kind == "card"]
        self.receivers = [
            (sent, host)
            for sent in seen.sent
            if sent.credential and (host := owning.receives(sent, here, brands)) is not None
        ]

    def reasons(self) -> Iterator[Reason]:
        """Every reason that applies."""
        if self.secrets or self.cards:
            yield from self._posed()
            yield from self._received()
        if self.secrets:
            yield from self._made_up()
            yield from self._hidden()
            yield from self._chosen()
        yield from self._handed_out()
        yield from self._device()
        yield from self._unseen()

    def _posed(self) -> Iterator[Reason]:
        """A brand is shown: does its owner hold what receives the password?"""
        brand = self.brand
        if brand is None:
            return
        what = brand.brand
        values = {"brand": what.name, "host": self.here.name if self.here else ""}
        places = (brand.evidence, *self._places())
        if self.here is not None and self.here.owned_by(what):
            foreign = [(sent, host) for sent, host in self.receivers if not host.same_site(self.here)]
            foreign = [(sent, host) for sent, host in foreign if sent.channel in ("form", "mailto")]
            if foreign:
                sent, host = foreign[0]
                yield Reason(
                    "owner-posts-elsewhere", "suspicious", {**values, "target": host.name}, (sent.evidence,)
                )
            elif not self.seen.proven:
                yield Reason("place-only-said", "inconclusive", values, (brand.evidence,))
            elif not self.seen.reached and not self.seen.named("eval-decoded", "unpacked-page"):
                yield Reason("home-realm", "benign-home-realm", values, places)
            return
        outside = [(sent, host) for sent, host in self.receivers if not host.owned_by(what)]
        if self.here is None:
            yield from self._posed_without_host(brand, outside, places)
        elif not self.secrets and brand.where not in ("title", "heading", "drawn-bar"):
            return
        elif not brand.strong or brand.own_name:
            yield Reason("brand-mentioned", "inconclusive", values, (brand.evidence,))
        elif self.here.owner is not None and self.here.owner.kind in ("identity", "business", "security"):
            yield Reason(
                "tenant-of-provider", "inconclusive", {**values, "owner": self.here.owner.name}, places
            )
        elif software.runs_itself(brand.text, self.seen.address, [sent.url for sent in self.seen.sent]):
            yield Reason("software-of-anybody", "inconclusive", values, places)
        elif outside and all(host.owned_by(what) for _, host in self.receivers):
            return
        elif self.receivers and not outside:
            # The password goes to the owner: a page that embeds, or copies, the owner's form.
            yield Reason("posts-to-owner", "inconclusive", values, places)
        else:
            key = "drawn-window" if brand.where == "drawn-bar" else "brand-off-host"
            doubtful = software.is_software(brand.text) or brand.doubted
            verdict: Verdict = "suspicious" if doubtful else "malicious"
            yield Reason(key, verdict, values, places)

    def _posed_without_host(
        self, brand: Shown, outside: Sequence[tuple[Sent, Host]], places: tuple[Evidence, ...]
    ) -> Iterator[Reason]:
        """An attachment, or a file that does not say where it was found."""
        values = {"brand": brand.brand.name}
        if outside and brand.strong:
            sent, host = outside[0]
            yield Reason(
                "brand-posts-elsewhere",
                "malicious",
                {**values, "target": host.name},
                (*places, sent.evidence),
            )
        elif self.receivers and not outside and not self.seen.reached:
            yield Reason("home-realm-form", "benign-home-realm", values, places)
        elif brand.strong and self.secrets:
            yield Reason("brand-without-host", "suspicious", values, places)

    def _received(self) -> Iterator[Reason]:
        """Whoever the page poses as: who gets the password?"""
        for sign in self.seen.named("bot"):
            yield Reason(
                "password-to-bot", "malicious", {"target": sign.detail}, (sign.evidence, *self._places())
            )
            break
        for sent, host in self.receivers:
            service = self.seen.named("form-mail")
            if sent.channel == "mailto" or any(sign.evidence == sent.evidence for sign in service):
                yield Reason(
                    "password-to-form-service",
                    "malicious",
                    {"target": host.name},
                    (sent.evidence, *self._places()),
                )
                break
        elsewhere = [
            (sent, host)
            for sent, host in self.receivers
            if sent.channel not in ("image", "worker")
            and (self.here is None or not host.same_site(self.here))
        ]
        owned = self.brand is not None and all(host.owned_by(self.brand.brand) for _, host in elsewhere)
        if elsewhere and not owned and self.secrets:
            sent, host = elsewhere[0]
            role = any(shown.strong and shown.brand.kind == "generic" for shown in self.seen.shown)
            verdict: Verdict = "suspicious" if self.here is None or role else "inconclusive"
            yield Reason(
                "password-to-stranger", verdict, {"target": host.name}, (sent.evidence, *self._places())
            )
        for sent, host in self.receivers:
            if sent.channel in ("image", "worker", "websocket") and (
                self.here is None or not host.same_site(self.here)
            ):
                yield Reason(
                    "password-by-side-way",
                    "suspicious",
                    {"target": host.name, "channel": sent.channel},
                    (sent.evidence,),
                )
                break

    def _made_up(self) -> Iterator[Reason]:
        """A page made for each victim."""
        if self._at_home():
            return
        read, adapts = self.seen.named(*_READS), self.seen.named(*_ADAPTS)
        lookup = self.seen.named("dns-lookup")
        if read and adapts:
            yield Reason(
                "adapts-to-address",
                "suspicious" if not lookup and self._under_own_name() else "malicious",
                {"service": adapts[0].detail},
                (read[0].evidence, adapts[0].evidence, *self._places()),
            )
        elif lookup:
            yield Reason(
                "asks-mail-exchanger", "suspicious", {"service": lookup[0].detail}, (lookup[0].evidence,)
            )
        elif read and self.seen.named("address-decoded") and read[0].name == "address-from-fragment":
            yield Reason("hidden-address-read", "suspicious", {}, (read[0].evidence,))
        elif read:
            yield Reason("address-read", "inconclusive", {}, (read[0].evidence,))

    def _under_own_name(self) -> bool:
        """Whether it seems to say whose it is, and to keep what is typed: whoever opens it can tell."""
        hosts = [host for _, host in self.receivers]
        here = self.here
        return self.seen.names_host and here is not None and all(host.same_site(here) for host in hosts)

    def _hidden(self) -> Iterator[Reason]:
        if self._at_home():
            return
        hides, shies = self.seen.named(*_HIDES), self.seen.named(*_SHIES)
        inside = [each for each in self.secrets if each.evidence.part.startswith("unpacked")]
        if inside:
            yield Reason("password-field-unpacked", "suspicious", {}, (inside[0].evidence,))
        if len({sign.name for sign in shies}) > 1:
            yield Reason("shies-from-lookers", "suspicious", {}, tuple(sign.evidence for sign in shies[:3]))
        elif hides and shies:
            yield Reason("hides-and-shies", "suspicious", {}, (hides[0].evidence, shies[0].evidence))
        elif hides and not inside:
            yield Reason("obfuscated", "inconclusive", {}, (hides[0].evidence,))

    def _chosen(self) -> Iterator[Reason]:
        for sign in self.seen.named("provider-choice"):
            if not self._at_home():
                yield Reason(
                    "provider-choice", "suspicious", {"brands": sign.detail}, (sign.evidence, *self._places())
                )

    def _device(self) -> Iterator[Reason]:
        for sign in self.seen.named("device-code"):
            owner = owning.of(f"https://{sign.detail}", self.brands)
            if self.here is None or owner is None or not self.here.same_site(owner):
                yield Reason("device-code", "suspicious", {"target": sign.detail}, (sign.evidence,))
            break

    def _handed_out(self) -> Iterator[Reason]:
        for sign in self.seen.named("file-unpacked"):
            yield Reason("file-unpacked", "suspicious", {"kind": sign.detail}, (sign.evidence,))
            break
        hides = self.seen.named(*_HIDES)
        if self.seen.address is None and hides and self.seen.named("empty"):
            yield Reason("attached-and-hidden", "suspicious", {}, (hides[0].evidence,))

    def _unseen(self) -> Iterator[Reason]:
        """What keeps the source from telling."""
        if self.seen.status is not None and self.seen.status >= 400:
            yield Reason("page-refused", "inconclusive", {"status": str(self.seen.status)})
        if (signs := self.seen.named("challenge")) and not self.secrets:
            yield Reason("challenge", "inconclusive", {}, (signs[0].evidence,))
        if signs := self.seen.named("redirect"):
            yield Reason("moves-on", "inconclusive", {"target": signs[0].detail}, (signs[0].evidence,))
        if signs := self.seen.named("empty"):
            yield Reason("shows-nothing", "inconclusive", {}, (signs[0].evidence,))
        if self.seen.reached:
            yield Reason("limit-reached", "inconclusive", {"limits": ", ".join(self.seen.reached)})
        if not self.secrets and not self.cards:
            yield Reason("asks-for-nothing", "inconclusive")
        elif self.brand is None:
            yield Reason(
                "no-brand", "inconclusive", {"host": self.here.name if self.here else ""}, self._places()
            )

    def _at_home(self) -> bool:
        """Whether the page stands with the owner of the brand that it shows."""
        return (
            self.seen.proven and self.here is not None and self.here.owner is not None
            and self.brand is not None and self.here.owned_by(self.brand.brand)
        )  # fmt: skip

    def _places(self) -> tuple[Evidence, ...]:
        return tuple(each.evidence for each in (*self.secrets, *self.cards)[:2])
