"""What the trusted server's authentication results come to: the model's `auth_summary`."""

from dataclasses import replace

from unhook.links.model import Domain
from unhook.message.header import trust
from unhook.message.header.hops import Parsed
from unhook.message.header.model import (
    AuthSummary,
    DkimDetails,
    DkimSummary,
    DmarcDetails,
    DmarcSummary,
    SpfDetails,
    SpfSummary,
)
from unhook.message.part import Defect

_ERRORS = ("temperror", "permerror")


def summarise(
    parsed: Parsed,
    author: Domain | None,
    trusted: frozenset[str] | None,
    recipients: frozenset[str] = frozenset(),
) -> tuple[AuthSummary, tuple[Defect, ...]]:
    """What the trusted server said of SPF, DKIM and DMARC; all null when nobody trusted judged.

    `pass_` is true for `pass` (DMARC: also `bestguesspass`), null for a temporary error,
    else false: `none` means that no policy vouches for the mail. A missing DMARC result is
    derived only as a pass: from a passed DKIM domain or SPF mail-from aligned with
    `author`, the domain of From (RFC 7489 section 3.1, relaxed). A DMARC pass for another
    domain than `author` counts as a failure.
    """
    judgement = trust.judgement(parsed, trusted, recipients)
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
    root = author.registrable_domain if author is not None else None
    if stated is not None:
        passed = True if stated.verdict == "bestguesspass" else _passed(stated.verdict)
        judged = stated.from_.registrable_domain if stated.from_ is not None else None
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
