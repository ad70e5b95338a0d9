"""URLs in running text, as mail programs underline them."""

import re
from collections.abc import Iterator

from unhook.limits import DEFAULT
from unhook.links import domain, url
from unhook.links.model import Url
from unhook.message.offsets import Span

# Letters of scripts written with spaces. Those of the others (Thai to Hangul) end a URL's host
# and may stand right before one.
_LETTER = "[0-9A-Za-z_\u00c0-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u065f\u0671-\u06d3\u0900-\u0dff]"
_LABEL = rf"(?:{_LETTER}|-)"
_REST = '[^\\s<>"`{}|。，、；：！？（）【】「」『』《》]'
# A match may only begin where a word does, so the search is linear.
_CANDIDATE = re.compile(
    rf"(?<!{_LETTER})(?<![@./+&=?%-])(?:"
    rf"(?P<scheme>(?i:https?|hxxps?|ftp):[/\\]{{1,2}}{_REST}{{1,{DEFAULT.url_chars}}})"
    rf"|(?P<host>(?!_){_LETTER}{_LABEL}{{0,62}}(?:\.{_LABEL}{{1,63}}){{1,10}})\.?"
    rf"(?P<rest>(?::\d{{1,5}})?(?:[/?#]{_REST}{{0,{DEFAULT.url_chars}}})?)(?!{_LETTER}|@))"
)
_UNSPACED_LETTER = re.compile("[^\\x00-\u0dff]")
_HINT = re.compile(r"[.:](?=[\w/\\])")
_DELIMITERS = ' \n\t<>"`{}|\r\xa0\u3000'
_DELIMITER = re.compile(r"[\s<>\"`{}|]")
_HOST_CHARS = 256
_TRAILING = ".,;:!?'*_~“”‘’»…、。，；：！？"
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "」": "「", "》": "《"}
_ALONE_BEFORE = re.compile(r"(?:^|[\n<(\[]|[:：])[ \t>*]*\Z")
_ALONE_AFTER = re.compile(r"[ \t.*]*(?:\Z|[\n>)\]])")
# Suffixes that are far more often a file's ending than a site's.
_FILE_SUFFIXES = frozenset({"zip", "py", "sh", "pl", "rs", "md", "cc", "ps", "mov", "so", "java", "pub"})


def urls(text: str, limit: int) -> Iterator[tuple[Span, Url]]:
    """Give the URLs in `text` with their places, at most `limit`.

    With a scheme or `www.` always; a bare host when its public suffix is known and a path
    follows or it stands alone. E-mail addresses are none. Trailing punctuation and
    unbalanced closing brackets stay outside.
    """
    found = 0
    for match in _candidates(text):
        start = match.start()
        written = _trimmed(match[0])
        if match["scheme"] is None and not _is_link(text, match, written):
            continue
        target = _target(written)
        if target is not None and target.domain and not target.domain.valid:
            # "https://example.com" with the next sentence right behind it.
            host_end = _UNSPACED_LETTER.search(written)
            if host_end:
                written = written[: host_end.start()]
                target = _target(written)
        if target is None or (target.domain is None and target.ip is None):
            continue
        yield (start, start + len(written)), target
        found += 1
        if found >= limit:
            return


def _target(written: str) -> Url | None:
    return url.parse("http" + written[4:] if written[:4].lower() == "hxxp" else written)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Look only at words that have a dot or a colon inside."""
    end = 0
    for hint in _HINT.finditer(text):
        if hint.start() < end:
            continue
        before = text[max(end, hint.start() - _HOST_CHARS) : hint.start()]
        start = hint.start() - len(before) + max(map(before.rfind, _DELIMITERS)) + 1
        stop = _DELIMITER.search(text, hint.end())
        end = stop.start() if stop else len(text)
        yield from _CANDIDATE.finditer(text, start, end)


def whole(text: str) -> Url | None:
    """Read a link's text as the URL that it shows, if it is one or has one with a scheme or `www.`."""
    text = text.strip().strip("<>[]()\"' ")
    if not text or len(text) > DEFAULT.url_chars or "." not in text:
        return None
    shown = [(span, target) for span, target in urls(text, 2)]
    if len(shown) == 1:
        (start, end), target = shown[0]
        if end - start == len(text.rstrip(_TRAILING)) or text[start:end].lower().startswith(("http", "www.")):
            return target
    return None


def _is_link(text: str, match: re.Match[str], written: str) -> bool:
    host = match["host"]
    if host[:4].lower() == "www." and host.count(".") >= 2:
        return True
    if not _known(host.rstrip(".")):
        return False
    if match["rest"].lstrip(":0123456789").strip("/#?" + _TRAILING):
        return not host[0].isdigit() or not host.replace(".", "").isdigit()
    if host.rpartition(".")[2].lower() in _FILE_SUFFIXES:
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return (
        _ALONE_BEFORE.search(before) is not None
        and _ALONE_AFTER.match(text, match.start() + len(written), match.end() + 40) is not None
    )


def _known(host: str) -> bool:
    name = domain.parse(host)
    return name is not None and name.valid


def _trimmed(text: str) -> str:
    """Cut trailing punctuation, and closing brackets without an opening one."""
    end = len(text)
    surplus = {
        close: text.count(close) - text.count(opening)
        for close, opening in _BRACKETS.items()
        if close in text
    }
    while end:
        last = text[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return text[:end]
