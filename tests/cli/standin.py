"""A pack of one rule that goes by the subject: the command line is tried without the shipped rules."""

import os
import sys
import time

from unhook import app
from unhook.context import Context
from unhook.message.model import Message
from unhook.rules.finding import Evidence, Finding, Findings


def mail(subject: str) -> bytes:
    """A short, complete mail with that subject."""
    return (
        f"From: a@sender.example\r\nTo: b@corp.example\r\nSubject: {subject}\r\n"
        "Message-ID: <m1@sender.example>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n\r\n"
        "See you at noon.\r\n"
    ).encode()


class Pack:
    """Finds a phish where the subject says so; breaks, dies or dawdles on request."""

    def run(self, message: Message, context: Context) -> Findings:
        subject = message.subject.subject or ""
        if "break" in subject:
            raise RuntimeError("a defect of ours")
        if "die" in subject:
            os._exit(9)
        if "slow" in subject:
            time.sleep(0.2)
        if "phish" not in subject:
            return Findings()
        evidence = Evidence("subject.subject", subject, (0, len(subject)))
        finding = Finding(
            "says-so",
            "Says so",
            "high",
            "says-so",
            (evidence,),
            ("credential_phishing",),
            weight=9,
            group="links",
        )
        return Findings((finding,))


def main() -> int:
    """The command line with the stand-in pack."""
    app.shipped_pack = Pack  # type: ignore[assignment]
    from unhook.cli.main import main as real

    return real()


if __name__ == "__main__":
    sys.exit(main())
