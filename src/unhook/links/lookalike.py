"""Hosts made to be taken for another's: look-alike letters, misspellings, borrowed names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from unhook.links import services
from unhook.links.confusables import skeleton
from unhook.links.model import Domain
from unhook.links.rewriter_families import BY_HOST

Technique = Literal["homoglyph", "typo", "combo", "tld_swap"]

_LEET = str.maketrans("01345", "oleas")
_SPLIT = re.compile(r"[.-]+")
_ENDINGS = frozenset(
    {"com", "net", "org", "co", "de", "uk", "fr", "it", "es", "pt", "nl", "be", "at", "ch", "br"}
)
_TRUSTED = ("high_trust_sender_root_domains", "free_email_providers", "bulk_mailer_url_root_domains")
_ORDINARY = frozenset({"com", "net", "org", "info", "biz", "dev"})
_GIVEN_AWAY = frozenset({"tk", "ml", "ga", "cf", "gq", "pw", "cc", "su"})


@dataclass(frozen=True, slots=True)
class Lookalike:
    """`label`, a piece of the host, imitates `target`, a host of `brand`."""

    brand: str
    target: str
    technique: Technique
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A name worth imitating; `distinct` when it is no ordinary word, so that it stands for itself."""

    brand: str
    host: str
    distinct: bool


@dataclass(frozen=True)
class Marks:
    """Names to compare hosts with, by label (`paypal`)."""

    by_label: Mapping[str, Mark]

    @staticmethod
    def of(brands: Iterable[tuple[str, Iterable[str], Iterable[str], Iterable[str]]]) -> "Marks":
        """Take from each brand's (name, words, cased words, hosts) the host labels that spell its name."""
        found: dict[str, Mark] = {}
        lures = services.named("lure_words")
        for name, words, cased, hosts in brands:
            distinct = frozenset(map(_joined, words))
            spelled = distinct | frozenset(map(_joined, cased)) | {_joined(name)}
            for host in hosts:
                label = next((label for label in host.split(".") if label in spelled), "")
                if len(label) >= 3 and label not in lures:
                    found.setdefault(label, Mark(name, host, label in distinct))
        return Marks(found)

    @lru_cache(maxsize=4096)  # noqa: B019 - one registry lives as long as the process
    def near(self, label: str) -> tuple[str, Mark] | None:
        """Find the mark within the edits (OSA) that the length allows: none below 6, 1, 2 from 12 on.

        Below 8 characters a replaced letter makes another word too easily (twister, tender):
        there one must be added, dropped or swapped with its neighbour.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = 0 if len(label) < 6 else 1 if len(label) < 12 else 2
        if not allowed:
            return None
        found = process.extractOne(label, self._distinct, scorer=OSA.distance, score_cutoff=allowed)
        if found is None or found[1] == 0 or len(found[0]) < 6 or found[0][0] != label[0]:
            return None
        name = found[0]
        if len(label) == len(name) < 8 and sorted(label) != sorted(name):
            return None
        return name, self.by_label[name]

    @property
    def _distinct(self) -> tuple[str, ...]:
        return _distinct_labels(self)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=8)
def _distinct_labels(marks: Marks) -> tuple[str, ...]:
    return tuple(label for label, mark in marks.by_label.items() if mark.distinct)


def _joined(name: str) -> str:
    return "".join(filter(str.isalnum, skeleton(name).lower()))


def of(host: Domain, marks: Marks) -> Lookalike | None:
    """Tell whom `host` imitates, judged by its spelling alone; the caller knows the brands' own hosts.

    `homoglyph`: other letters or digits of the same shape; `typo`: a few edits away;
    `combo`: the name beside a lure word (`paypal-login`) or as a label under a foreign
    root (`paypal.com.evil.example`); `tld_swap`: the name under a suffix of ill repute.
    """
    if host.label is None:
        return None
    if host.registrable_domain in BY_HOST or any(
        host.registrable_domain in services.named(name) for name in _TRUSTED
    ):
        return None
    return _homoglyph(host, marks) or _own_label(host.label, host, marks) or _borrowed(host, marks)


def _homoglyph(host: Domain, marks: Marks) -> Lookalike | None:
    for label in (host.label or "", *(host.below or "").split(".")):
        for piece in (label, *_SPLIT.split(label)):
            for straight in _readings(piece):
                mark = marks.by_label.get(straight)
                if straight != piece and mark is not None and (mark.distinct or not piece.isascii()):
                    return Lookalike(mark.brand, mark.host, "homoglyph", piece)
    return None


def _readings(label: str) -> tuple[str, ...]:
    plain = skeleton(label).lower()
    digits = plain.translate(_LEET)
    return plain, digits, plain.replace("1", "i"), digits.replace("rn", "m").replace("vv", "w")


def _own_label(label: str, host: Domain, marks: Marks) -> Lookalike | None:
    mark = marks.by_label.get(label)
    if mark is not None:
        country = len((host.public_suffix or "").rpartition(".")[2]) == 2
        doubtful = host.public_suffix in _GIVEN_AWAY if country else host.public_suffix not in _ORDINARY
        return Lookalike(mark.brand, mark.host, "tld_swap", label) if mark.distinct and doubtful else None
    joined = marks.by_label.get(label.replace("-", ""))
    if joined is not None and joined.distinct and len(label) > 6:
        return Lookalike(joined.brand, joined.host, "typo", label)
    near = marks.near(label)
    return Lookalike(near[1].brand, near[1].host, "typo", label) if near is not None else None


def _borrowed(host: Domain, marks: Marks) -> Lookalike | None:
    """Look for a mark among the host's pieces, with something beside it that makes it a claim."""
    outer = [label.split("-") for label in (host.below or "").split(".") if label]
    own = (host.label or "").split("-")
    pieces = [piece for label in (*outer, own) for piece in label]
    lured = not services.named("lure_words").isdisjoint(pieces)
    for place, piece in enumerate(pieces):
        mark = marks.by_label.get(piece)
        if mark is None:
            found = _glued(piece, marks)
            if found is not None:
                return found
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        hyphenated = len(own) > 1 and piece in own and mark.distinct
        if lured and (mark.distinct or hyphenated or piece in own) and len(pieces) > 1:
            return Lookalike(mark.brand, mark.host, "combo", piece)
        if following in _ENDINGS or (hyphenated and following in _ENDINGS):
            return Lookalike(mark.brand, mark.host, "combo", piece)
    return None


def _glued(piece: str, marks: Marks) -> Lookalike | None:
    """`paypallogin`, `securepaypal`: a distinct mark and a lure word without a joint."""
    for cut in range(2, len(piece) - 1):
        for name, rest in ((piece[:cut], piece[cut:]), (piece[cut:], piece[:cut])):
            if len(rest) < 3 or len(name) < 5 or rest not in services.named("lure_words"):
                continue
            mark = marks.by_label.get(name)
            if mark is not None and mark.distinct:
                return Lookalike(mark.brand, mark.host, "combo", piece)
    return None
