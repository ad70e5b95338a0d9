"""Whose authentication results count (RFC 8601 section 5), and what they come to.

Without `Context.trusted_authserv_ids`, only results written above the border count (see
`message.border`), the lowest of them first: that server saw the sender's own address.
sendmail and Postfix milters write right below the border, where a forgery would stand
too. There a claim is believed only if no forger would make it: a failure counts, a pass
does not, unless the server is known to remove forgeries.
"""

from dataclasses import dataclass, replace

from unhook.links.model import Domain
from unhook.message import border
from unhook.message.hops import Parsed, merge
from unhook.message.model import (
    AuthenticationResults,
    AuthSummary,
    DkimDetails,
    DkimSummary,
    DmarcDetails,
    DmarcSummary,
    SpfDetails,
    SpfSummary,
)
from unhook.message.part import Defect

_REMOVES_FORGERIES = frozenset(("mx.google.com",))
_ERRORS = ("temperror", "permerror")


@dataclass(frozen=True, slots=True)
class _Judgement:
    results: AuthenticationResults | None = None
    spf: SpfDetails | None = None
    server: str | None = None
    failures_only: bool = False


def summarise(
    parsed: Parsed, author: Domain | None, trusted: frozenset[str] | None
) -> tuple[AuthSummary, tuple[Defect, ...]]:
    """What the trusted server said of SPF, DKIM and DMARC; all null when nobody trusted judged.

    `pass_` is true for `pass` (DMARC: also `bestguesspass`), null for a temporary error,
    else false: `none` means that no policy vouches for the mail. A missing DMARC result is
    derived only as a pass: from a passed DKIM domain or SPF mail-from aligned with
    `author`, the domain of From (RFC 7489 section 3.1, relaxed). A DMARC pass for another
    domain than `author` counts as a failure.
    """
    edge = border.find(parsed.traces)
    judgement = _named(parsed, edge, trusted) if trusted is not None else _at_home(parsed, edge)
    results = judgement.results
    spf = results.spf_details if results and results.spf_details else judgement.spf
    dkim = results.dkim_details if results else ()
    dmarc, dmarc_passed, defects = _dmarc(results.dmarc_details if results else None, spf, dkim, author)
    spf_verdict = (spf.verdict if spf else None) or None
    summary = AuthSummary(
        spf=SpfSummary(_passed(spf_verdict), spf_verdict in _ERRORS if spf_verdict else None, spf),
        dkim=DkimSummary(_any_passed(dkim), dkim),
        dmarc=DmarcSummary(dmarc_passed, dmarc),
        server=judgement.server,
    )
    heard = _without_passes(summary) if judgement.failures_only else summary
    unheard = (results is None and judgement.spf is None) or heard != summary
    if unheard and parsed.results:
        servers = sorted({item.server for item in parsed.results.values() if item.server})
        defects = (*defects, Defect("untrusted-authentication-results", ", ".join(servers[:5])))
    return heard, defects


def _named(parsed: Parsed, edge: int | None, trusted: frozenset[str]) -> _Judgement:
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
        return _Judgement(spf=spf, server=spf.server.domain if spf and spf.server else None)
    segment = _segment(parsed, found[0][0])
    chosen = _preferred([item for index, item in found if _segment(parsed, index) == segment])
    return _Judgement(merge(chosen), spf, chosen[0].server or _writer(parsed, found[0][0], edge))


def _named_host(host: str | None, names: set[str]) -> bool:
    return host is not None and any(host == name or host.endswith("." + name) for name in names)


def _at_home(parsed: Parsed, edge: int | None) -> _Judgement:
    if edge is None:
        return _Judgement()
    host = parsed.traces[edge].by
    below = _below(parsed, edge, host)
    spf_above = next((parsed.spf[index] for index in sorted(parsed.spf, reverse=True) if index < edge), None)
    if host is not None and host.domain in _REMOVES_FORGERIES:
        own = [item for item in below if item.server == host.domain]
        spf_below = next((s for index, s in sorted(parsed.spf.items()) if index > edge), None)
        if own or spf_below:
            return _Judgement(merge(own) if own else None, spf_below, host.domain)
    above = sorted(
        index for index, item in parsed.results.items() if index < edge and item.type != "original"
    )
    if above:
        segment = _segment(parsed, above[-1])
        nearest = [parsed.results[index] for index in above if _segment(parsed, index) == segment]
        chosen = _preferred(nearest)
        return _Judgement(merge(chosen), spf_above, chosen[0].server or _writer(parsed, above[-1], edge))
    if below and not spf_above:
        return _Judgement(merge(_preferred(below)), None, below[0].server, failures_only=True)
    server = spf_above.server.domain if spf_above and spf_above.server else None
    return _Judgement(None, spf_above, server)


def _below(parsed: Parsed, edge: int, host: Domain | None) -> list[AuthenticationResults]:
    """Results between the border and the next Received field that carry the border host's name."""
    if host is None or not host.root_domain:
        return []
    end = min((index for index in parsed.traces if index > edge), default=None)
    suffix = "." + host.root_domain
    return [
        item
        for index, item in sorted(parsed.results.items())
        if index > edge
        and (end is None or index < end)
        and item.type == "standard"
        and item.server
        and (item.server == host.root_domain or item.server.endswith(suffix))
    ]


def _preferred(found: list[AuthenticationResults]) -> list[AuthenticationResults]:
    """Of one hop's fields (newest first), those of the oldest server; a plain field before an ARC copy."""
    kind = "standard" if any(item.type == "standard" for item in found) else "arc"
    same = [item for item in found if item.type == kind]
    return [item for item in same if item.server == same[-1].server]


def _segment(parsed: Parsed, index: int) -> int:
    """How many Received fields stand above: fields of one hop share it."""
    return sum(trace < index for trace in parsed.traces)


def _writer(parsed: Parsed, index: int, edge: int | None) -> str | None:
    """The host whose Received field lies next below a field above the border."""
    if edge is None or index > edge:
        return None
    following = min((trace for trace in parsed.traces if trace > index), default=None)
    by = parsed.traces[following].by if following is not None else None
    return by.domain if by is not None else None


def _passed(verdict: str | None) -> bool | None:
    if verdict is None or verdict == "temperror":
        return None
    return verdict == "pass"


def _any_passed(found: tuple[DkimDetails, ...]) -> bool | None:
    verdicts = [_passed(item.verdict) for item in found]
    if True in verdicts:
        return True
    return False if False in verdicts else None


def _dmarc(
    stated: DmarcDetails | None,
    spf: SpfDetails | None,
    dkim: tuple[DkimDetails, ...],
    author: Domain | None,
) -> tuple[DmarcDetails | None, bool | None, tuple[Defect, ...]]:
    root = author.root_domain if author is not None else None
    if stated is not None:
        passed = True if stated.verdict == "bestguesspass" else _passed(stated.verdict)
        judged = stated.from_.root_domain if stated.from_ is not None else None
        if passed and judged and root and judged != root:
            return (
                stated,
                False,
                (Defect("dmarc-for-another-domain", stated.from_.domain if stated.from_ else ""),),
            )
        return stated, passed, ()
    if root is None:
        return None, None, ()
    domains = [item.domain for item in dkim if item.verdict == "pass" and item.domain]
    if spf is not None and spf.verdict == "pass" and spf.designator:
        domains.append(spf.designator.rpartition("@")[2].lower())
    if any(name == root or name.endswith("." + root) for name in domains):
        return DmarcDetails(from_=author), True, ()
    return None, None, ()


def _without_passes(summary: AuthSummary) -> AuthSummary:
    spf, dkim, dmarc = summary.spf, summary.dkim, summary.dmarc
    return replace(
        summary,
        spf=replace(spf, pass_=None) if spf.pass_ else spf,
        dkim=replace(dkim, pass_=None) if dkim.pass_ else dkim,
        dmarc=replace(dmarc, pass_=None) if dmarc.pass_ else dmarc,
    )
