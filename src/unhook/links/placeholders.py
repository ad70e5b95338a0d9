"""Template markers that a mass mailer forgot to fill in."""

import re
from dataclasses import dataclass

_WORD = (
    r"(?:e-?mail(?:[_ -]?addr(?:ess)?)?"
    r"|first[_ -]?name|last[_ -]?name|full[_ -]?name|user(?:[_ -]?name)?|name"
    r"|domain(?:[_ -]?name)?|company(?:[_ -]?name)?|recipient|receiver|victim|link|url|date|time|logo"
    r"|random(?:[_ -]?\w{1,16})?"
    r"|rand\w{0,8}|num(?:ber)?\d?|string\d?|subject|sender|to)"
)
_MARKER = re.compile(
    rf"""
      \{{\{{\s{{0,3}}[\w.\- ]{{1,40}}\s{{0,3}}\}}\}}      # {{{{name}}}}
    | \[\[-?\s{{0,3}}[\w.\- ]{{1,40}}\s{{0,3}}-?\]\]      # [[-Email-]]
    | \*\|[\w:.]{{1,40}}\|\*                              # *|EMAIL|*
    | %%[\w.\-]{{1,40}}%%                                 # %%emailaddress%%
    | \#\#[\w.\-]{{1,40}}\#\#                             # ##email##
    | \$\{{[\w.]{{1,40}}\}}                               # ${{name}}
    | (?<![\w%]) % {_WORD} % (?!\w)                       # %EMAIL%
    | (?<![\w$]) \$ {_WORD} \$ (?!\w)
    | (?<![\w\#]) \# {_WORD} \# (?!\w)
    | (?<![\w\[]) \[ -? {_WORD} -? \] (?![\w\]])
    | (?<![\w{{$]) \{{ \$? {_WORD} \}} (?![\w}}])
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A marker as written and its half-open range in the text."""

    text: str
    span: tuple[int, int]


def placeholders(text: str, most: int = 20) -> tuple[Placeholder, ...]:
    """Find the first `most` unfilled markers, such as `{{email}}`, `[[-Domain-]]`, `*|FNAME|*`, `%EMAIL%`."""
    found = []
    for match in _MARKER.finditer(text):
        found.append(Placeholder(match[0], match.span()))
        if len(found) == most:
            break
    return tuple(found)
