"""Which brands a message claims to come from, and how plainly it says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from unhook.brands.registry import Brand, Brands
from unhook.brands.wording import Match
from unhook.links import services
from unhook.links.model import Domain
from unhook.message.model import Message
from unhook.message.offsets import Span

Where = Literal["display_name", "local_part", "subject", "body", "link_text", "signature"]
Strength = Literal["strong", "medium", "weak"]

_HEAD_CHARS = 2_000
_TAIL_CHARS = 1_500
_LINK_TEXTS = 50
_LINK_TEXT_CHARS = 80
_RANK: dict[Strength, int] = {"strong": 0, "medium": 1, "weak": 2}

_YOUR = re.compile(
    r"(?:\b(?:your|ihr|ihre[mnrs]?|dein|deine[mnrs]?|votre|vos|ton|seu|sua|su|tu|uw|je|jouw|tuo|vostr[oa]|suo)"
    r"|\b(?:the|dear|from|team|von|by|at|to|sign in to|log ?in to))\s+$",
    re.IGNORECASE,
)
_SERVICE = (
    r"(?:accounts?|konto|kontos|benutzerkonto|compte|cuenta|conta|rekening|conto|customers?|"
    r"kunden?|clients?|clientes?|users?|members?|mailbox|postfach|e-?mail|mail|webmail|id|password|security|sicherheit|"
    r"sécurité|seguridad|segurança|sicurezza|beveiliging|support|service|services|servizio|servicio|serviço|"
    r"kundenservice|kundendienst|help|team|online|bank(?:ing)?|card|billing|payments?|notifications?|alerts?|"
    r"delivery|express|center|centre|admin(?:istrator)?|inc|llc|ltd|gmbh|ag|s\.?a|corp(?:oration)?)\b"
)
_THEN_SERVICE = re.compile(rf"(?:['’]s)?\s*[-–|:]?\s*{_SERVICE}", re.IGNORECASE)
_ONLY_SERVICE = re.compile(rf"(?:[\s\-–|:.,®™©()]|the\b|{_SERVICE})*+", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:regards|sincerely|thanks|thank you|cheers|yours|grüßen|grüße|gruß|gruss|hochachtungsvoll|"
    r"cordialement|salutations|saludos|atentamente|atenciosamente|cumprimentos|obrigado|saluti|groet|groeten|team|©|copyright)"
    r"[^\n]{0,40}\n?\s{0,20}[^\n]{0,30}$",
    re.IGNORECASE,
)
_TEAM_AFTER = re.compile(
    r"[^\n]{0,20}\b(?:team|support|security|service|department|admin(?:istrator)?|desk|center)\b",
    re.IGNORECASE,
)
_JOINTS = str.maketrans("._+-", "    ")


@dataclass(frozen=True, slots=True)
class Claim:
    """A brand named in one place of a message.

    `span` is `text`'s place in that field (`body` and `signature`: the current thread's
    text; `link_text`: the text of the link with number `link`). `strength`: `strong` where
    the mail speaks as the brand (sender's name, sign-off, "your X account" as subject),
    `medium` where it likely does, `weak` where it may merely mention it.
    `owned_by_sender`: the From host is the brand owner's; for a generic role ("IT desk"),
    the recipient's own organisation's. Both say nothing of authentication.
    """

    brand: Brand
    where: Where
    text: str
    span: Span
    strength: Strength
    owned_by_sender: bool
    disguised: bool = False
    link: int | None = None


def of(message: Message, brands: Brands) -> tuple[Claim, ...]:
    """Find the brands that `message` claims: the strongest claim by brand and place, strong ones first."""
    sender = message.sender.email.domain
    best: dict[tuple[str, Where], Claim] = {}
    for match, where, strength, link in _found(message, brands):
        owned = _owned(match.what, sender, message, brands)
        claim = Claim(
            match.what, where, match.text, (match.start, match.end), strength, owned, match.disguised, link
        )
        known = best.get((match.what.name, where))
        if known is None or _RANK[strength] < _RANK[known.strength]:
            best[match.what.name, where] = claim
    return tuple(sorted(best.values(), key=lambda claim: _RANK[claim.strength]))


_Found = tuple[Match[Brand], Where, Strength, int | None]


def _found(message: Message, brands: Brands) -> Iterator[_Found]:
    name = (message.sender.display_name or "")[:_HEAD_CHARS]
    for match in brands.claimed_in(name):
        if match.plain or _is_firms(name[: match.start] + name[match.end :]):
            yield match, "display_name", "strong", None
    local_part = (message.sender.email.local_part or "")[:_HEAD_CHARS]
    for match in brands.claimed_in(local_part.translate(_JOINTS)):
        if match.plain and match.what.kind != "generic":
            written = replace(match, text=local_part[match.start : match.end])
            yield written, "local_part", "medium", None
    subject = (message.subject.subject or "")[:_HEAD_CHARS]
    for match in brands.claimed_in(subject):
        spoken = _spoken_as(subject, match)
        if match.plain or spoken:
            yield match, "subject", "strong" if spoken and match.what.kind != "generic" else "medium", None
    yield from _in_body(message.body.current_thread.text, brands)
    for number, link in enumerate(message.body.links[:_LINK_TEXTS]):
        text = link.display_text or ""
        if 2 < len(text) <= _LINK_TEXT_CHARS and "://" not in text:
            for match in brands.claimed_in(text):
                if match.plain:
                    yield match, "link_text", "medium" if _spoken_as(text, match) else "weak", number


def _in_body(text: str, brands: Brands) -> Iterator[_Found]:
    head = brands.claimed_in(text[:_HEAD_CHARS])
    for match in head:
        spoken = _spoken_as(text, match)
        if match.plain or spoken:
            yield match, "body", "medium" if spoken else "weak", None
    start = max(0, len(text) - _TAIL_CHARS)
    for match in brands.claimed_in(text[start:]) if start else head:
        here = replace(match, start=match.start + start, end=match.end + start)
        if _signs(text, here):
            yield here, "signature", "strong", None


def _is_firms(rest: str) -> bool:
    """An ordinary word is a brand when the rest is what a firm's sender name has ("Chase Online")."""
    return _ONLY_SERVICE.fullmatch(rest) is not None


def _spoken_as(text: str, match: Match[Brand]) -> bool:
    """Tell "your X account", "X security alert", "X: ...", "[X] ..." from a mention."""
    before, after = text[max(0, match.start - 24) : match.start], text[match.end : match.end + 32]
    if _THEN_SERVICE.match(after):
        return match.plain or bool(_YOUR.search(before)) or not before.strip()
    if _YOUR.search(before) and match.plain:
        return True
    return not before.strip(" [(*") and after.lstrip()[:1] in {":", "]", ")", "-", "–", "|"}


def _signs(text: str, match: Match[Brand]) -> bool:
    """Tell whether the line with the name closes the mail: after a greeting, or as "X Team"."""
    line = text.rfind("\n", 0, match.start) + 1
    end = text.find("\n", match.end)
    end = len(text) if end < 0 else end
    if end - line > _LINK_TEXT_CHARS:
        return False
    if not match.plain and not _is_firms(text[line : match.start] + text[match.end : end]):
        return False
    if _SIGN_OFF.search(text[max(0, match.start - 80) : match.start]):
        return True
    generic = match.what.kind == "generic"
    rest = text[match.end : end]
    return text[line : match.start].strip().lower() in {"", "the", "your"} and (
        _TEAM_AFTER.match(rest) is not None or (generic and not rest.strip(" .,"))
    )


def _owned(brand: Brand, sender: Domain | None, message: Message, brands: Brands) -> bool:
    if sender is None:
        return False
    if brand.kind != "generic":
        return brands.sends_for(brand, sender)
    if sender.registrable_domain is None or sender.registrable_domain in services.named(
        "free_email_providers"
    ):
        return False
    boxes = [*message.recipients.to, *message.recipients.cc, *([message.mailbox] if message.mailbox else [])]
    return any(
        box.email.domain is not None and box.email.domain.registrable_domain == sender.registrable_domain
        for box in boxes
    )
