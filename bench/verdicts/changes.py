"""Changes of a mail before it is judged: what is taken away to see what a verdict rests on, and what an
attacker would do to slip through. Each is a function of a `Draft`; chance is seeded by the mail itself.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from bench.verdicts.draft import Attachment, Draft

Change = Callable[[Draft, str], Draft]
"""Takes a draft and a genuine mail's text (what an attacker copies words from)."""

SHOWN = frozenset({"from", "to", "subject", "date"})
NEUTRAL = "https://www.neutral.example/"
HUGE = 400_000
_URL = re.compile(r"(?:https?|ftp)://[^\s\"'<>)\]]+", re.IGNORECASE)
_TARGET = re.compile(r"((?:href|action|src|background)\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_TEXT_NODE = re.compile(r"(?<=>)[^<>]+(?=<)")
_WORD = re.compile(r"(?<![&\w])[^\W\d_]{4,}(?!\w|;)")
_NO_TEXT = re.compile(r"<(style|script|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LOOK_ALIKES = str.maketrans("aeopcxyiAEOPCXTHKMB", "аеорсхуіАЕОРСХТНКМВ")
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000000200"
    "01e221bc330000000049454e44ae426082"
)


def unchanged(draft: Draft, genuine: str) -> Draft:
    """Put together and nothing else: what every other change is compared with."""
    return draft


def headers_off(draft: Draft, genuine: str) -> Draft:
    """Only From, To, Subject and Date stay, with MIME's own."""
    kept = [field for field, name in zip(draft.fields, draft.names, strict=True) if name in SHOWN]
    return replace(draft, fields=tuple(kept))


def body_off(draft: Draft, genuine: str) -> Draft:
    """An empty body without attachments."""
    return Draft(draft.fields, text="")


def links_off(draft: Draft, genuine: str) -> Draft:
    """Every address in the body leads to one neutral host."""
    text = draft.text and _URL.sub(NEUTRAL, draft.text)
    html = draft.html and _URL.sub(NEUTRAL, _TARGET.sub(_neutral, draft.html))
    return replace(draft, text=text, html=html)


def padded(draft: Draft, genuine: str) -> Draft:
    """A genuine mail's words below, for everybody to see."""
    return _below(draft, f"\n\n{genuine}", f"<p>{escape(genuine)}</p>")


def padded_hidden(draft: Draft, genuine: str) -> Draft:
    """A genuine mail's words below, hidden; a mail without HTML gets many empty lines before them."""
    hidden = f'<div style="display:none;font-size:0;max-height:0">{escape(genuine)}</div>'
    return _below(draft, "\n" * 60 + genuine, hidden)


def quoted(draft: Draft, genuine: str) -> Draft:
    """A genuine mail quoted below, as in an answer."""
    lead = "On Mon, 2 Mar 2026 at 09:00, Jo Miller <jo.miller@corp.example> wrote:"
    lines = "\n".join(f"> {line}" for line in genuine.splitlines())
    html = f"<div>{escape(lead)}</div><blockquote type=cite>{escape(genuine)}</blockquote>"
    return _below(draft, f"\n\n{lead}\n{lines}\n", html)


def zero_width(draft: Draft, genuine: str) -> Draft:
    """A zero-width space inside every longer word."""
    return _words(draft, lambda word: f"{word[: len(word) // 2]}\u200b{word[len(word) // 2 :]}")


def look_alikes(draft: Draft, genuine: str) -> Draft:
    """One in three longer words written with Cyrillic letters that look the same."""
    draw = random.Random(len(draft.html or draft.text or ""))
    return _words(draft, lambda word: word.translate(_LOOK_ALIKES) if draw.random() < 1 / 3 else word)


def huge(draft: Draft, genuine: str) -> Draft:
    """A genuine mail's words over and over before the lure, hidden where there is HTML."""
    filler = (genuine + "\n") * (HUGE // max(1, len(genuine)) + 1)
    html = draft.html and f'<div style="display:none">{escape(filler)}</div>{draft.html}'
    text = draft.text if draft.text is None or html else f"{filler}\n{draft.text}"
    return replace(draft, text=text, html=html)


def empty(draft: Draft, genuine: str) -> Draft:
    """Nothing in the body; attachments stay."""
    return replace(draft, text="", html=None)


def picture(draft: Draft, genuine: str) -> Draft:
    """The text is a picture that leads where the first link led."""
    found = _URL.search(draft.html or draft.text or "")
    image = '<img src="cid:body" alt="">'
    html = f'<a href="{escape(found[0])}">{image}</a>' if found else image
    shown = Attachment("image/png", "body.png", _PIXEL, "<body>")
    return replace(draft, text=None, html=html, attachments=(*draft.attachments, shown))


ABLATIONS: Mapping[str, Change] = {
    "unchanged": unchanged,
    "headers off": headers_off,
    "body off": body_off,
    "links off": links_off,
}
ATTACKS: Mapping[str, Change] = {
    "good words at the end": padded,
    "good words hidden": padded_hidden,
    "genuine thread quoted below": quoted,
    "zero-width spaces in words": zero_width,
    "look-alike letters": look_alikes,
    "huge body": huge,
    "empty body": empty,
    "picture for text": picture,
}


def _neutral(found: re.Match[str]) -> str:
    target = found[2].strip("\"'").lstrip().lower()
    return found[0] if target.startswith(("#", "cid:", "mailto:", "data:")) else f'{found[1]}"{NEUTRAL}"'


def _below(draft: Draft, text: str, html: str) -> Draft:
    joined = draft.html
    if joined is not None:
        end = joined.lower().rfind("</body")
        joined = joined[:end] + html + joined[end:] if end >= 0 else joined + html
    plain = draft.text
    if plain is not None or joined is None:
        plain = (plain or "") + text
    return replace(draft, text=plain, html=joined)


def _words(draft: Draft, change: Callable[[str], str]) -> Draft:
    def changed(text: str) -> str:
        # What stands in addresses stays: a broken link would end the attack.
        return " ".join(
            token if "://" in token or "@" in token else _WORD.sub(lambda found: change(found[0]), token)
            for token in text.split(" ")
        )

    html = draft.html
    if html is not None:
        pieces, last = [], 0
        for kept in _NO_TEXT.finditer(html):
            pieces += [_TEXT_NODE.sub(lambda found: changed(found[0]), html[last : kept.start()]), kept[0]]
            last = kept.end()
        html = "".join([*pieces, _TEXT_NODE.sub(lambda found: changed(found[0]), html[last:])])
    return replace(draft, text=draft.text and changed(draft.text), html=html)
