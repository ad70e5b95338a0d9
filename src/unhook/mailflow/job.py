"""What goes to a worker and what comes back, as bytes (MessagePack): decoded by type, believed no further."""

from dataclasses import dataclass, replace

import msgspec

from unhook.actions.model import Plan
from unhook.actions.perform import Edits, Field
from unhook.mailflow.envelope import Envelope, trace
from unhook.rules.finding import Finding, Findings
from unhook.verdict.model import Verdict


@dataclass(frozen=True, slots=True)
class Job:
    """A mail as the server handed it over. Field values end their lines as it does, with LF or CRLF.

    `held`: a mail that stands in a mailbox already, whole; it has no header or body beside, nothing is
    edited, and its direction is what its addresses tell.
    """

    envelope: Envelope
    header: tuple[Field, ...] = ()
    body: bytes = b""
    held: bytes | None = None

    def raw(self) -> bytes:
        """The mail, with CRLF in its header."""
        lines = [each.name + b":" + each.value.replace(b"\r\n", b"\n") for each in self.header]
        return b"".join(line.replace(b"\n", b"\r\n") + b"\r\n" for line in lines) + b"\r\n" + self.body

    def traced(self) -> bytes:
        """The mail as it will stand in the mailbox, which is what is judged."""
        return self.held if self.held is not None else trace(self.envelope) + self.raw()


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, as it is kept. `outer`: in the mail that arrived, not in one that it carries."""

    findings: Findings
    verdict: Verdict
    outer: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A worker's answer. `judged` is an encoded `Judged`, which only those read who keep it."""

    plan: Plan
    edits: Edits
    judged: bytes


def judged(findings: Findings, verdict: Verdict, outer: bool) -> bytes:
    """What was found, encoded; evidence that is looked for late is looked for now."""
    reasons = tuple(replace(each, finding=_settled(each.finding)) for each in verdict.reasons)
    return msgspec.msgpack.encode(
        Judged(
            replace(
                findings,
                hits=tuple(map(_settled, findings.hits)),
                not_evaluated=tuple(findings.not_evaluated),
            ),
            replace(verdict, reasons=reasons, not_evaluated=tuple(verdict.not_evaluated)),
            outer,
        )
    )


def _settled(finding: Finding) -> Finding:
    return replace(finding, evidence=tuple(finding.evidence), sentences=dict(finding.sentences))
