"""Every object of a PDF, those that no page leads to included: what it does and what it carries."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from unhook.files.collecting import Collecting
from unhook.files.pdf import actions
from unhook.files.pdf.values import is_stream, name, number, stream, text
from unhook.files.pdf.weight import too_heavy

_DEPTH = 30
_PASSWORD_FIELD = 1 << 13
_MEDIA = frozenset({"RichMedia", "3D", "Movie", "Screen", "Sound"})
# Nothing in them acts; their streams are drawn or read elsewhere.
_INERT = frozenset(
    {"Font", "FontDescriptor", "ObjStm", "XRef", "Metadata", "Encoding", "ExtGState", "StructElem"}
)


@dataclass(slots=True)
class Seen:
    """`counts`: objects by kind, `XObject/Image`; `heavy`: something there must not be drawn."""

    counts: Counter[str] = field(default_factory=Counter)
    heavy: bool = False


def read(pdf: Any, written: int, out: Collecting) -> Seen:
    """Tell of all objects, unless there are too many. `written`: how many seem to stand in the file."""
    seen = Seen()
    left = out.limits.objects * 5
    if max(written, number(pdf.trailer.get("/Size"))) > out.limits.objects:
        # qpdf reads all of them before it gives the first one.
        out.fault("limit:objects", "PDF objects")
        return Seen(heavy=True)
    for value in pdf.objects:
        if is_stream(value):
            seen.heavy = seen.heavy or too_heavy(value, out)
        for each in _dictionaries(value):
            left -= 1
            kind = _dictionary(each, out)
            seen.counts[kind or "other"] += 1
        if left < 0:
            out.fault("limit:objects", "PDF dictionaries")
            break
    return seen


def _dictionaries(value: Any) -> Iterator[Any]:
    """The object and all that stands directly inside: what is referred to has its own turn."""
    import pikepdf

    waiting = [(value, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            if name(value.get("/Type")) in _INERT:
                continue
            inside = [child for _, child in value.items()]
        elif isinstance(value, pikepdf.Array):
            # Arrays of numbers are most of a PDF and hold nothing.
            if len(value) and not isinstance(value[0], pikepdf.Dictionary | pikepdf.Array):
                continue
            inside = list(value)
        else:
            continue
        if depth < _DEPTH:
            waiting += [
                (child, depth + 1)
                for child in inside
                if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect
            ]


def _dictionary(value: Any, out: Collecting) -> str:
    keys = set(value.keys())
    kind, subtype = name(value.get("/Type")), name(value.get("/Subtype"))
    if "/S" in keys:
        actions.read(value, out)
    if "/JS" in keys and "/S" not in keys:
        out.sign("pdf-javascript")
    if "/OpenAction" in keys or "/AA" in keys:
        actions.triggers(value, out)
    if "/EF" in keys:
        _embedded(value, out)
    if "/XFA" in keys:
        _xfa(value.get("/XFA"), out)
    if "/FT" in keys:
        out.sign("pdf-form-field", name(value.get("/FT")))
        if int(number(value.get("/Ff"))) & _PASSWORD_FIELD:
            out.sign("pdf-password-field", text(value.get("/T")))
    if subtype in _MEDIA:
        out.sign("pdf-media", subtype)
    return "/".join(filter(None, (kind, subtype)))


def _embedded(specification: Any, out: Collecting) -> None:
    import pikepdf

    files = specification.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return
    file_name = actions.target(specification) or None
    out.sign("pdf-embedded-file", file_name or "")
    for key in ("/UF", "/F"):
        carried: Any = files.get(key)
        if is_stream(carried):
            data = stream(carried, out, file_name or "embedded file")
            if data is not None and out.spend(len(data), file_name or "embedded file"):
                out.child(data, file_name, "embedded file", name(carried.get("/Subtype")) or None)
            return


def _xfa(value: Any, out: Collecting) -> None:
    """An XFA form: one stream, or an array of names and streams (section 12.7.8)."""
    import pikepdf

    out.sign("pdf-xfa-form")
    parts = list(value)[:100] if isinstance(value, pikepdf.Array) else [value]
    pieces = [stream(part, out, "XFA form") or b"" for part in parts if isinstance(part, pikepdf.Stream)]
    data = b"".join(pieces)
    if out.spend(len(data), "XFA form"):
        out.child(data, "form.xml", "form", "text/xml")
