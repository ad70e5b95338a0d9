"""HTML and SVG: forms and where they post, password fields, scripts' words, smuggled files, links, redirects.

Record: `html`, `javascript` and `xml` as rules read them (Strelka's names).
"""

from collections.abc import Iterator

from unhook.files import plain
from unhook.files.model import Child, Found, Sign, Text
from unhook.files.scanner import Sample, Scanner
from unhook.files.web import conduct, page, smuggled
from unhook.files.web.page import Page

_LOADED = frozenset({"source", "picture", "base"})


def scan(sample: Sample) -> Found:
    """Read the page's source; nothing is run."""
    from unhook.message.body.html import document

    limits = sample.limits
    source = plain.text(sample.data, limits.text_chars)
    read = page.read(source, limits.references)
    words, done = conduct.of_scripts([each.source for each in read.scripts], sample)
    text = document(source).display_text
    outward = [each for each in read.references if _is_web(each.url)]
    posts = [each.url for each in outward if each.how == "form"]
    if not posts and conduct.sends(words):
        posts = [each.url for each in done.references]
    signs = [*_signs(sample, read, posts), *done.signs]
    signs += () if any(sign.name == "recipient-inside" for sign in signs) else _carried(sample, read)
    return Found(
        record={
            "html": {
                "title": read.title,
                "scripts": [{"language": each.language} for each in read.scripts],
            },
            "javascript": words.record,
            "xml": {"tags": list(read.tags)},
        },
        children=(*_embedded(read, limits.file_bytes), *done.children),
        references=tuple(each for each in (*outward, *done.references) if each.how not in _LOADED),
        texts=(Text(text),) if text.strip() else (),
        signs=tuple(signs),
    )


def _signs(sample: Sample, read: Page, posts: list[str]) -> Iterator[Sign]:
    if read.password:
        yield Sign("html-password-field")
    if posts and (read.password or any(tag == "input" for tag in read.tags)):
        yield Sign("html-posts-elsewhere", posts[0])
    for each in read.references:
        if each.how == "redirect" and _is_web(each.url):
            yield Sign("html-redirect", each.url)
            break
    if sample.kind == "svg" and (read.scripts or "foreignobject" in map(str.lower, read.tags)):
        yield Sign("svg-script", "script" if read.scripts else "foreignObject")


def _carried(sample: Sample, read: Page) -> Iterator[Sign]:
    yield from conduct.recipient_inside((each.url for each in read.references), sample.recipients)


def _embedded(read: Page, largest: int) -> Iterator[Child]:
    """Files written into the page as `data:` addresses."""
    at = 0
    for each in read.references:
        if each.url[:5].lower() == "data:":
            for found in smuggled.payloads(f'"{each.url}"', 1, largest):
                at += 1
                yield Child(found.data, f"{each.how}-{at}", "data address", found.media_type)


def _is_web(url: str) -> bool:
    return url[:8].lower().startswith(("http://", "https://", "//"))


SCANNER = Scanner(
    "html", scan, frozenset({"html", "svg"}), frozenset({"htm", "html", "shtml", "xhtml", "svg", "mht"})
)
