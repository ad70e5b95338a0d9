"""A plan carried out on a mail's bytes: as edits for a mail server, or as the mail that results.

Doing it again changes nothing: what a former run added is taken off as a forgery is, a subject has its tag
and a text its banner once.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unhook.actions import banner, results
from unhook.actions.model import HeaderField, Plan
from unhook.limits import DEFAULT, Limits
from unhook.message.defects import DefectLog
from unhook.message.mime import fields, words
from unhook.message.mime.fields import RawField


@dataclass(frozen=True, slots=True)
class Field:
    """A header field as it stands: `value` is all after the colon, blanks and folding kept."""

    name: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for the `nth` field of this name, counted from 1 at the top; None takes it away."""

    name: bytes
    nth: int
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Edits:
    """What to change in a mail: first `changes`, in such an order that each number is right when its turn
    comes; `body` is another body, None the same; `above` are new fields, from the top.
    """

    changes: tuple[Change, ...] = ()
    body: bytes | None = None
    above: tuple[HeaderField, ...] = ()


def edits(raw: bytes, header: Sequence[Field], plan: Plan) -> Edits:
    """What the plan changes in a mail. `header` are its fields in order, `raw` the whole of it."""
    above = plan.add
    changes: list[Change] = []
    seen: Counter[bytes] = Counter()
    for field in header:
        name = field.name.lower()
        seen[name] += 1
        text = field.value.decode("latin-1")
        if results.forged(name.decode("latin-1"), text, plan.authserv_id, plan.kept_ids):
            changes.append(Change(field.name, seen[name], None))
    # From the last to the first: what is taken away moves the numbers of those below.
    changes.reverse()
    if plan.subject_tag:
        tag = plan.subject_tag if plan.subject_tag.isascii() else _encoded(plan.subject_tag)
        subject = next((each for each in header if each.name.lower() == b"subject"), None)
        if subject is None:
            above = (*above, HeaderField("Subject", tag))
        elif not words.decode(subject.value).strip().startswith(plan.subject_tag):
            value = b" " + tag.encode("ascii") + b" " + subject.value.lstrip(b" \t")
            changes.append(Change(subject.name, 1, value))
    return Edits(tuple(changes), banner.placed(raw, plan.banner) if plan.banner else None, above)


def performed(raw: bytes, plan: Plan, limits: Limits = DEFAULT) -> bytes:
    """The mail with the plan's changes; every other byte as it was."""
    section = fields.scan(raw, 0, limits, DefectLog(limits))
    places: dict[tuple[str, int], RawField] = {}
    seen: Counter[str] = Counter()
    for each in section.fields:
        name = each.name.lower()
        seen[name] += 1
        places[name, seen[name]] = each
    header = [Field(each.name.encode("ascii"), each.raw_value) for each in section.fields]
    wanted = edits(raw, header, plan)
    cuts = []
    for change in wanted.changes:
        field = places[change.name.decode("ascii").lower(), change.nth]
        cuts.append((*field.span, b"") if change.value is None else (*field.value_span, change.value))
    out = raw[: section.body]
    for start, stop, new in sorted(cuts, reverse=True):
        out = out[:start] + new + out[stop:]
    end = b"\r\n" if b"\r\n" in out or not out else b"\n"
    above = b"".join(f"{each.name}: {each.value}".encode("ascii") + end for each in wanted.above)
    return above + out + (raw[section.body :] if wanted.body is None else wanted.body)


def _encoded(text: str) -> str:
    """A text as encoded words (RFC 2047)."""
    from email.header import Header

    return re.sub(r"\s+", " ", Header(text, "utf-8").encode())
