"""Codes as a scanner's answer: the record's members `qr` and `codes`, references and signs."""

from collections.abc import Iterable

from unhook.files.model import Found, Reference, Sign
from unhook.files.picture.codes import Code
from unhook.files.picture.payload import read
from unhook.limits import FileLimits

_UNREMARKABLE = frozenset({"text", "url"})


def found(codes: Iterable[tuple[Code, str]], limits: FileLimits, hidden: str | None = None) -> Found:
    """Tell of codes with their places (`frame 2`, or empty).

    `qr` is {`type`, `data`, `url`} of the first one with a URL, else of the first; `codes` lists all, with
    `format` and `place` besides. Signs: `code-<kind>` for what asks for more than to open a page
    (`payload.Payload.kind`), and `hidden`, how the codes were kept from simpler readers.
    """
    items: list[dict[str, str]] = []
    references: list[Reference] = []
    signs: list[Sign] = []
    for code, place in codes:
        payload = read(code.text)
        item = {"type": "undefined", "data": code.text, "format": code.format, "place": place}
        if payload.kind in ("url", "app") and payload.urls:
            item |= {"type": "url", "url": payload.urls[0]}
        items.append(item)
        references.extend(Reference(url, "qr", place) for url in payload.urls)
        if payload.kind not in _UNREMARKABLE:
            signs.append(Sign(f"code-{payload.kind}", code.text[:200]))
    if not items:
        return Found()
    if hidden:
        signs.append(Sign(hidden, items[0]["data"][:200]))
    first = next((item for item in items if item["type"] == "url"), items[0])
    record = {"qr": {key: first[key] for key in ("type", "data", "url") if key in first}, "codes": items}
    return Found(
        record=record, references=tuple(dict.fromkeys(references))[: limits.references], signs=tuple(signs)
    )
