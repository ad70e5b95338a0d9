"""What the mail server is told at the end of a mail, as packets."""

from collections.abc import Iterator

from unhook.actions.model import Plan
from unhook.actions.perform import Edits
from unhook.mailflow.milter import wire

BUSY = "The mail filter has too much to do; please try again."
FAILED = "The mail filter could not check this mail; please try again."


def of_plan(plan: Plan, edits: Edits, spaced: bool) -> bytes:
    """The plan and the edits that carry it out. `spaced`: a header value begins with a blank."""
    if plan.disposition == "reject":
        return wire.reply(550, "5.7.1", plan.reply or "Refused.")
    if plan.disposition == "withhold":
        return wire.DISCARD
    return b"".join(_edits(plan, edits, spaced)) + wire.CONTINUE


def come_again(text: str) -> bytes:
    """A temporary failure: the sender's server tries once more later."""
    return wire.reply(451, "4.7.1", text)


def _edits(plan: Plan, edits: Edits, spaced: bool) -> Iterator[bytes]:
    blank = " " if spaced else ""
    for change in edits.changes:
        value = change.value or b""
        yield wire.change_header(change.name, change.nth, value if spaced else value.removeprefix(b" "))
    # Each goes on top of the one before.
    for added in reversed(edits.above):
        yield wire.insert_header(added.name.encode("ascii"), f"{blank}{added.value}".encode("ascii"))
    if edits.body is not None:
        yield from wire.replace_body(edits.body)
    if plan.disposition == "quarantine":
        reason = f"Unhook: {plan.level}" + (f" ({', '.join(plan.rules[:3])})" if plan.rules else "")
        yield wire.quarantine(reason.encode("ascii"))
