"""Where what is typed on a page goes: forms, and whatever a script sends to a literal address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from unhook.links import url
from unhook.pages.source.model import ASKED, Channel, Sent
from unhook.pages.source.read import Form, Read
from unhook.pages.source.script import Script

_CALLS: dict[str, Channel] = {
    "fetch": "fetch", "ajax": "xhr", "post": "xhr", "axios": "xhr", "getJSON": "xhr", "XMLHttpRequest": "xhr",
    "sendBeacon": "beacon", "WebSocket": "websocket", "EventSource": "event-source", "Worker": "worker",
    "SharedWorker": "worker", "importScripts": "worker",
}  # fmt: skip
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "get", "post", "put", "patch"})
_LOADED = frozenset({"src"})
_SUBMITS = frozenset({"preventDefault", "onsubmit", "submit", "serialize", "FormData"})
_SECRET = re.compile(r"passw|passwd|^pwd$|^pass$|kennwort|contrase|senha", re.IGNORECASE)
_WHOLE_FORM = frozenset({"FormData", "serialize", "serializeArray"})
_PICTURE = frozenset({"Image", "HTMLImageElement"})
_BEFORE, _BEHIND = 200, 60
_MOST = 200


def of(reads: Sequence[Read]) -> tuple[Sent, ...]:
    """All that sends, forms first. Addresses are made absolute where the page's own is known."""
    found = [sent for each in reads for sent in _forms(each)]
    names = frozenset(field.name for each in reads for field in each.fields if field.kind in ASKED)
    calls = (sent for each in reads for script in each.scripts for sent in _calls(each, script, names))
    found += islice(calls, _MOST)
    return tuple(dict.fromkeys(found))[:_MOST]


def _forms(here: Read) -> Iterator[Sent]:
    found = []
    for at, form in enumerate(here.forms):
        kinds = {field.kind for field in here.fields if field.form == at}
        found.append(_form(here, form, bool(kinds & {*ASKED, "card"})))
    yield from found
    loose = next((field for field in here.fields if field.form is None and field.kind in ASKED), None)
    if loose is not None:
        # Where all forms of the page agree, a field that fell out of them goes where they go.
        targets = {sent.host: sent for sent in found if sent.channel == "form" and sent.host is not None}
        only = (
            next(iter(targets.values())) if len(targets) == 1 else Sent("unknown", None, None, loose.evidence)
        )
        yield replace(only, credential=True)


def _form(here: Read, form: Form, credential: bool) -> Sent:
    action = form.action or ""
    if action.lower().startswith("mailto:"):
        host = action.partition("?")[0].rpartition("@")[2].lower()
        return Sent("mailto", action, host or None, form.evidence, credential)
    handled = form.handled or _handled(here)
    if action.startswith(("#", "javascript:")) or (not action and handled):
        return Sent("unknown", None, None, form.evidence, credential)
    target = here.absolute(action) if action else here.base
    return Sent("form", target, _host(target), form.evidence, credential)


def _handled(here: Read) -> bool:
    return "onsubmit" in here.handlers or any(_SUBMITS & script.identifiers for script in here.scripts)


def _calls(here: Read, script: Script, names: frozenset[str]) -> Iterator[Sent]:
    draws = bool(_PICTURE & script.identifiers) or "img" in script.strings
    looked = 0
    for at, (kind, text) in enumerate(script.tokens):
        if kind != "identifier" or looked > _MOST:
            continue
        channel = _CALLS.get(text)
        if channel is None and text == "open" and _opens(script, at):
            channel = "xhr"
        elif channel is None and draws and text in _LOADED and _is_assigned(script, at):
            channel = "image"
        if channel is not None:
            looked += 1
            yield from _sent(here, channel, _address(script, at), _takes_secret(script, at, names))


def _takes_secret(script: Script, at: int, names: frozenset[str]) -> bool:
    """Whether a script reads a field that takes a secret near a call: by its name on the page, or by one that
    says so. A large script mentions everything somewhere.
    """
    near = script.tokens[max(0, at - _BEFORE) : at + _BEHIND]
    words = frozenset(text for kind, text in near if kind in ("identifier", "string"))
    return bool(names) and (
        any(name in words or f"#{name}" in words for name in names if len(name) > 1)
        or any(_SECRET.search(word) for word in words if len(word) < 60)
        or bool(_WHOLE_FORM & words)
    )


def _sent(here: Read, channel: Channel, written: str | None, takes: bool) -> Iterator[Sent]:
    target = here.absolute(written) if written else None
    if target is None or (channel == "image" and "?" not in target):
        return
    yield Sent(channel, target, _host(target), here.evidence(written or ""), takes)


def _opens(script: Script, at: int) -> bool:
    """Whether it is the request's `open("POST", ...)`, not the window's."""
    return any(kind == "string" and text in _METHODS for kind, text in script.tokens[at + 1 : at + 3])


def _is_assigned(script: Script, at: int) -> bool:
    return at + 1 < len(script.tokens) and script.tokens[at + 1] == ("mark", "=")


def _address(script: Script, at: int) -> str | None:
    """The first text behind a call that can be an address."""
    for kind, text in script.tokens[at + 1 : at + 12]:
        if kind == "mark" and text == ";":
            return None
        said = text if kind == "string" else script.names.get(text) if kind == "identifier" else None
        if said and said not in _METHODS and looks_like_address(said):
            return said
    return None


def looks_like_address(text: str) -> bool:
    """Whether a literal reads as an address: absolute, or a path."""
    if any(character.isspace() for character in text.strip()):
        return False
    return (
        "://" in text[:10]
        or text.startswith(("/", "./", "../"))
        or text.endswith((".php", ".asp", ".aspx", ".cgi"))
    )


def _host(address: str | None) -> str | None:
    parsed = url.parse(address) if address else None
    return (parsed.host_name or None) if parsed is not None else None
