"""A judged mail's indicators. Nothing comes of one that is not suspicious at least.

It is asked in its public form (`message.mdm`), so that a mail of today and one from the store answer alike.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from unhook.indicators.addresses import named
from unhook.indicators.model import Indicator, Kind, Role, merged
from unhook.indicators.spared import may_name_host, may_name_ip, may_name_mailbox
from unhook.links import affiliation, domain
from unhook.verdict.model import Verdict

_SURE = {"malicious": 1.0, "suspicious": 0.6}
_ACCUSED, _BESIDE, _UNPROVEN = 0.9, 0.5, 0.3
"""Shares of the verdict's score: what a red flag points at, what stands beside it, what anybody may write."""
_LINK = re.compile(r"body(?:\.current_thread)?\.links\[(\d+)\]")
_FILE = re.compile(r"attachments\[(\d+)\]")
_DULL = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "svg", "webp", "ico"})


def of(
    model: Mapping[str, Any],
    verdict: Verdict,
    at: datetime,
    *,
    organisation: Collection[str] = (),
    people: Sequence[str] = (),
    urls: Sequence[str] = (),
) -> tuple[Indicator, ...]:
    """The indicators of a mail dated `at`, the surest first.

    `organisation`: its own domains, `people` and `urls`: recipients and links that the model does not name
    (of the envelope, of files).
    """
    sure = _SURE.get(verdict.level, 0.0) * max(verdict.score, 0.5) * 100
    if not sure:
        return ()
    fields = [evidence.field for reason in verdict.reasons for evidence in reason.finding.evidence]
    told = (*_people(model), *people)
    found: dict[tuple[Kind, str], Indicator] = {}
    for kind, value, role, share in (
        *_links([*_urls(model, fields), *((text, _BESIDE) for text in urls)], told, organisation),
        *_files(model, verdict, fields),
        *_senders(model, organisation),
    ):
        found.setdefault((kind, value), Indicator(kind, value, role, round(sure * share), first=at, last=at))
    return merged(found.values())


_Found = tuple[Kind, str, Role, float]


def _urls(model: Mapping[str, Any], fields: Sequence[str]) -> list[tuple[str, float]]:
    """The links' addresses; those first that a red flag points at, with the share that counts."""
    accused = _numbers(_LINK, fields)
    found = [
        (str(link.get(name, {}).get("url", "")), _ACCUSED if number in accused else _BESIDE)
        for number, link in enumerate(model.get("body", {}).get("links", ()))
        for name in ("target_url", "href_url")
    ]
    return sorted(found, key=lambda each: -each[1])


def _links(
    urls: Sequence[tuple[str, float]], people: Sequence[str], organisation: Collection[str]
) -> Iterator[_Found]:
    for text, share in urls:
        for kind, value in named(text, people, organisation):
            yield kind, value, "link", share


def _files(model: Mapping[str, Any], verdict: Verdict, fields: Sequence[str]) -> Iterator[_Found]:
    accused, malware = _numbers(_FILE, fields), "malware" in verdict.attack_types
    for number, file in enumerate(model.get("attachments", ())):
        if number in accused:
            yield "sha256", file["sha256"], "attachment", _ACCUSED
        elif malware and file.get("file_type") not in _DULL:
            yield "sha256", file["sha256"], "attachment", _BESIDE


def _senders(model: Mapping[str, Any], organisation: Collection[str]) -> Iterator[_Found]:
    summary = model.get("headers", {}).get("auth_summary", {})
    proof = summary.get("dmarc", {}).get("pass")
    for box in model.get("headers", {}).get("reply_to", ()):
        yield from _mailbox(box, "reply-to", _BESIDE, organisation)
    if proof is not False:
        share = _BESIDE if proof else _UNPROVEN
        yield from _mailbox(model.get("sender", {}), "sender", share, organisation, host=bool(proof))
    yield from _origin(summary.get("spf", {}), organisation)


def _mailbox(
    box: Mapping[str, Any], role: Role, share: float, organisation: Collection[str], *, host: bool = False
) -> Iterator[_Found]:
    address = str(box.get("email", {}).get("email", "")).lower()
    at = domain.parse(address.rpartition("@")[2])
    if at is None or not address.rpartition("@")[0] or not may_name_mailbox(at, organisation):
        return
    yield "email", address, role, share
    if host and may_name_host(at, organisation):
        yield "host", at.punycode or at.domain, role, share


def _origin(spf: Mapping[str, Any], organisation: Collection[str]) -> Iterator[_Found]:
    """Where it came from by the word of the server that checked SPF; nothing where that is a host that many
    send from.
    """
    details = spf.get("details", {})
    address = str(details.get("client_ip", {}).get("ip", ""))
    sender = domain.parse(str(details.get("designator") or "").rpartition("@")[2])
    if not spf.get("pass") or sender is None or not may_name_ip(address):
        return
    if may_name_host(sender, organisation) and affiliation.mailing_service(sender) is None:
        yield "ip", address, "origin", _BESIDE


def _people(model: Mapping[str, Any]) -> tuple[str, ...]:
    named = model.get("recipients", {})
    boxes = [box for kind in ("to", "cc", "bcc") for box in named.get(kind, ())]
    found = [str(box.get("email", {}).get("email", "")) for box in boxes]
    delivered = model.get("headers", {}).get("delivered_to", {})
    return tuple(each for each in (*found, str(delivered.get("email", ""))) if "@" in each)


def _numbers(pattern: re.Pattern[str], fields: Sequence[str]) -> frozenset[int]:
    return frozenset(int(match[1]) for field in fields if (match := pattern.match(field)))
