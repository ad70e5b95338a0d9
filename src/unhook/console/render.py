"""Pages from templates: escaped by rule, in the asker's language."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie
from markupsafe import Markup

from unhook.catalogue import Catalogue
from unhook.console import guard, words
from unhook.console.console import Console
from unhook.console.rights import Asker, Right
from unhook.report.defang import defang, harmless, visible, visible_lines
from unhook.version import VERSION

Page = Response[str]


def language(request: Request[Any, Any, Any]) -> Catalogue:
    """The asker's: the one they chose, else one that their browser names."""
    asker: Asker | None = request.scope.get("user")
    if asker is not None and asker.user.language in words.LANGUAGES:
        return words.load(asker.user.language)
    return words.load(words.preferred(request.headers.get("accept-language", "")))


def page(
    request: Request[Any, Any, Any],
    template: str,
    /,
    status: int = 200,
    cookies: list[Cookie] | None = None,
    **values: Any,
) -> Page:
    """A page as an answer."""
    console: Console = request.app.state.console
    catalogue = language(request)
    asker: Asker | None = request.scope.get("user")
    secret = values.pop("secret", asker.secret if asker else None)
    html = (
        environment()
        .get_template(template)
        .render(
            t=catalogue.text,
            known=catalogue.has,
            lang=catalogue.tag,
            dir=catalogue.direction,
            asker=asker,
            may=lambda right: asker is not None and asker.may(Right(right)),
            path=request.url.path,
            csrf=Markup('<input type="hidden" name="{}" value="{}">').format(
                guard.FIELD, guard.csrf_token(secret) if secret else ""
            ),
            manner=console.manner,
            version=VERSION,
            said=request.query_params.get("said"),
            **values,
        )
    )
    return Response(html, media_type=MediaType.HTML, status_code=status, cookies=cookies or [])


@cache
def environment() -> Environment:
    """The templates. Undefined names fail, so that nothing is silently left out."""
    made = Environment(
        loader=PackageLoader("unhook.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "harmless": harmless,
        "defang": _shown,
        "visible": visible,
        "moment": _moment,
        "day": _day,
    }
    return made


def _shown(text: str) -> str:
    """As `harmless`, but lines stay lines."""
    return visible_lines(defang(text))


def _moment(value: Any) -> Markup:
    if value is None:
        return Markup("")
    return Markup('<time datetime="{}" dir="ltr">{}</time>').format(
        value.isoformat(timespec="seconds"), value.strftime("%Y-%m-%d %H:%M")
    )


def _day(value: Any) -> Markup:
    if value is None:
        return Markup("")
    return Markup('<time datetime="{0}" dir="ltr">{0}</time>').format(value.strftime("%Y-%m-%d"))
