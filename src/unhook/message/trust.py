"""Whose authentication results count (RFC 8601 section 5), and what they come to.

Without `Context.trusted_authserv_ids`, only results count that stand above the border (see
`message.border`) in the receiver's own name, the lowest first: that server saw the
sender's own address. Milters of sendmail and Postfix write below the border, where a
forgery would stand too, and some receivers move other people's results up. There a claim
is believed only if no forger would make it: a failure counts, a pass does not, unless
the server is known to remove forgeries.
"""

from dataclasses import dataclass, replace

from unhook.links.model import Domain
from unhook.message import border
from unhook.message.border import Border
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


def _named(parsed: Parsed, edge: Border | None, trusted: frozenset[str]) -> _Judgement:
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
    chosen = _preferred(_beside(parsed, [index for index, _ in found], found[0][0]))
    return _Judgement(merge(chosen), spf, chosen[0].server or _writer(parsed, found[0][0], edge))


def _named_host(host: str | None, names: set[str]) -> bool:
    return host is not None and any(host == name or host.endswith("." + name) for name in names)


def _at_home(parsed: Parsed, edge: Border | None) -> _Judgement:
    if edge is None:
        return _Judgement()
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
            return _Judgement(own[0] if own else None, spf_below, host)
    above = [
        index
        for index, item in sorted(parsed.results.items())
        if index < edge.index and item.type != "original" and edge.owns(item.server)
    ]
    if above:
        chosen = _preferred(_beside(parsed, above, above[-1]))
        return _Judgement(merge(chosen), spf_above, chosen[0].server or _writer(parsed, above[-1], edge))
    if spf_above:
        return _Judgement(None, spf_above, spf_above.server.domain if spf_above.server else None)
    below = _below(parsed, edge)
    if below:
        chosen = _preferred(_beside(parsed, below, below[0]))
        return _Judgement(merge(chosen), None, chosen[0].server, failures_only=True)
    return _Judgement()


def _below(parsed: Parsed, edge: Border) -> list[int]:
    """Results below the border in the receiver's name, unless they may tell of an earlier delivery there."""
    again = any(
        index > edge.index and trace.by is not None and trace.by.root_domain in edge.home
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
