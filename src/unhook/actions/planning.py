"""From a verdict and the operator's will to a plan: pure."""

from collections.abc import Sequence
from datetime import date

from unhook.actions import exemption, results
from unhook.actions.model import MODES, Banner, Disposition, Exemption, Measures, Mode, Override, Plan
from unhook.catalogue import Catalogue
from unhook.links.domain import below
from unhook.message.model import Message
from unhook.verdict.model import Level, Verdict
from unhook.verdict.policy import BALANCED, Policy

REFUSAL = "This mail has the signs of an attack and was refused. Its recipient did not get it."


def plan(
    message: Message,
    verdict: Verdict,
    recipients: Sequence[str],
    measures: Measures,
    today: date,
    *,
    policy: Policy = BALANCED,
) -> Plan:
    """What is to be done with a mail for these recipients (addresses).

    One mail has one fate: where recipients' modes differ, the mildest counts for all, so that nobody loses
    mail by what others chose. `policy` is the one of the verdict; exemptions for rules are weighed by it.
    """
    found = frozenset(reason.finding.rule for reason in verdict.reasons if reason.contribution > 0)
    modes: list[tuple[Mode, Exemption | None]] = []
    unwanted = blocked(message, measures)
    level: Level = "malicious" if unwanted else verdict.level
    for recipient in recipients or ("",):
        exempt = exemption.covering(
            measures.exemptions, message, verdict, recipient, today=today, policy=policy
        )
        mode = "observe" if exempt else mode_of(level, recipient, found, measures)
        modes.append((mode, exempt))
    mode, exempt = min(modes, key=lambda each: MODES.index(each[0]))
    tagged = mode != "observe"
    return Plan(
        level=verdict.level,
        mode=mode,
        disposition=_disposition(mode, measures),
        add=results.fields(verdict, measures.authserv_id, mode),
        authserv_id=measures.authserv_id,
        kept_ids=measures.kept_ids,
        subject_tag=_tag(level, measures) if tagged else None,
        # What stands in the mail is no reason for a block, and its verdict would say the opposite.
        banner=_banner(verdict, _language(recipients, measures))
        if tagged and measures.banner and level == verdict.level
        else None,
        reply=REFUSAL if mode == "reject" else None,
        exempt=exempt.reason if exempt else None,
        rules=results.rules(verdict),
        blocked=unwanted,
    )


def unjudged(measures: Measures) -> Plan:
    """What is done with a mail that is let through although nobody could judge it."""
    return Plan(
        level="incomplete",
        add=results.unjudged(measures.authserv_id),
        authserv_id=measures.authserv_id,
        kept_ids=measures.kept_ids,
    )


def blocked(message: Message, measures: Measures) -> bool:
    """Whether people blocked the mail's sender. From is believed as it stands: who forges a blocked sender
    gains nothing.
    """
    sender = (message.sender.email.email or "").lower()
    return sender in measures.blocked or below(sender.rpartition("@")[2], measures.blocked)


def mode_of(level: Level, recipient: str, rules: frozenset[str], measures: Measures) -> Mode:
    """The mode for a mail of this level to this recipient in which these rules found something."""
    for override in measures.overrides:
        if _fits(override, recipient) and (not override.rules or override.rules & rules):
            mode = override.modes.of(level)
            if mode is not None:
                return mode
    return measures.modes.of(level) or "observe"


def _disposition(mode: Mode, measures: Measures) -> Disposition:
    match mode:
        case "quarantine":
            return "withhold" if measures.withhold else "quarantine"
        case "reject":
            return "reject"
        case "observe" | "tag":
            return "deliver"


def _fits(override: Override, recipient: str) -> bool:
    domain = recipient.lower().rpartition("@")[2]
    return not override.domains or domain in override.domains


def _tag(level: Level, measures: Measures) -> str | None:
    tag = measures.malicious_tag if level == "malicious" else measures.suspicious_tag
    return tag if tag and level in {"malicious", "suspicious"} else None


def _language(recipients: Sequence[str], measures: Measures) -> str:
    """The recipients' language where all have the same, else the one of all."""
    languages = {
        next((each.language for each in measures.overrides if each.language and _fits(each, to)), None)
        or measures.language
        for to in recipients
    }
    return languages.pop() if len(languages) == 1 else measures.language


def _banner(verdict: Verdict, language: str) -> Banner:
    catalogue = Catalogue.load(language)
    return Banner(
        _sentence(verdict, catalogue),
        _sentence(verdict, Catalogue.load("en")),
        catalogue.tag,
        catalogue.direction,
    )


def _sentence(verdict: Verdict, catalogue: Catalogue) -> str:
    kinds = (*verdict.attack_types, "general")
    keys = [f"verdict.{verdict.level}.{kind}" for kind in kinds]
    return catalogue.text(next(key for key in keys if catalogue.has(key)))
