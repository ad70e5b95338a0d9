"""What is told of the visitor: an ordinary browser, who comes from nowhere in particular."""

from collections.abc import Mapping

import can_ada

from unhook.context import Looking
from unhook.pages.broker import Request
from unhook.pages.live import decoding
from unhook.pages.live.destination import Destination

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
_PASSED = ("accept", "origin", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user")
"""Fields of the page's own request that go out as they are. None of them can hold what was typed."""


def of(
    request: Request, destination: Destination, looking: Looking, cookies: str | None
) -> list[tuple[bytes, bytes]]:
    """The header fields of a request, the host's first. No authentication; of a referrer its origin alone."""
    said = {name.lower(): value for name, value in request.headers.items()}
    fields = {
        "Host": destination.named,
        "User-Agent": looking.user_agent,
        "Accept": said.get("accept", _ACCEPT if request.navigation else "*/*"),
        "Accept-Language": looking.languages,
        "Accept-Encoding": decoding.ACCEPTED,
        **{name.title(): said[name] for name in _PASSED[1:] if name in said},
    }
    if referrer := _origin(said):
        fields["Referer"] = referrer
    if cookies:
        fields["Cookie"] = cookies
    if request.navigation:
        fields["Upgrade-Insecure-Requests"] = "1"
    # What a page or its cookies hold beyond Latin-1 is no header's.
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in fields.items()]


def _origin(said: Mapping[str, str]) -> str | None:
    try:
        seen = can_ada.parse(said.get("referer", ""))
    except (ValueError, UnicodeError):
        return None
    return f"{seen.protocol}//{seen.host}/" if seen.protocol in ("http:", "https:") else None
