"""What a thread's preamble says: who wrote, to whom, when, about what."""

import re
from dataclasses import dataclass

from unhook import patterns
from unhook.message.body import quoting
from unhook.message.header import addresses, subject
from unhook.message.header.model import Mailbox, Recipients, Subject

_FIELD = patterns.compile(
    r"^[ \t>|*_\u200e\u200f]{0,20}(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in quoting.LABELS.items())
    + r")[ \t*_]{0,5}[:：][ \t*_]{0,5}(?P<value>[^\n]*(?:\n[ \t]+[^\n]+)*)",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = patterns.compile(r"[^\s<>()\[\]@,;:\"']{1,64}@[^\s<>()\[\]@,;:\"']{1,253}")
_ADDRESS_BLOCK = patterns.compile(r"[<(\[]\s*(?:mailto:)?[^<>()\[\]]{0,320}@[^<>()\[\]]{0,320}[>)\]]")
_WROTE_TAIL = patterns.compile(rf"[\s,]*(?:{quoting.WROTE})?[\s:：]*$", re.IGNORECASE)
_WROTE = patterns.compile(rf"(?:^|[\s,])(?:{quoting.WROTE})(?:[\s:：]|$)", re.IGNORECASE)
_TIME = patterns.compile(
    r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*(?:[AaPp]\.?[Mm]\.?|Uhr|[+-]\d{4}|GMT[+-][\d:]+|UTC|\([A-Z]{2,5}\)))*"
)
_DAY = patterns.compile(r"\b(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2})?\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_INTRO = patterns.compile(
    r"(?:On|Am|Le|El|Em|Op|Il(?: giorno)?|Den|Dne|Dnia|W dniu|Στις|În|Vào|Pada tanggal|Pada|A|в|في)\s+",
    re.IGNORECASE,
)
_AFTER_DATE = patterns.compile(r"[\s,]*(?:[гр]\.|[年月日]|周.|[上下]午|\(.\))*[\s,]*")
_AROUND_NAME = "".join(sorted(" ,.:;–\"'-\u200e\u200f\u202a\u202c"))
_MAX = 4_000


@dataclass(frozen=True, slots=True)
class Preamble:
    """`date` as written."""

    sender: Mailbox | None = None
    recipients: Recipients | None = None
    subject: Subject | None = None
    date: str | None = None


def parse(text: str) -> Preamble:
    """Read a preamble: a header block by its labels, else an attribution line."""
    text = text[:_MAX]
    fields: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        if match.lastgroup:
            role = next(name for name in quoting.LABELS if match[name] is not None)
            fields.setdefault(role, " ".join(match["value"].split()).strip(" *_"))
    if len(fields) >= 2:
        to, cc = (_mailboxes(fields.get(role, "")) for role in ("to", "cc"))
        senders = _mailboxes(fields.get("from", ""))
        return Preamble(
            senders[0] if senders else None,
            Recipients(to, cc) if to or cc else None,
            subject.parse(fields["subject"]) if "subject" in fields else None,
            fields.get("date") or None,
        )
    return _attribution(" ".join(line.lstrip("> ") for line in text.splitlines()))


def _attribution(text: str) -> Preamble:
    text = " ".join(text.split()).strip()
    address = _ADDRESS.search(text)
    date_end = max((match.end() for match in (*_TIME.finditer(text), *_DAY.finditer(text))), default=0)
    block = _ADDRESS_BLOCK.search(text)
    name_end = block.start() if block else address.start() if address else len(_WROTE_TAIL.sub("", text))
    if name_end >= date_end:
        date = _INTRO.sub("", text[:date_end], count=1) if _INTRO.match(text) else text[:date_end]
        name = text[date_end:name_end]
        name = name[match.end() :] if (match := _AFTER_DATE.match(name)) else name
    else:
        date, name = text[block.end() if block else name_end : date_end], text[:name_end]
    name = _WROTE.sub(" ", " " + name).strip(_AROUND_NAME)
    mailbox = _mailbox(name, address[0] if address else "") if name or address else None
    return Preamble(mailbox, date=date.strip(" ,;于") or None)


def _mailboxes(text: str) -> tuple[Mailbox, ...]:
    found: list[Mailbox] = []
    for entry in re.split("[;,，；]", text)[:200]:
        if not entry.strip():
            continue
        address = _ADDRESS.search(entry)
        block = _ADDRESS_BLOCK.search(entry)
        name = entry[: block.start()] if block else entry[: address.start()] if address else entry
        name = name.strip(" \"'<>[]()*")
        # In "Doe, Jane <jane@example.com>" the comma is the name's.
        if found and not found[-1].email.email and address:
            name = f"{found.pop().display_name}, {name}"
        found.append(_mailbox(name, address[0] if address else ""))
    return tuple(found)


def _mailbox(name: str, address: str) -> Mailbox:
    return Mailbox(name or None, addresses.email_address(address)) if address else Mailbox(name or None)
