"""One page under many addresses: what a sender changes for each reader is masked.

Masked too much, one page would stand for another and a trap be missed; so a token stays where it may be
what names the page: at hosts of many people's pages, at shorteners, and where an address only leads on.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from unhook.links import affiliation, services, whatwg
from unhook.links.model import Domain
from unhook.pages.source import owning

_MASK = "*"
_TOKEN = re.compile(
    r"(?i:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})"
    r"|(?=\D*\d)(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[A-Za-z0-9_+=-]{16,}"
)
_LEADS_ON = re.compile(
    r"(?:^|/)(?:click|clicks|ls|track|tracking|trk|redirect|redir|go|out|link|links|url|r|c|l|e|t|cl|wf|f)(?:/|$)",
    re.IGNORECASE,
)


def key(address: str, mailboxes: Sequence[str] = (), *, tokens: bool = True) -> str:
    """The same text for addresses of the same page; `mailboxes` are whom the mail was sent to.

    `tokens`: whether those are masked too. The fragment is left out, which no server sees.
    """
    url = whatwg.parse(address)
    if url is None or (url.domain is None and url.ip is None):
        return address
    host = url.host_name
    path = url.path or "/"
    tokens = tokens and not (_shared(url.domain) or _LEADS_ON.search(path))
    marks = tuple(_marks(mailboxes))
    segments = "/".join(_masked(each, marks, tokens) for each in path.split("/"))
    values = sorted(
        f"{name}={_masked(value, marks, tokens)}"
        for name, found in (url.query_params_decoded or {}).items()
        for value in found
    )
    port = f":{url.port}" if url.port else ""
    query = f"?{'&'.join(values)}" if values else ""
    return f"{url.scheme or 'http'}://{host}{port}{segments}{query}"


def _marks(mailboxes: Sequence[str]) -> Iterator[str]:
    for mailbox in mailboxes:
        local = mailbox.lower().rpartition("@")[0]
        yield mailbox.lower()
        if len(local) > 3:
            yield local


def _masked(value: str, marks: Sequence[str], tokens: bool) -> str:
    plain = unquote(unquote(value)).lower()
    if "@" in plain or any(mark in plain for mark in marks):
        return _MASK
    return _MASK if tokens and _TOKEN.fullmatch(value) else value


def _shared(host: Domain | None) -> bool:
    return host is not None and (
        owning.is_hosting(host)
        or affiliation.mailing_service(host) is not None
        or bool(services.lists(host, "url_shorteners"))
    )
