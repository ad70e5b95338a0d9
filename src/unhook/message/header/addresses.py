"""Address lists (RFC 5322 sections 3.4 and 4.4), read as mail clients read them.

The structure is found in the raw bytes; encoded words are decoded afterwards, so a
display name that decodes to `a@b` never becomes the address (RFC 2047 section 5).
One pass from left to right, whatever the field holds.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from unhook.limits import Limits
from unhook.links import domain as domains
from unhook.links.model import Domain
from unhook.message.header.address_tokens import MAX_ADDRESS, Flaw, Token, tokens
from unhook.message.header.model import EmailAddress, Mailbox
from unhook.message.mime import words
from unhook.message.mime.fields import RawField
from unhook.message.offsets import Span
from unhook.message.part import Defect

_PAIR = re.compile(rb"\\(.)", re.DOTALL)
_ROUTE = re.compile(r"\s*@[^:\s]*:")
_QUOTED_LOCAL = re.compile(r'"((?:[^"\\]|\\.)*+)"@', re.DOTALL)
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\0]+")
_NO_DOMAIN = Domain("")
# More tokens than this for each allowed address are no address list.
_TOKENS_EACH = 8


@dataclass(slots=True)
class _Draft:
    """A mailbox being read: its phrase, comments and the content between angle brackets."""

    phrase: list[Token] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    angle: Token | None = None
    has_at: bool = False


def email_address(text: str) -> EmailAddress:
    """Read an addr-spec; brackets, routes, `mailto:` and blanks around `@` are forgiven.

    Text without `@` gives an address without a domain; the domain part is lower case.
    """
    return _email_address(text[:MAX_ADDRESS])


@lru_cache(maxsize=4096)
def _email_address(text: str) -> EmailAddress:
    spec = text.strip().strip("<>").strip().strip("'")
    spec = _MAILTO.sub("", spec, count=1) if _MAILTO.match(spec) else spec
    if _ROUTE.match(spec):
        spec = spec.rsplit(":", 1)[-1] if "@" in spec.rsplit(":", 1)[-1] else spec
    spec = "@".join(map(str.strip, spec.split("@")))
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

    A mailbox's `span` are its bytes in the message. `<>`, a name without an address and a
    group without members (`undisclosed-recipients:;`) give a mailbox whose `email` is empty; where
    there is no domain, `domain` is an empty name that is not `valid`. Defect codes: `unbalanced-quote`,
    `unbalanced-comment`, `unclosed-angle-bracket`, `several-angle-brackets`,
    `missing-angle-brackets`, `quoted-address`, `several-at-signs`, `limit-reached` (with
    what was read so far).
    """
    source = raw.raw_value
    base = raw.value_span[0]
    found: list[Mailbox] = []
    defects: dict[str, Defect] = {}

    def flaw(code: str, limit: str | None = None) -> None:
        defects.setdefault(code, Defect(code, raw.name, raw.span, limit))

    def finish(draft: _Draft) -> None:
        if mailbox := _mailbox(source, base, draft, flaw):
            email = mailbox.email
            known = email.domain is not None
            found.append(mailbox if known else replace(mailbox, email=replace(email, domain=_NO_DOMAIN)))

    draft, group, outside = _Draft(), None, 0
    last_semicolon = source.rfind(b";")
    for count, token in enumerate(tokens(source, flaw)):
        kind = token.kind
        if count >= limits.addresses * _TOKENS_EACH or len(found) >= limits.addresses:
            flaw("limit-reached", "addresses")
            return tuple(found), tuple(defects.values())
        if kind == "," and draft.phrase and draft.angle is None and not draft.has_at:
            # A comma that somebody forgot to quote: Lee, Ann <ann@example.com>.
            draft.phrase.append(Token("text", token.start, token.end))
        elif kind in (",", ";"):
            finish(draft)
            if kind == ";" and group is not None and len(found) == outside:
                finish(group)
            draft, group = _Draft(), group if kind == "," else None
        elif kind == ":":
            if draft.angle is None and token.start < last_semicolon and not draft.has_at:
                group, outside, draft = draft, len(found), _Draft()
            else:
                draft.phrase.append(Token("text", token.start, token.end))
        elif kind == "comment":
            draft.comments.append(token)
        elif kind == "angle":
            if draft.angle is not None:
                # Clients take the last of several and show the others as part of the name.
                draft.phrase.append(Token("text", draft.angle.start - 1, draft.angle.end + 1))
                flaw("several-angle-brackets")
            draft.angle = token
        else:
            draft.phrase.append(token)
            draft.has_at = draft.has_at or (kind == "text" and b"@" in source[token.start : token.end])
    finish(draft)
    return tuple(found), tuple(defects.values())


def _mailbox(source: bytes, base: int, draft: _Draft, flaw: Flaw) -> Mailbox | None:
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


def _bare(source: bytes, phrase: list[Token], flaw: Flaw) -> tuple[EmailAddress, list[Token]]:
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


def _name(source: bytes, phrase: list[Token]) -> str | None:
    """The phrase with quotes and quoted pairs undone, encoded words decoded and no comma at its end."""
    length = len(phrase)
    while length and source[phrase[length - 1].start : phrase[length - 1].end] == b",":
        length -= 1
    out = bytearray()
    previous: Token | None = None
    for token in phrase[:length]:
        if previous is not None and token.start > previous.end:
            out += b" "
        chunk = source[token.start : token.end]
        out += _PAIR.sub(rb"\1", chunk[1:-1]) if token.kind == "quoted" else chunk
        previous = token
    return _BLANKS.sub(" ", words.decode(bytes(out))).strip() or None


def _comment_text(source: bytes, comments: list[Token]) -> str | None:
    texts = (words.decode(_PAIR.sub(rb"\1", source[c.start + 1 : c.end - 1])) for c in comments)
    return _BLANKS.sub(" ", " ".join(texts)).strip() or None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
