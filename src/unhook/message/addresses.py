"""Address lists (RFC 5322 sections 3.4 and 4.4), read as mail clients read them.

The structure is found in the raw bytes; encoded words are decoded afterwards, so a
display name that decodes to `a@b` never becomes the address (RFC 2047 section 5).
One pass from left to right, whatever the field holds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from unhook.limits import Limits
from unhook.links import domain as domains
from unhook.message import words
from unhook.message.fields import RawField
from unhook.message.model import EmailAddress, Mailbox
from unhook.message.offsets import Span
from unhook.message.part import Defect

_TOKEN = re.compile(
    rb"""(?P<blank>[ \t\r\n\0]+)
    | (?P<word>=\?[^?\s<>",;]{1,64}\?[bBqQ]\?[^?]*\?=)
    | (?P<special>[<>,;:()"])
    | (?P<text>(?:[^ \t\r\n\0<>,;:()"\\=]|\\.?|=(?!\?))+|=)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
_PAIR = re.compile(rb"\\(.)", re.DOTALL)
_ROUTE = re.compile(r"\s*@[^:\s]*:")
_AROUND_AT = re.compile(r"\s*@\s*")
_QUOTED_LOCAL = re.compile(r'"((?:[^"\\]|\\.)*+)"@', re.DOTALL)
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\0]+")
_MAX_ADDRESS = 2_048

_Flaw = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, quoted, text, comment, angle or one of the specials , ; :
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    """A mailbox being read: its phrase, comments and the content between angle brackets."""

    phrase: list[_Token] = field(default_factory=list)
    comments: list[_Token] = field(default_factory=list)
    angle: _Token | None = None


def email_address(text: str) -> EmailAddress:
    """Read an addr-spec; brackets, routes, `mailto:` and blanks around `@` are forgiven.

    Text without `@` gives an address without a domain; the domain part is lower case.
    """
    return _email_address(text[:_MAX_ADDRESS])


@lru_cache(maxsize=4096)
def _email_address(text: str) -> EmailAddress:
    spec = text.strip().strip("<>").strip().strip("'")
    spec = _MAILTO.sub("", spec, count=1) if _MAILTO.match(spec) else spec
    if _ROUTE.match(spec):
        spec = spec.rsplit(":", 1)[-1] if "@" in spec.rsplit(":", 1)[-1] else spec
    spec = _AROUND_AT.sub("@", spec).strip()
    if not spec:
        return EmailAddress("")
    local, at, host = spec.rpartition("@")
    if not at:
        return EmailAddress(spec, local_part=spec)
    host = host.rstrip(".").lower()
    if quoted := _QUOTED_LOCAL.fullmatch(local + "@"):
        local = re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)
    return EmailAddress(f"{local}@{host}", local_part=local or None, domain=domains.parse(host))


def mailboxes(raw: RawField, limits: Limits) -> tuple[tuple[Mailbox, ...], tuple[Defect, ...]]:
    """All mailboxes of an address field in the order written, groups flattened, and the defects.

    A mailbox's `span` are its bytes in the message. `<>` and a name without an address
    give a mailbox whose `email` is empty. Defect codes: `unbalanced-quote`,
    `unbalanced-comment`, `unclosed-angle-bracket`, `several-angle-brackets`,
    `missing-angle-brackets`, `quoted-address`, `several-at-signs`, `limit-reached`.
    """
    source = raw.raw_value
    base = raw.value_span[0]
    found: list[Mailbox] = []
    defects: dict[str, Defect] = {}

    def flaw(code: str, limit: str | None = None) -> None:
        defects.setdefault(code, Defect(code, raw.name, raw.span, limit))

    def finish(draft: _Draft) -> bool:
        if mailbox := _mailbox(source, base, draft, flaw):
            found.append(mailbox)
        return len(found) < limits.addresses

    draft = _Draft()
    last_semicolon = source.rfind(b";")
    for token in _tokens(source, flaw):
        kind = token.kind
        if kind in (",", ";"):
            if not finish(draft):
                flaw("limit-reached", "addresses")
                return tuple(found), tuple(defects.values())
            draft = _Draft()
        elif kind == ":":
            if draft.angle is None and token.start < last_semicolon and not _has_at(source, draft.phrase):
                draft = _Draft()
            else:
                draft.phrase.append(_Token("text", token.start, token.end))
        elif kind == "comment":
            draft.comments.append(token)
        elif kind == "angle":
            if draft.angle is not None:
                # Clients take the last of several and show the others as part of the name.
                draft.phrase.append(_Token("text", draft.angle.start - 1, draft.angle.end + 1))
                flaw("several-angle-brackets")
            draft.angle = token
        else:
            draft.phrase.append(token)
    finish(draft)
    return tuple(found), tuple(defects.values())


def _tokens(source: bytes, flaw: _Flaw) -> Iterator[_Token]:
    """Quoted strings, comments and angle brackets whole; an opener that never closes is plain text."""
    position, size = 0, len(source)
    quotes = comments = True
    while position < size:
        match = _TOKEN.match(source, position)
        if match is None:
            return
        kind, start, position = match.lastgroup or "text", match.start(), match.end()
        if kind == "blank":
            continue
        if kind != "special":
            yield _Token(kind, start, position)
            continue
        special = match[0]
        if special == b'"':
            quoted = _QUOTED.match(source, start) if quotes else None
            if quoted:
                position = quoted.end()
                yield _Token("quoted", start, position)
            else:
                quotes = False
                flaw("unbalanced-quote")
        elif special == b"(":
            end = _comment_end(source, start) if comments else None
            if end:
                position = end
                yield _Token("comment", start, end)
            else:
                comments = False
                flaw("unbalanced-comment")
        elif special == b"<":
            position, inner = _angle(source, start, flaw)
            yield inner
        elif special in b",;:":
            yield _Token(special.decode(), start, position)


def _comment_end(source: bytes, start: int) -> int | None:
    depth = 0
    for match in _PAREN.finditer(source, start):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if not depth:
                return match.end()
    return None


def _angle(source: bytes, start: int, flaw: _Flaw) -> tuple[int, _Token]:
    """The content after `<`; repeated openers are skipped, a missing closer ends at a comma."""
    while source[start + 1 : start + 2] == b"<":
        start += 1
    inner = start + 1
    if source[inner : inner + 1] == b'"' and (quoted := _QUOTED.match(source, inner)):
        inner = quoted.end()
    end = source.find(b">", inner, inner + _MAX_ADDRESS)
    again = source.find(b"<", inner, end if end >= 0 else inner + _MAX_ADDRESS)
    if end < 0 or again >= 0:
        flaw("unclosed-angle-bracket")
        stops = [again] if again >= 0 else []
        comma = source.find(b",", inner, inner + _MAX_ADDRESS)
        stops += [comma] if comma >= 0 else []
        end = min(stops, default=len(source))
        return end, _Token("angle", start + 1, end)
    after = end + 1
    while source[after : after + 1] == b">":
        after += 1
    return after, _Token("angle", start + 1, end)


def _mailbox(source: bytes, base: int, draft: _Draft, flaw: _Flaw) -> Mailbox | None:
    parts = draft.phrase + draft.comments + ([draft.angle] if draft.angle else [])
    if not parts:
        return None
    start, end = min(token.start for token in parts), max(token.end for token in parts)
    if draft.angle is not None:
        # The brackets stand just outside the token.
        span: Span = (base + min(start, draft.angle.start - 1), base + max(end, draft.angle.end + 1))
        email = email_address(_text(source[draft.angle.start : draft.angle.end]))
        name = _name(source, draft.phrase) or _comment_text(source, draft.comments)
        if email.email.count("@") > 1:
            flaw("several-at-signs")
        return Mailbox(name, email, span=(max(span[0], base), min(span[1], base + len(source))))
    email, phrase = _bare(source, draft.phrase, flaw)
    name = _name(source, phrase) or _comment_text(source, draft.comments)
    return Mailbox(name, email, span=(base + start, base + end))


def _bare(source: bytes, phrase: list[_Token], flaw: _Flaw) -> tuple[EmailAddress, list[_Token]]:
    """Find the address in a phrase without angle brackets; the rest is the display name."""
    for index in range(len(phrase) - 1, -1, -1):
        token = phrase[index]
        if token.kind != "text" or b"@" not in source[token.start : token.end]:
            continue
        first = last = index
        # "john doe"@example.com, and the obsolete blanks of `john @ example.com`.
        touching = first > 0 and phrase[first - 1].end == token.start
        if source[token.start : token.start + 1] == b"@" and first > 0 and (touching or len(phrase) <= 3):
            first -= 1
        if source[token.end - 1 : token.end] == b"@" and last + 1 < len(phrase):
            last += 1
        rest = phrase[:first] + phrase[last + 1 :]
        if rest:
            flaw("missing-angle-brackets")
        return email_address(_text(source[phrase[first].start : phrase[last].end])), rest
    if len(phrase) == 1 and phrase[0].kind == "quoted":
        text = _text(source[phrase[0].start + 1 : phrase[0].end - 1])
        if "@" in text and not any(map(str.isspace, text)):
            flaw("quoted-address")
            return email_address(text), []
    return EmailAddress(""), phrase


def _name(source: bytes, phrase: list[_Token]) -> str | None:
    """The phrase with quotes and quoted pairs undone and encoded words decoded."""
    if not phrase:
        return None
    out = bytearray()
    previous: _Token | None = None
    for token in phrase:
        if previous is not None and token.start > previous.end:
            out += b" "
        chunk = source[token.start : token.end]
        out += _PAIR.sub(rb"\1", chunk[1:-1]) if token.kind == "quoted" else chunk
        previous = token
    return _BLANKS.sub(" ", words.decode(bytes(out))).strip() or None


def _comment_text(source: bytes, comments: list[_Token]) -> str | None:
    texts = (words.decode(_PAIR.sub(rb"\1", source[c.start + 1 : c.end - 1])) for c in comments)
    return _BLANKS.sub(" ", " ".join(texts)).strip() or None


def _has_at(source: bytes, phrase: list[_Token]) -> bool:
    return any(b"@" in source[token.start : token.end] for token in phrase if token.kind == "text")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
