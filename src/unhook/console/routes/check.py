"""Somebody shows Unhook a mail: the start page."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from unhook.console.render import Page, language, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Served, Who, does, shows, to


@dataclass
class Shown:
    """The form: a file, or the mail's source."""

    file: UploadFile | None = None
    source: str = ""


@shows("/", Right.CHECK)
def start(request: Request[Any, Any, Any]) -> Page:
    """Where a mail is dropped."""
    return page(request, "check.html", problem="")


@does("/check", Right.CHECK)
def check(
    request: Request[Any, Any, Any],
    console: Served,
    asker: Who,
    data: Annotated[Shown, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Response[Any]:
    """Judge the mail, keep it as the asker's, show what was found."""
    raw = data.file.file.read(console.manner.upload_bytes + 1) if data.file else b""
    raw = raw or data.source.encode("utf-8", "surrogateescape")
    if not raw.strip():
        return page(request, "check.html", 400, problem=language(request).text("check.empty"))
    if len(raw) > console.manner.upload_bytes:
        return page(request, "check.html", 413, problem=language(request).text("error.too_large"))
    return to(f"/messages/{console.judging(raw, asker.user.box).id}")


HANDLERS = (start, check)
