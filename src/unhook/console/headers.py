"""What browsers are told with every answer: nothing from elsewhere, no script but ours, no frame around."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FRAME_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'self'; sandbox allow-same-origin"
)
"""For mail in its frame, where no script runs: `allow-same-origin` lets the page around it measure it."""

_ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
_LOOKS = "/static/"


def safe(secure: bool) -> BeforeMessageSendHookHandler:
    """Sets on every answer, also to what no route takes, what it does not set itself."""
    headers = _ALWAYS | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})
    looks = headers | {"Cache-Control": "public, max-age=3600"}

    async def sent(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            answer = MutableScopeHeaders.from_message(message)
            for name, value in (looks if scope["path"].startswith(_LOOKS) else headers).items():
                answer.setdefault(name, value)

    return sent
