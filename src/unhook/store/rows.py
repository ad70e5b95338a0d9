"""A judged message as rows: what is searched and counted of it, worked out without a database."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from unhook.limits import STORE
from unhook.links.model import Url
from unhook.message.model import Message
from unhook.store import number, parties
from unhook.store.model import Delivery
from unhook.store.parties import address, reversed_host
from unhook.verdict.model import Verdict

Row = Mapping[str, Any]
_PROOF = {True: "passed", False: "failed", None: "none"}


def arrived(message: Message) -> Message:
    """The mail that came: of one that was only carried, the mail that carried it."""
    return message.carrier or message


def content(message: Message) -> str:
    """The SHA-256 of the mail that came."""
    return hashlib.sha256(arrived(message).raw).hexdigest()


def message(judged: Message, delivery: Delivery, recorded: datetime) -> dict[str, Any]:
    """The row of `messages`, without its number."""
    mail = arrived(judged)
    kind = mail.type
    sha256 = content(judged)
    people = delivery.recipients or ((delivery.mailbox,) if delivery.mailbox else ())
    subject = text(mail.subject.subject or "")
    mail_domain = mail.sender.email.domain
    return {
        "key": number.key(sha256, people),
        "content": sha256,
        "message_id": mail.headers.message_id and text(mail.headers.message_id),
        "direction": "outbound" if kind.outbound else "internal" if kind.internal else "inbound",
        "sender": address(mail.sender.email.email),
        "sender_host": reversed_host(mail_domain.domain if mail_domain else ""),
        "sender_name": mail.sender.display_name and text(mail.sender.display_name),
        "subject": subject,
        "folded": folded(subject),
        "source": delivery.source,
        "envelope_from": None if delivery.sender is None else address(delivery.sender),
        "mailbox": delivery.mailbox and address(delivery.mailbox),
        "proof": _PROOF[mail.headers.auth_summary.dmarc.pass_],
        "recorded": recorded,
        "level": None,
        "score": None,
        "attack_types": "",
        "label": None,
    }


def judged(verdict: Verdict | None) -> dict[str, Any]:
    """What of `messages` is the verdict's."""
    if verdict is None:
        return {}
    return {"level": verdict.level, "score": verdict.score, "attack_types": " ".join(verdict.attack_types)}


def recipients(judged: Message, delivery: Delivery) -> list[dict[str, Any]]:
    """The rows of `recipients`."""
    return [
        {"kind": kind, "address": each, "host": reversed_host(each.rpartition("@")[2])}
        for kind, each in parties.named(arrived(judged), delivery)
    ]


def links(judged: Message) -> list[dict[str, Any]]:
    """The rows of `links`, each URL once: as it stands in the mail, and where its own text says it leads."""
    found = {url.url: url for url in _urls(judged) if url.url}
    return [
        {
            "place": place,
            "host": reversed_host(url.host_name),
            "url": text(url.url),
            "hash": url_hash(url.url),
        }
        for place, url in enumerate(list(found.values())[: STORE.links])
    ]


def files(judged: Message) -> list[dict[str, Any]]:
    """The rows of `files`."""
    return [
        {
            "place": place,
            "sha256": each.sha256,
            "name": each.file_name and text(each.file_name),
            "kind": each.kind,
        }
        for place, each in enumerate(judged.attachments[: STORE.files])
    ]


def findings(verdict: Verdict | None) -> list[dict[str, Any]]:
    """The rows of `findings`."""
    rows = {
        (reason.finding.rule, reason.finding.source): {
            "rule": text(reason.finding.rule),
            "source": text(reason.finding.source),
            "severity": reason.finding.severity,
            "contribution": reason.contribution,
        }
        for reason in (verdict.reasons if verdict else ())
    }
    return list(rows.values())


def contacts(judged: Message, delivery: Delivery, verdict: Verdict | None) -> list[dict[str, Any]]:
    """The rows of `contacts`. Mail that failed its sender's own check is not the sender's; and a verdict on
    what a mail only carried says nothing of who sent it.
    """
    mail = arrived(judged)
    if delivery.source == "report":
        return []
    passed = mail.headers.auth_summary.dmarc.pass_
    outbound, failed = mail.type.outbound, passed is False and not mail.type.outbound
    counted = not outbound and not failed
    level = verdict.level if verdict and counted and judged.carrier is None else None
    row = {
        "inbound": int(counted),
        "outbound": int(outbound),
        "benign": int(level == "clean"),
        "harmful": int(level == "malicious"),
        "proven_harmful": int(level == "malicious" and passed is True),
        "failed": int(failed),
    }
    outside, own = parties.sides(mail, delivery)
    return [{"party": party, "own": mine, **row} for party in outside for mine in own]


def url_hash(url: str) -> str:
    """By what a URL is found exactly, however long."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32]


def folded(words: str) -> str:
    """A text as it is searched: without case, width and composition."""
    return unicodedata.normalize("NFKC", words).casefold()


def text(value: str) -> str:
    """A text cut to `StoreLimits.text_chars`."""
    return value[: STORE.text_chars]


def _urls(judged: Message) -> Iterator[Url]:
    for link in judged.body.links:
        yield from (url for url in (link.href_url, link.target_url) if url is not None)
