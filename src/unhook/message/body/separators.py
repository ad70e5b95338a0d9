"""Where one message of a conversation ends and the quoted one before it begins, in running text."""

import re
from dataclasses import dataclass

from unhook import patterns
from unhook.message.body import quoting

_INDENT = r"[ \t>|*_\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_LABELLED = {
    role: patterns.compile(rf"{_INDENT}{{0,20}}(?:{words})[ \t*_]{{0,5}}[:：][ \t*_]{{0,5}}", re.IGNORECASE)
    for role, words in quoting.LABELS.items()
}
_FROM = _LABELLED["from"]
_DASHED = patterns.compile(
    rf"{_INDENT}{{0,20}}-{{2,60}}[ \t]{{0,5}}(?:{quoting.MESSAGE_NOUN})[^\n]{{0,80}}-{{2,60}}[ \t>]*",
    re.IGNORECASE,
)
_BEGIN = patterns.compile(rf"{_INDENT}{{0,20}}(?:{quoting.BEGIN_FORWARDED})[ \t]{{0,3}}[:：]", re.IGNORECASE)
_MARGIN = " \t\r>|*_\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LABEL_CHARS = 60
_WROTE = patterns.compile(rf"(?:^|[\s,;)>\d周日]|\b)(?:{quoting.WROTE})(?:$|[\s:：,<]|\b)", re.IGNORECASE)
_ADDRESS = patterns.compile(r"[<(\[]?(?:mailto:)?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,200}[>)\]]")
_DATE = patterns.compile(
    r"\b(?:19|20)\d\d\b|(?:19|20)\d\d[-/.年년]|\b\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}\b"
    r"|\b\d{1,2} [^\W\d]{3,9}\.? \d{2}\b"
)
_RULE = patterns.compile(r"[_\-=*~\s>|]*")
# So many tries in vain for each separator that may be found.
_TRIES = 40
# "---- Forwarded message ----" or "On ... wrote:", and a header block right below.
_TOGETHER = {("line", "header"), ("line", "attribution"), ("attribution", "header")}
_WINDOW_LINES = 4
_WINDOW_CHARS = 500
_DASHES = patterns.compile("[_-]{5,}")
_LINES_ABOVE = 4
_LINE_CHARS = 200
_NAMED_CHARS = 120
_HEADER_LINES = 14
_HEADER_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Separator:
    """The words between two messages: `text[start:end]` is the preamble.

    `kind`: `attribution` ("On ... wrote:"), `header` (From, Sent, To, Subject) or `line`
    ("-----Original Message-----").
    """

    start: int
    end: int
    kind: str


def find(text: str, limit: int) -> tuple[list[Separator], bool]:
    """Find separators in `text` in order, at most `limit`, none overlapping another.

    The second value is false when the search was given up before the end of the text:
    enough were found, or too many lines looked like one and were none.
    """
    found: list[Separator] = []
    tries = _TRIES * limit
    at = covered = 0
    complete = True
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if start < covered:
            continue
        if len(found) >= limit or not tries:
            complete = False
            break
        separator = _at_line(text, line, start, found[-1].end if found else 0)
        if separator is not None:
            tries -= 1
            if separator.kind:
                found.append(separator)
                covered = separator.end
    return _merged(text, found), complete


def _at_line(text: str, line: str, start: int, floor: int) -> Separator | None:
    """Look at one line; a separator without a kind stands for a try in vain."""
    words = line.strip(_MARGIN)
    if not words:
        return None
    in_vain = Separator(start, start, "")
    if words[-1] in ":：":
        if _BEGIN.fullmatch(line.rstrip()):
            return Separator(start, start + len(line), "line")
        first = _attribution_start(text, start + len(line.rstrip(_MARGIN)) - 1, start + len(line), floor)
        if first is not None:
            return Separator(first, start + len(line), "attribution")
    elif words[0] == "-" and _DASHED.fullmatch(line.rstrip()):
        return Separator(start, start + len(line), "line")
    label = line[:_LABEL_CHARS]
    if (":" in label or "：" in label) and _FROM.match(label):
        if end := _header_end(text, start):
            return Separator(_above(text, start, floor), end, "header")
        return in_vain
    return in_vain if words[-1] in ":：" else None


def _merged(text: str, found: list[Separator]) -> list[Separator]:
    """Join what stands together, such as "Begin forwarded message:" and its header block."""
    merged: list[Separator] = []
    for separator in found:
        last = merged[-1] if merged else None
        if last is None or not _RULE.fullmatch(text, last.end, max(last.end, separator.start)):
            merged.append(separator)
        elif separator.start < last.end or (last.kind, separator.kind) in _TOGETHER:
            kind = separator.kind if last.kind == "line" else last.kind
            merged[-1] = Separator(last.start, max(last.end, separator.end), kind)
        else:
            merged.append(separator)
    return merged


def _header_end(text: str, start: int) -> int:
    """Give the end of a header block that begins at `start`; 0 if there is none."""
    roles = {"from"}
    at = end = text.find("\n", start) + 1
    foreign = 0
    stop = min(len(text), start + _HEADER_CHARS)
    for _ in range(_HEADER_LINES):
        if not end or at >= stop:
            break
        next_line = text.find("\n", at, stop) + 1 or stop
        line = text[at:next_line]
        role = next((name for name, label in _LABELLED.items() if label.match(line)), None)
        if role in roles and role != "cc":
            break
        if role:
            roles.add(role)
            foreign = 0
            end = next_line
        else:
            foreign += 1
            # A long list of addresses wraps; other words end the block.
            if foreign > 3 or "subject" in roles or len(line) > 300:
                break
        at = next_line
    return end if len(roles & {"from", "date", "to", "subject"}) >= 3 else 0


def _above(text: str, start: int, floor: int) -> int:
    """Take in what belongs to a header block above its From: other fields, a line of dashes."""
    at = found = start
    for _ in range(_LINES_ABOVE):
        if at <= floor:
            break
        newline = text.rfind("\n", max(floor, at - _LINE_CHARS), at - 1)
        if newline < 0 and at - _LINE_CHARS > floor:
            break
        at = max(floor, newline + 1)
        line = text[at:found].strip(" >\r\n")
        if _DASHES.fullmatch(line):
            return at
        if any(_LABELLED[role].match(line) for role in ("date", "to", "subject")):
            found = at
        elif line:
            break
    return found


def _attribution_start(text: str, colon: int, end: int, floor: int) -> int | None:
    """Give where the attribution that ends at `colon` begins, if it is one."""
    starts = _line_starts(text, colon, floor)
    window = text[starts[-1] : end]
    quoted = text[end : end + 200].lstrip("\r\n \t").startswith(">")
    last = text[starts[0] : end]
    # "jo@example.com wrote:" is one even without a date, and with nothing marked as quoted.
    named = "@" in last and len(last) < _NAMED_CHARS
    if not quoted and not named and _DATE.search(window) is None:
        return None
    wrote = _WROTE.search(window)
    address = _ADDRESS.search(window)
    if not wrote and not (address and text[colon - 1] in ">)]\u2069\u202c\u200f"):
        return None
    for index, start in enumerate(starts):
        joined = text[start:end]
        date = _DATE.search(joined)
        if date is None or not (_WROTE.search(joined) or _ADDRESS.search(joined)):
            continue
        if not wrote and date.start() > 40:
            return None
        name_above = date.start() <= 4 and joined.lstrip(" >").startswith("于") and index + 1 < len(starts)
        return starts[index + 1] if name_above else start
    if (quoted or named) and wrote and _WROTE.search(last):
        alone = len(last.strip(" >")) < 12 and len(starts) > 1
        return starts[1] if alone else starts[0]
    return None


def _line_starts(text: str, colon: int, floor: int) -> list[int]:
    """Give the starts of the line with the colon and of those above it in the same paragraph, upwards."""
    lowest = max(floor, colon - _WINDOW_CHARS)
    at = text.rfind("\n", lowest, colon) + 1 or lowest
    starts = [at]
    while len(starts) < _WINDOW_LINES and at > lowest:
        above = text.rfind("\n", lowest, at - 1) + 1 or lowest
        if not text[above : at - 1].strip(" >\t"):
            break
        at = above
        starts.append(at)
    return starts
