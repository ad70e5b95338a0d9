"""What rules ask of the mail's own looks, as the capability `screenshot`.

Light, since every check asks: the browser is loaded and started when a rule first asks for a picture.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from unhook.context import Knowing
from unhook.limits import BROWSER
from unhook.message.model import Attachment, Html, Message
from unhook.mql.values import Unavailable

_WHOLE = "message"


@dataclass(frozen=True, slots=True)
class Screenshots(Knowing):
    """Answers with pictures, as a fact of a `Context`; a value that may go to another process.

    `message`: the one whose pictures are asked for. A picture that cannot be made is unavailable.
    """

    message: Message | None = None
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def facts(self) -> dict[str, Any]:
        """Itself under the capability's name, if pages can be shown on this machine."""
        from unhook.pages.browser.availability import refusal

        return {} if refusal() else {"screenshot": self}

    def about(self, message: Message) -> "Screenshots":
        """Who answers for one message."""
        return replace(self, message=message, _made={})

    def message_screenshot(self) -> Any:
        """`file.message_screenshot`: null for a mail without a body."""
        from unhook.pages import served

        if self.message is None:
            return Unavailable("screenshot")
        message = self.message
        return self._kept(_WHOLE, lambda: served.mail(message), scripts=False)

    def html_screenshot(self, document: Any) -> Any:
        """`file.html_screenshot`: of the mail's own HTML without its scripts, which no mail program runs."""
        from unhook.pages import served

        if isinstance(document, Attachment):
            beside = self.message.attachments if self.message else ()
            kind = "image/svg+xml" if document.kind == "svg" else "text/html"
            return self._kept(
                document.sha256, lambda: served.document(document.raw, kind, beside), scripts=True
            )
        own = isinstance(document, Html)
        source = document.raw if own else str(document)
        return self._kept((own, source), lambda: served.document(source), scripts=not own)

    def _kept(self, key: object, make: Callable[[], Any], *, scripts: bool) -> Any:
        if key not in self._made:
            if len(self._made) >= BROWSER.pictures:
                return Unavailable("screenshot: limit")
            self._made[key] = _picture(make(), scripts)
        return self._made[key]


def _picture(document: Any, scripts: bool) -> Attachment | Unavailable | None:
    if document is None:
        return None
    from unhook.pages.browser.failure import BrowserError
    from unhook.pages.screenshot import shot

    try:
        raw = shot(document, scripts=scripts)
    except BrowserError as error:
        return Unavailable(f"screenshot: {error.name}")
    return Attachment(raw, "screenshot.png", "png", "image/png", size=len(raw))
