"""One class's header on the other's body. A verdict that moves much has learnt where mail was collected.

`trace`: everything but what a reader sees is exchanged (Received, Message-ID, list fields, results of
authentication). The sender may then not fit its proof, so some movement is right. `whole`: all but
the subject is exchanged.
"""

from collections.abc import Mapping

from bench.verdicts.draft import Draft

SEEN = frozenset({"from", "sender", "reply-to", "to", "cc", "subject", "date"})

KINDS: Mapping[str, frozenset[str]] = {"trace": SEEN, "whole": frozenset({"subject"})}
"""Each canary's fields that stay with the body."""


def exchanged(body: Draft, header: Draft, kind: str) -> Draft:
    """`body`'s mail under `header`'s fields, except those that the kind leaves with the body."""
    stay = KINDS[kind]
    own = [field for field, name in zip(body.fields, body.names, strict=True) if name in stay]
    other = [field for field, name in zip(header.fields, header.names, strict=True) if name not in stay]
    return Draft((*other, *own), body.text, body.html, body.attachments)
