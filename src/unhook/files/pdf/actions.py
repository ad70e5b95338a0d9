"""What a PDF does when it is opened or clicked (ISO 32000-1 section 12.6)."""

from collections.abc import Callable, Mapping
from typing import Any

from unhook.files.collecting import Collecting
from unhook.files.pdf.values import is_dictionary, is_stream, name, stream, text

_TRIGGERS = ("/OpenAction", "/AA")


def read(action: Any, out: Collecting, place: str = "") -> None:
    """Tell what an action dictionary does; one of no known kind says nothing."""
    if does := _KINDS.get(name(action.get("/S"))):
        does(action, out, place)


def triggers(holder: Any, out: Collecting) -> None:
    """Tell of what runs by itself: `/OpenAction` and `/AA`. To go to a page on opening is nothing special."""
    opens = holder.get("/OpenAction")
    if opens is not None and (does := _does(opens)) not in ("", "GoTo"):
        out.sign("pdf-open-action", does)
    more = holder.get("/AA")
    if is_dictionary(more):
        for trigger in sorted(more.keys())[:20]:
            if does := _does(more.get(trigger)):
                out.sign("pdf-additional-action", f"{trigger.lstrip('/')} {does}")


def target(specification: Any) -> str:
    """The file or URL of a file specification (section 7.11), as written."""
    if not is_dictionary(specification):
        return text(specification)
    return next(filter(None, (text(specification.get(key)) for key in ("/UF", "/F", "/Unix"))), "")


def _does(action: Any) -> str:
    return name(action.get("/S")) if is_dictionary(action) else ""


def _uri(action: Any, out: Collecting, place: str) -> None:
    url = text(action.get("/URI"))
    # Annotations are met twice: on their page, and as objects.
    if place or not out.knows(url):
        out.reference(url, "annotation" if place else "action", place)


def _script(action: Any, out: Collecting, place: str) -> None:
    code = action.get("/JS")
    data = stream(code, out, "script") if is_stream(code) else None
    if data is None:
        data = text(code).encode("utf-8", "replace")
    out.sign("pdf-javascript", data[:200].decode("latin-1"))
    if out.spend(len(data), "script"):
        out.child(data, "script.js", "script", "text/javascript")


def _launch(action: Any, out: Collecting, place: str) -> None:
    windows = action.get("/Win")
    parts = [target(action.get("/F"))]
    if is_dictionary(windows):
        parts += [text(windows.get("/F")), text(windows.get("/P"))]
    out.sign("pdf-launch-action", " ".join(filter(None, parts)))


def _submit(action: Any, out: Collecting, place: str) -> None:
    where = target(action.get("/F"))
    out.sign("pdf-form-posts", where)
    out.reference(where, "form", place)


def _elsewhere(action: Any, out: Collecting, place: str) -> None:
    where = target(action.get("/F"))
    out.sign("pdf-remote-goto", where)
    if "://" in where or where.startswith("\\\\"):
        out.reference(where, "action", place)


def _embedded(action: Any, out: Collecting, place: str) -> None:
    out.sign("pdf-embedded-goto", target(action.get("/F")))


def _data(action: Any, out: Collecting, place: str) -> None:
    out.sign("pdf-imports-data", target(action.get("/F")))


_KINDS: Mapping[str, Callable[[Any, Collecting, str], None]] = {
    "URI": _uri,
    "JavaScript": _script,
    "Rendition": _script,
    "Launch": _launch,
    "SubmitForm": _submit,
    "GoToR": _elsewhere,
    "GoToE": _embedded,
    "ImportData": _data,
}
