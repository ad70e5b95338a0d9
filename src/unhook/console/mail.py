"""One stored mail as it is shown: what is known of it, and the report made from its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from unhook import app
from unhook.catalogue import Catalogue
from unhook.message.model import Message
from unhook.report import Judged, html
from unhook.store import Store, audit, cases, deeds, quarantine, reading
from unhook.store.audit import Entry
from unhook.store.cases import Case
from unhook.store.deeds import Deed
from unhook.store.model import Summary
from unhook.store.quarantine import Held
from unhook.verdict.model import Verdict

ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail with all that was said of it and done about it; `judged` where its bytes are kept."""

    summary: Summary
    verdict: Verdict | None
    judged: Judged | None
    held: Held | None
    cases: tuple[Case, ...]
    deeds: tuple[Deed, ...]
    trail: tuple[Entry, ...]


def summary(connection: Connection, id_: int) -> Summary | None:
    """The line of one message."""
    found = reading.summaries(connection, (id_,))
    return found[0] if found else None


def shown(store: Store, connection: Connection, found: Summary) -> Shown:
    """All that is known of a message."""
    verdicts = reading.judgements(connection, store.safe, found.id)
    opened = cases.listed(connection, None, message=found.id)
    done = deeds.of_message(connection, found.id)
    subjects = [
        f"message:{found.id}",
        *(f"case:{case.id}" for case in opened),
        *(f"action:{deed.key}" for deed in done),
    ]
    trail = [entry for subject in subjects for entry in audit.entries(connection, subject, limit=ENTRIES)]
    return Shown(
        found,
        verdicts[0] if verdicts else None,
        judged(store, connection, found, verdicts),
        quarantine.get(connection, found.id),
        opened,
        done,
        tuple(sorted(trail, key=lambda entry: -entry.n)[:ENTRIES]),
    )


def judged(
    store: Store, connection: Connection, found: Summary, verdicts: Sequence[Verdict] = ()
) -> Judged | None:
    """The mail read anew from its bytes, with the verdict of its day; `None` where either is not kept."""
    verdicts = verdicts or reading.judgements(connection, store.safe, found.id)
    raw = reading.raw(connection, store.safe, found.id)
    if raw is None or not verdicts:
        return None
    message = app.parse(raw)
    return Judged(str(found.id), _meant(message, verdicts[0]), verdicts[0])


def framed(seen: Judged, catalogue: Catalogue) -> str:
    """The marked mail, its red flags and facts, as a page for a frame."""
    return html.inside(seen, catalogue)


def _meant(message: Message, verdict: Verdict) -> Message:
    """Of a mail and the one that it carries, the one that the verdict's evidence was taken from."""
    if message.carrier is None:
        return message
    snippets = [
        item.snippet for reason in verdict.reasons for item in reason.finding.evidence if item.snippet
    ]

    def holds(each: Message) -> int:
        text = f"{each.subject.subject}\n{each.body.text}"
        return sum(snippet in text for snippet in snippets)

    return max((message, message.carrier), key=holds)
