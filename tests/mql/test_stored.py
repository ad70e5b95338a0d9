"""Compiled rules written down and read back."""

import marshal

import pytest

from unhook import mql
from unhook.mql import stored

from .example import CONTEXT, MESSAGE

SOURCES = {
    "needles": "strings.icontains(subject.base, 'mailbox', 'quota') and regex.contains(subject.base, '98%')",
    "set": "sender.email.local_part in~ ('NO-REPLY', 'x') and length(body.links) in (1, 3)",
    "late needle": "any(recipients.to, strings.contains(.email.email, .display_name))",
    "shared": "not strings.icontains(subject.base, 'mailbox', 'quota')",
    "function": "strings.levenshtein(subject.base, subject.subject) < 9 and profile.by_sender().solicited",
    "fact": "network.whois(body.links[0].href_url.domain).days_old < 30",
}


def test_what_is_read_back_answers_and_explains_alike() -> None:
    programs = mql.compile_all(SOURCES)
    again = stored.load(stored.dump(programs, mql.STANDARD), SOURCES, mql.STANDARD)
    assert list(again) == list(programs)
    before, after = (mql.Run(MESSAGE, CONTEXT, strict=True) for _ in range(2))
    assert again.evaluate(after) == programs.evaluate(before)
    for name, program in programs.items():
        assert again[name].trace(after) == program.trace(before)
        assert again[name].warnings == program.warnings


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b"nonsense\n", b'{"recipes": [], "slots": 0}\n' + marshal.dumps(1)]
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError, EOFError, TypeError)):
        stored.load(data, SOURCES, mql.STANDARD)
