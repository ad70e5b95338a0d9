"""A link's address as it may be told to others: without whom the mail was sent to."""

from collections.abc import Collection, Iterator, Sequence

from unhook.indicators.model import Kind
from unhook.indicators.spared import may_name_host, may_name_ip, may_name_page
from unhook.links import carried, url

_CUT = {"fragment": "#", "query": "?"}
SCHEMES = frozenset({"http", "https", "ftp"})


def named(text: str, people: Sequence[str], organisation: Collection[str]) -> Iterator[tuple[Kind, str]]:
    """What of a link's address may be an indicator: the URL, its host, its IP address.

    A URL that carries a recipient is cut before them: it would tell others who they are, and lead nobody
    else to the same page. One that carries them in its path or host is left out.
    """
    found = url.parse(text)
    if found is None or found.scheme not in SCHEMES:
        return
    if found.ip is not None and may_name_ip(found.ip.ip):
        yield "ip", found.ip.ip
    elif found.domain is None or not may_name_page(found.domain, organisation):
        return
    elif may_name_host(found.domain, organisation):
        yield "host", found.domain.punycode or found.domain.domain
    shown = found.url
    for each in carried.addresses(found, people):
        if each.place not in _CUT:
            return
        shown = shown.partition(_CUT[each.place])[0]
    if found.path not in (None, "", "/") or found.query_params or found.ip is not None:
        yield "url", shown
