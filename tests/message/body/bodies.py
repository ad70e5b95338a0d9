"""Body parts for tests: decoded text whose places in the message are those in the text itself."""

from collections.abc import Mapping

from unhook.limits import DEFAULT, Limits
from unhook.message.body import body
from unhook.message.mime.text import TextPart
from unhook.message.model import Body
from unhook.message.part import Defect, Part

NONE: Mapping[str, str] = {}


def text_part(text: str, content_type: str = "text/plain", parameters: Mapping[str, str] = NONE) -> TextPart:
    part = Part("1", content_type, (0, 0), (0, len(text)), parameters=dict(parameters))
    return TextPart(text, "utf-8", "8bit", lambda start, end: (start, end), part)


def built(
    html: str | None = None,
    plain: str | None = None,
    limits: Limits = DEFAULT,
    parameters: Mapping[str, str] = NONE,
) -> tuple[Body, tuple[Defect, ...]]:
    return body.build(
        None if html is None else text_part(html, "text/html"),
        None if plain is None else text_part(plain, parameters=parameters),
        limits,
    )


def of_html(html: str) -> Body:
    return built(html=html)[0]


def of_plain(plain: str, **parameters: str) -> Body:
    return built(plain=plain, parameters=parameters)[0]
