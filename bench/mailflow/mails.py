"""Mails to send: the project's own examples, or those of a corpus."""

import re
from itertools import cycle, islice
from pathlib import Path

_EXAMPLES = Path(__file__).parents[2] / "examples"
_LINE = re.compile(rb"\r?\n|\r")
_LONGEST = 990
_MOST = 5_000_000
_MESSAGE_ID = re.compile(rb"^message-id:[^\n]*\n(?:[ \t][^\n]*\n)*", re.I | re.M)


def mails(count: int, corpus: Path | None) -> list[bytes]:
    """So many, each with a Message-ID of its own (`<N@bench.example>`) and CRLF.

    Of a corpus (`mail/*.eml`) every so-manieth is taken; those that SMTP cannot carry are left out.
    """
    if corpus is None:
        found = [path.read_bytes() for path in sorted(_EXAMPLES.glob("*.eml"))]
    else:
        paths = sorted((corpus / "mail").glob("*.eml"))
        found = [path.read_bytes() for path in paths[:: max(1, len(paths) // count)]]
    usable = [raw for raw in found if len(raw) <= _MOST and max(map(len, _LINE.split(raw))) <= _LONGEST]
    return [_own(raw, number) for number, raw in enumerate(islice(cycle(usable), count))]


def number(raw: bytes) -> int:
    """Which of them a mail is."""
    found = re.search(rb"^message-id: <(\d+)@bench\.example>", raw, re.I | re.M)
    assert found is not None
    return int(found[1])


def _own(raw: bytes, number: int) -> bytes:
    header, gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    kept = _MESSAGE_ID.sub(b"", header + b"\n").rstrip(b"\n")
    own = b"Message-ID: <%d@bench.example>\n" % number + kept + gap + body
    return own.replace(b"\n", b"\r\n")
