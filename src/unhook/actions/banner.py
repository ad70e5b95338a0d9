"""One sentence put before the text of a mail, in each of its alternatives; nothing else is touched.

What a text decodes to is afterwards what it was, with the banner in one place; a part that gets none stays
byte for byte. Signed and encrypted mail is left alone (RFC 1847, RFC 3156, RFC 8551), and so is a part whose
encoding or charset does not take a sentence safely.
"""

import re
from collections.abc import Iterator

from unhook.actions import inlay
from unhook.actions.model import Banner
from unhook.limits import DEFAULT
from unhook.message.defects import DefectLog
from unhook.message.mime import structure, transfer
from unhook.message.part import Part

_SEALED = frozenset(
    {
        "multipart/signed",
        "multipart/encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/pgp-encrypted",
    }
)
_ARMOUR = b"-----BEGIN PGP "
_ATTRIBUTES = rb"(?:\s(?:\"[^\"]*+\"|'[^']*+'|[^'\">])*+)?>"
# What may stand before a page's first content; the banner comes after it, so that no page is made to
# look otherwise, and never into something that is not shown.
_PREAMBLE = re.compile(
    rb"(?:\s++|\xef\xbb\xbf|<!doctype[^>]*+>|<!--(?:-?>|.*?--!?>)|</head\s*+>"
    rb"|<(?:html|head|body|meta|link|base)"
    + _ATTRIBUTES
    + rb"|<(title|style|script)"
    + _ATTRIBUTES
    + rb".*?</\1\s*+>)*+",
    re.IGNORECASE | re.DOTALL,
)
_STYLE = (
    "all:initial!important;display:block!important;margin:0 0 12px!important;padding:10px 14px!important;"
    "background:#fff3cd!important;border:2px solid #8a5a00!important;color:#1f1300!important;"
    "font:bold 15px/1.4 sans-serif!important"
)


def placed(raw: bytes, banner: Banner) -> bytes | None:
    """The mail's body with the banner in it; None where there is no safe place, or it is there already."""
    root = structure.parse(raw, DEFAULT, DefectLog(DEFAULT)).root
    if any(part.content_type in _SEALED for part in _walk(root)):
        return None
    inlays = [each for part in _shown(root) if (each := _inlay(raw, part, banner)) is not None]
    if not inlays:
        return None
    for start, end, new in sorted(inlays, reverse=True):
        raw = raw[:start] + new + raw[end:]
    return raw[root.body[0] :]


def text(banner: Banner, plain: bool = False) -> str:
    """The banner as it stands in plain text."""
    return f"[!] {banner.plain if plain else banner.sentence}"


def html(banner: Banner) -> str:
    """The banner as it stands in a page, in ASCII."""
    sentence = banner.sentence.replace("&", "&amp;").replace("<", "&lt;")
    written = sentence.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return f'<div lang="{banner.language}" dir="{banner.direction}" style="{_STYLE}">{written}</div>'


def _inlay(raw: bytes, part: Part, banner: Banner) -> inlay.Inlay | None:
    decoded = transfer.decode(raw, part.body, part.transfer_encoding)
    if decoded.defect is not None or _ARMOUR in decoded.data:
        return None
    if part.content_type == "text/html":
        preamble = _PREAMBLE.match(decoded.data)
        at = preamble.end() if preamble else 0
        wordings = [html(banner)]
    else:
        at = 0
        wordings = [text(banner), text(banner, plain=True)]
    return inlay.inlay(raw, part, decoded, at, wordings)


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for child in part.children:
        yield from _walk(child)


def _shown(part: Part) -> list[Part]:
    """The texts with which a mail begins, each alternative of them."""
    if part.content_type in {"text/plain", "text/html"}:
        kept = part.disposition == "attachment" or part.file_name
        return [] if kept else [part]
    if part.content_type == "multipart/alternative":
        return [found for child in part.children for found in _shown(child)]
    if part.content_type.startswith("multipart/"):
        return next((found for child in part.children if (found := _shown(child))), [])
    return []
