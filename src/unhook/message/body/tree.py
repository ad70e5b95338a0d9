"""HTML to a tree as a browser builds it (`turbohtml`), without the one shape that explodes.

Formatting elements left open are opened anew in each later paragraph: 40 kB of
`<font><font>...<p>x<p>x...` make a million elements. In such a document the formatting
tags are blanked out, in place, so that offsets stay.
"""

import re

from turbohtml import Document, parse

from unhook.limits import Limits
from unhook.message.body import elements

_FORMATTING = re.compile(rf"<(/?)(?:{elements.FORMATTING})(?=[\s/>])[^<>]*>?", re.IGNORECASE)
_BROWSER_DEPTH = 512
_COPIES = 1_000_000


def build(source: str, limits: Limits) -> tuple[Document, str | None]:
    """Parse a document, cut to `Limits.html_bytes` characters.

    The second value names the limit that changed the document, if one did.
    """
    reached = None
    if len(source) > limits.html_bytes:
        source, reached = source[: limits.html_bytes], "html_bytes"
    if _explodes(source):
        source, reached = _FORMATTING.sub(lambda tag: " " * len(tag[0]), source), "html_depth"
    return parse(source, allow_declarative_shadow_roots=False), reached


def _explodes(source: str) -> bool:
    tags = source.count("<")
    if tags * min(tags, _BROWSER_DEPTH) <= _COPIES:
        return False
    depth = most = 0
    for match in _FORMATTING.finditer(source):
        depth = max(0, depth - 1) if match[1] else depth + 1
        most = max(most, depth)
    return tags * min(most, _BROWSER_DEPTH) > _COPIES
