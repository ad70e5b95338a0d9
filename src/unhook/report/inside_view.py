"""What is inside a file, on a page: its tree, its pictures small, the codes on them read out."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from unhook.catalogue import Catalogue
from unhook.files.model import Node, Tree
from unhook.report import inside
from unhook.report.defang import harmless
from unhook.report.markup import Markup, element, join

PICTURES_SHOWN = 12
PICTURE_CHARS = 400_000
CODES_SHOWN = 10
CODE_SHOWN = 300
LINE_SHOWN = 160

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_PNG = b"\x89PNG\r\n\x1a\n"


def render(tree: Tree, catalogue: Catalogue) -> Markup:
    """Empty where there is nothing to see but the file itself."""
    parts = []
    if inside.worth_telling(tree):
        parts.append(element("pre", "\n".join(inside.lines(tree, LINE_SHOWN)), kind="inside", dir="ltr"))
    pictures = list(_pictures(tree, catalogue))
    if pictures:
        parts.append(element("div", *pictures, kind="pictures"))
    return join(parts)


def _pictures(tree: Tree, catalogue: Catalogue) -> Iterator[Markup]:
    shown = 0
    for node in tree.nodes:
        picture = _picture(node)
        if picture and shown < PICTURES_SHOWN:
            shown += 1
            yield element("figure", picture, *_caption(node, catalogue))


def _picture(node: Node) -> Markup | None:
    """The thumbnail that the scanner drew anew. It comes from where hostile files are read: only what is a
    PNG in base64 is written.
    """
    about = node.found.record.get("picture")
    text = about.get("thumbnail") if isinstance(about, dict) else None
    if not isinstance(text, str) or len(text) > PICTURE_CHARS or not _BASE64.fullmatch(text):
        return None
    try:
        if not b64decode(text, validate=True).startswith(_PNG):
            return None
    except Error:
        return None
    return element("img", src=f"data:image/png;base64,{text}", alt=inside.file_name(node))


def _caption(node: Node, catalogue: Catalogue) -> Iterator[Markup]:
    codes = node.found.record.get("codes")
    for code in codes[:CODES_SHOWN] if isinstance(codes, list) else ():
        data = code.get("data") if isinstance(code, dict) else None
        if isinstance(data, str):
            said = element("mark", element("code", harmless(data)[:CODE_SHOWN], dir="ltr"))
            yield element("figcaption", element("b", catalogue.text("label.code")), " ", said)
