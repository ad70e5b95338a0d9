"""Whose authentication results count (RFC 8601 section 5).

Without `Context.trusted_authserv_ids`, only results count that stand above the border (see
`message.border`) in the receiver's own name, the lowest first: that server saw the
sender's own address. Above every trace field nobody writes but the last server: there results also
count in the name of a recipient's own domain. Milters of sendmail and Postfix write below the border,
where a forgery would stand too, and some receivers move other people's results up; and a server
may call itself by any name. There a claim is believed only if no forger would make it: a
failure counts, a pass does not, unless the server is known to remove forgeries. Who judges mails
before their own server's trace field is written (a milter) names that server in the context.
"""

from collections.abc import Set
from dataclasses import dataclass

from unhook.message.header import border
from unhook.message.header.border import Border
from unhook.message.header.hops import Parsed, merge
from unhook.message.header.model import AuthenticationResults, SpfDetails

_REMOVES_FORGERIES = frozenset(("mx.google.com",))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is heard: one server's results, its SPF verdict from Received-SPF, and its name.

    With `failures_only`, a pass among them proves nothing.
    """

    results: AuthenticationResults | None = None
    spf: SpfDetails | None = None
    server: str | None = None
    failures_only: bool = False


def judgement(
    parsed: Parsed, trusted: frozenset[str] | None, recipients: frozenset[str] = frozenset()
) -> Judgement:
    """The results to go by: those of the servers named in `trusted`, else the receiver's own.

    `recipients` are the registrable domains that the message is for.
    """
    edge = border.find(parsed.traces)
    return _at_home(parsed, edge, recipients) if trusted is None else _named(parsed, edge, trusted)


def _named(parsed: Parsed, edge: Border | None, trusted: frozenset[str]) -> Judgement:
    """The newest results that a server of these names wrote.

    Exchange Online writes no name; its results above the border go by its host's, and
    `protection.outlook.com` names them all.
    """
    names = {name.lower() for name in trusted}
    found: list[tuple[int, AuthenticationResults]] = []
    for index, item in sorted(parsed.results.items()):
        if item.type == "original":
            continue
        if (item.server in names) if item.server else _named_host(_writer(parsed, index, edge), names):
            found.append((index, item))
    spf = next((s for s in parsed.spf.values() if s.server and s.server.domain in names), None)
    if not found:
        return Judgement(spf=spf, server=spf.server.domain if spf and spf.server else None)
    chosen = _preferred(_beside(parsed, [index for index, _ in found], found[0][0]))
    return Judgement(merge(chosen), spf, chosen[0].server or _writer(parsed, found[0][0], edge))


def _named_host(host: str | None, names: Set[str]) -> bool:
    return host is not None and any(host == name or host.endswith("." + name) for name in names)


def _at_home(parsed: Parsed, edge: Border | None, recipients: frozenset[str]) -> Judgement:
    if edge is None:
        return Judgement()
    spf_above = next(
        (
            item
            for index, item in sorted(parsed.spf.items(), reverse=True)
            if index < edge.index and (item.server is None or edge.owns(item.server.domain))
        ),
        None,
    )
    if edge.host is not None and (host := edge.host.domain) in _REMOVES_FORGERIES:
        own = [
            item
            for index, item in sorted(parsed.results.items())
            if index > edge.index and item.server == host
        ]
        spf_below = next((s for index, s in sorted(parsed.spf.items()) if index > edge.index), None)
        if own or spf_below:
            return Judgement(own[0] if own else None, spf_below, host)
    above = [
        index
        for index, item in sorted(parsed.results.items())
        if index < edge.index and item.type != "original" and edge.owns(item.server)
    ]
    if above:
        chosen = _preferred(_beside(parsed, above, above[-1]))
        return Judgement(merge(chosen), spf_above, chosen[0].server or _writer(parsed, above[-1], edge))
    foreign = _foreign(parsed, edge)
    if named := [index for index in foreign if _named_host(parsed.results[index].server, recipients)]:
        chosen = _preferred(_beside(parsed, named, named[-1]))
        return Judgement(merge(chosen), spf_above, chosen[0].server)
    if spf_above:
        return Judgement(None, spf_above, spf_above.server.domain if spf_above.server else None)
    believed = _below(parsed, edge) or foreign
    if believed:
        chosen = _preferred(_beside(parsed, believed, believed[0]))
        return Judgement(merge(chosen), None, chosen[0].server, failures_only=True)
    return Judgement()


def _foreign(parsed: Parsed, edge: Border) -> list[int]:
    """Results on top of every trace field under another name: an authserv-id may be any word."""
    top = min(parsed.traces, default=edge.index)
    return [
        index
        for index, item in sorted(parsed.results.items())
        if index < top and item.server and item.type == "standard"
    ]


def _below(parsed: Parsed, edge: Border) -> list[int]:
    """Results below the border in the receiver's name, unless they may tell of an earlier delivery there."""
    again = any(
        index > edge.index and trace.by is not None and trace.by.registrable_domain in edge.home
        for index, trace in parsed.traces.items()
    )
    beside = _segment(parsed, edge.index + 1)
    return [
        index
        for index, item in sorted(parsed.results.items())
        if index > edge.index and (not again or _segment(parsed, index) == beside)
        if item.type == "standard" and item.server and edge.owns(item.server)
    ]


def _beside(parsed: Parsed, indices: list[int], index: int) -> list[AuthenticationResults]:
    """Of the results at `indices`, those of the hop that the one at `index` belongs to."""
    segment = _segment(parsed, index)
    return [parsed.results[other] for other in indices if _segment(parsed, other) == segment]


def _preferred(found: list[AuthenticationResults]) -> list[AuthenticationResults]:
    """Of one hop's fields (newest first), those of the oldest server; a plain field before an ARC copy."""
    kind = "standard" if any(item.type == "standard" for item in found) else "arc"
    same = [item for item in found if item.type == kind]
    return [item for item in same if item.server == same[-1].server]


def _segment(parsed: Parsed, index: int) -> int:
    """How many Received fields stand above: fields of one hop share it."""
    return sum(trace < index for trace in parsed.traces)


def _writer(parsed: Parsed, index: int, edge: Border | None) -> str | None:
    """The host whose Received field lies next below a field above the border."""
    if edge is None or index > edge.index:
        return None
    following = min((trace for trace in parsed.traces if trace > index), default=None)
    by = parsed.traces[following].by if following is not None else None
    return by.domain if by is not None else None
