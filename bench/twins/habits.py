"""Header habits of mail programs and services, drawn alike for honest and forged mail.

Which fields there are must tell nothing about the label, or whatever learns from these
mails learns the generator.
"""

import random
from dataclasses import replace

from bench.twins.mailing import SERVICES, token
from bench.twins.structure import Structure

_PROGRAMS = (
    ("X-Mailer", "Microsoft Outlook 16.0"),
    ("X-Mailer", "Apple Mail (2.3774.600.62)"),
    ("X-Mailer", "PHPMailer 6.9.1"),
    ("User-Agent", "Mozilla Thunderbird"),
    ("User-Agent", "Roundcube Webmail/1.6.7"),
    ("X-Mailer", "Mailer 4.2"),
)
_SERVED = frozenset(service.envelope for service in SERVICES)


def worn(draw: random.Random, sent: Structure, language: str) -> Structure:
    """The same mail with some of the fields that programs add."""
    client, envelope = sent.route.client, sent.route.envelope
    served = envelope.partition("@")[2] in _SERVED
    optional = (
        (0.3, *draw.choice(_PROGRAMS)),
        (0.3, "Content-Language", language),
        (0.2, "Reply-To", sent.address),
        (0.12, *draw.choice((("Importance", "high"), ("X-Priority", "1 (Highest)"), ("Priority", "urgent")))),
        (0.2, "Auto-Submitted", "auto-generated"),
        (0.6 if served else 0.15, "Precedence", "bulk"),
        (0.6 if served else 0.15, "Feedback-ID", f"{draw.randrange(10**6)}:{draw.randrange(900)}:{client}"),
        (0.2, "X-Entity-Ref-ID", token(draw, 22)),
        (0.15, "Thread-Index", token(draw, 30)),
        (0.1, "In-Reply-To", f"<{token(draw, 24)}@{client}>"),
        (0.2, "X-Report-Abuse", f"abuse@{envelope.partition('@')[2]}"),
    )
    taken = {name for name, _ in sent.headers}
    fields = [(n, value) for chance, n, value in optional if draw.random() < chance and n not in taken]
    if not sent.links.unsubscribe and draw.random() < (0.7 if served else 0.2):
        leave = f"<mailto:leave-{token(draw, 12)}@{envelope.partition('@')[2]}>"
        fields.append(("List-Unsubscribe", leave))
        if draw.random() < 0.5:
            fields.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    draw.shuffle(fields)
    inner = (
        f"app{draw.randrange(40)} ([10.{draw.randrange(255)}.{draw.randrange(255)}.{draw.randrange(2, 250)}])"
    )
    origin = inner if draw.random() < 0.5 else ""
    return replace(sent, route=replace(sent.route, origin=origin), headers=sent.headers + tuple(fields))
