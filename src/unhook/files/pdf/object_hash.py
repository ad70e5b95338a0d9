"""A hash over the kinds of a PDF's objects: documents of one builder share it.

Follows Proofpoint's "PDF object hashing": MD5 of each object's kind and a `|`, in the order of the file.
The kind is `Type/Subtype`, `Type`, the first key, or `None` where there is no dictionary. Objects inside
object streams don't count, nor do signatures. Of an object that is written anew, the last one in the file
counts; the cross-reference table is not asked.
"""

import hashlib
import re

_NUMBERS = re.compile(rb"(\d{1,10})[\x00\t\n\f\r ]{1,8}\d{1,5}[\x00\t\n\f\r ]{1,8}\Z")
_BEFORE = 40
_NAME = rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]{1,127})"
_TYPE = re.compile(rb"/Type[\x00\t\n\f\r ]{0,8}" + _NAME)
_SUBTYPE = re.compile(rb"/Subtype[\x00\t\n\f\r ]{0,8}" + _NAME)
_FIRST = re.compile(_NAME)
_HEAD = 16_384
"""Bytes of an object's dictionary that are looked at."""
_TOKEN = re.compile(rb"<<|>>|/(?:Type|Subtype)(?![A-Za-z0-9])|\((?:[^()\\]|\\.){0,2000}\)", re.DOTALL)


def object_hash(data: bytes, most: int) -> str | None:
    """The hash in hexadecimal; None where no object, or more than `most`, stand in the file."""
    last: dict[bytes, int] = {}
    at = -1
    # Looking for the word first is much faster than for the numbers before it.
    while (at := data.find(b"obj", at + 1)) >= 0:
        if numbers := _NUMBERS.search(data[max(0, at - _BEFORE) : at]):
            last[numbers[1]] = at + len(b"obj")
            if len(last) > most:
                return None
    kinds = []
    for start in sorted(last.values()):
        end = data.find(b"endobj", start, start + _HEAD)
        head = data[start : end if end >= 0 else start + _HEAD]
        if b"/Type/Sig" not in head:
            kinds.append(_kind(head.split(b"stream", 1)[0]))
    if not kinds:
        return None
    return hashlib.md5("".join(f"{kind}|" for kind in kinds).encode(), usedforsecurity=False).hexdigest()


def _kind(head: bytes) -> str:
    start = head.find(b"<<")
    if start < 0:
        return "None"
    found: dict[bytes, str] = {}
    depth = 0
    for token in _TOKEN.finditer(head, start):
        if token[0] == b"<<":
            depth += 1
        elif token[0] == b">>":
            depth -= 1
            if depth == 0:
                break
        elif depth == 1 and token[0].startswith(b"/"):
            pattern = _SUBTYPE if token[0] == b"/Subtype" else _TYPE
            if value := pattern.match(head, token.start()):
                found.setdefault(token[0], value[1].decode("latin-1"))
    if kind := found.get(b"/Type"):
        subtype = found.get(b"/Subtype")
        return f"{kind}/{subtype}" if subtype else kind
    first = _FIRST.search(head, start)
    return first[1].decode("latin-1") if first else "None"
