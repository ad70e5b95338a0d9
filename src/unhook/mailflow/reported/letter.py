"""What is mailed to who reported a mail: in plain text, with nothing in it that can be clicked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from unhook.catalogue import Catalogue
from unhook.message.model import Message
from unhook.report import wording
from unhook.report.defang import harmless, visible
from unhook.report.judged import Judged
from unhook.store.model import Label, Summary
from unhook.verdict.model import Verdict

_FLAGS = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject, and paragraphs."""

    subject: str
    text: str


def verdict(case: int, mail: Summary, found: Verdict, catalogue: Catalogue, *, inline: bool) -> Letter:
    """The answer to a report: what was found, what gave it away, what to do."""
    text = catalogue.text
    judged = Judged("", Message(), found)
    parts = [
        text("reported.thanks"),
        text("reported.about", subject=harmless(mail.subject), sender=harmless(mail.sender)),
        wording.verdict_sentence(judged, catalogue),
    ]
    if inline:
        parts.append(text("reported.inline"))
    flags = [wording.sentence(each.finding, catalogue) for each in judged.flags[:_FLAGS]]
    parts += _list(wording.flags_heading(judged, catalogue), flags)
    parts += _list(text("heading.incomplete"), [wording.gap(each, catalogue) for each in found.incomplete])
    for section in ("do", "avoid", "verify", "tell"):
        keys: tuple[str, ...] = getattr(found.advice, section)
        parts += _list(text(f"heading.{section}"), [text(f"advice.{key}") for key in keys])
    if found.level != "clean":
        for event, steps in found.advice.after:
            head = f"{text('heading.after')}: {text(f'after.{event}')}"
            parts += _list(head, [text(f"advice.{key}") for key in steps])
    parts += [text("reported.case", number=case), text("reported.automatic")]
    subject = text("reported.subject", number=case, verdict=wording.level_name(judged, catalogue))
    return Letter(subject, _joined(parts))


def nothing(catalogue: Catalogue) -> Letter:
    """The answer to a mail in which none was found."""
    parts = [catalogue.text(f"reported.{key}") for key in ("thanks", "nothing", "automatic")]
    return Letter(catalogue.text("reported.nothing_subject"), _joined(parts))


def outcome(case: int, mail: Summary, found: Label, catalogue: Catalogue) -> Letter:
    """What an analyst found out in the end."""
    text = catalogue.text
    parts = [
        text("reported.about", subject=harmless(mail.subject), sender=harmless(mail.sender)),
        text(f"reported.outcome.{found}"),
        text("reported.thanks"),
        text("reported.automatic"),
    ]
    return Letter(text("reported.outcome_subject", number=case), _joined(parts))


def written(letter: Letter, key: str, sender: str, detail: Mapping[str, Any], at: datetime) -> EmailMessage:
    """A mail (RFC 5322) that nobody's program answers (RFC 3834). The same `key` gives the same Message-ID:
    who gets it twice has it once.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = detail["to"]
    mail["Subject"] = visible(letter.subject)
    mail["Date"] = format_datetime(at)
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<unhook.{name}@{sender.rpartition('@')[2]}>"
    before = visible(str(detail.get("in_reply_to") or ""))
    if before.startswith("<") and before.endswith(">") and " " not in before and len(before) < 900:
        mail["In-Reply-To"] = before
        mail["References"] = before
    mail["Auto-Submitted"] = "auto-generated" if detail.get("about") == "outcome" else "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text)
    mail["Content-Language"] = visible(str(detail.get("language") or "en"))
    return mail


def _list(heading: str, items: list[str]) -> list[str]:
    return ["\n".join([f"{heading}:", *(f"- {item}" for item in items)])] if items else []


def _joined(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"
