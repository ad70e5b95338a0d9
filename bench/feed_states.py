"""Which rules of a feed can be evaluated with what: `python -m bench.feed_states FOLDER`.

Tiers are cumulative; a rule belongs to the first in which all that stands in it is at hand.
With `--mail FOLDER` the rules of the first two tiers are run over a sample of mails with
every list supplied: none of them may end as not evaluated. Nothing of the feed is kept.
"""

import argparse
import random
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unhook import app, mql
from unhook import message as messages
from unhook.context import Context, Vip
from unhook.feeds.lists import of_feed
from unhook.mql import syntax
from unhook.rules import pack, rule_file
from unhook.rules.defaults import library
from unhook.rules.needs import asked
from unhook.rules.rule_file import Rule

_OCR = "text on pictures in explode"
_LISTS, _HISTORY, _ABUSE = "lists", "lists of history", "abuse.ch lists"
_HISTORY_LISTS = frozenset({"$sender_emails", "$sender_domains", "$recipient_emails", "$recipient_domains"})
# Each adds to those before it.
TIERS: Mapping[str, frozenset[str]] = {
    "the message, its parsed parts, lists that the feed brings along": frozenset(),
    "lists of the organisation and of popular domains": frozenset({_LISTS}),
    "file contents (explode, oletools, exif, qr)": frozenset({"explode", "oletools", "exif", "qr"}),
    "ocr": frozenset({"ocr", _OCR}),
    "nlu": frozenset({"nlu"}),
    "screenshot, logo, macro, translate": frozenset({"screenshot", "logo", "macro", "translate"}),
    "link_analysis": frozenset({"link_analysis"}),
    "whois, abuse.ch lists": frozenset({"whois", _ABUSE}),
    "profile, mailbox, lists of history": frozenset({"profile", "mailbox", _HISTORY}),
    "judgements of other engines (attack_score, ...)": frozenset({"attack_score", "sensitive", "triage"}),
}
_BY_THEMSELVES = 2
_OF_FILES = ("file.", "beta.ocr", "beta.scan_qr", "beta.parse_exif", "ml.logo_detect")
_ORGANISATION = frozenset({_LISTS, _HISTORY})


@dataclass(frozen=True, slots=True)
class Use:
    """Rules that use a function about files: all, those that lack nothing without and with the capabilities
    at hand, those that then lack nothing but lists of the organisation; `lacking`: what the others want.
    """

    rules: int
    without: int
    now: int
    with_lists: int
    lacking: Mapping[str, int]


def needs(rule: Rule) -> frozenset[str]:
    """What the rule asks of the world around a message. Raises `RuleError`."""
    checked = mql.analyse(rule.source, library(), name=rule.id)
    return asked(checked) | ({_OCR} if _reads_pictures(checked.tree) else frozenset())


def _reads_pictures(node: syntax.Node) -> bool:
    match node:
        case syntax.Member(base=syntax.Member(name="scan"), name="ocr"):
            return True
        case _:
            return any(map(_reads_pictures, syntax.children(node)))


def tier_of(names: frozenset[str], present: Container[str]) -> str:
    """The first tier in which all of the names are at hand; `present` are the feed's own lists."""
    left = {_kind(name) for name in names if name.removeprefix("$") not in present}
    for tier, added in TIERS.items():
        left -= added
        if not left:
            return tier
    raise LookupError(f"no tier has {sorted(left)}")


def _kind(name: str) -> str:
    if not name.startswith("$"):
        return name
    if name in _HISTORY_LISTS:
        return _HISTORY
    return _ABUSE if name.startswith("$abuse_ch") else _LISTS


def table(feed: Path, present: Container[str]) -> dict[str, list[Rule]]:
    """The rules of each tier."""
    found: dict[str, list[Rule]] = {tier: [] for tier in TIERS}
    for path in pack.rule_files([feed]):
        rule = rule_file.read(path)
        if rule.kind == "rule":
            found[tier_of(needs(rule), present)].append(rule)
    return found


def by_function(feed: Path, present: Container[str], at_hand: frozenset[str]) -> dict[str, Use]:
    """How each function about files is used, and `all` of them. `at_hand`: capabilities."""
    wanted: dict[str, list[frozenset[str]]] = {"all": []}
    for path in pack.rule_files([feed]):
        rule = rule_file.read(path)
        if rule.kind != "rule":
            continue
        checked = mql.analyse(rule.source, library(), name=rule.id)
        used = [name for name in checked.functions if name.startswith(_OF_FILES)]
        if used:
            left = frozenset(name for name in asked(checked) if name.removeprefix("$") not in present)
            for name in ("all", *used):
                wanted.setdefault(name, []).append(left)
    return {name: _use(each, at_hand) for name, each in sorted(wanted.items())}


def _use(wanted: Sequence[frozenset[str]], at_hand: frozenset[str]) -> Use:
    unmet = [frozenset(map(_kind, names - at_hand)) - _ORGANISATION for names in wanted]
    own = at_hand & frozenset({"nlu"})
    return Use(
        len(wanted),
        sum(names <= own for names in wanted),
        sum(names <= at_hand for names in wanted),
        sum(not names for names in unmet),
        Counter(name for names in unmet for name in names),
    )


def unanswered(rules: Sequence[Rule], context: Context, mails: Sequence[Path]) -> tuple[Counter[str], int]:
    """For want of what the rules ended as not evaluated over the mails, and how many answers were true."""
    programs = mql.compile_all({rule.path: rule.source for rule in rules}, library())
    missing: Counter[str] = Counter()
    true = 0
    for path in mails:
        message = messages.parse(path.read_bytes(), context)
        for outcome in programs.evaluate(mql.Run(message, context)).values():
            missing.update(outcome.missing)
            true += outcome.value is True
    return missing, true


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; status 1 where a rule that should be answered was not."""
    parser = argparse.ArgumentParser(prog="python -m bench.feed_states", description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--lists", type=Path, required=True, help="folder of the feed's lists")
    parser.add_argument("--mail", type=Path, help="folder of mails to run the first two tiers over")
    parser.add_argument("--count", type=int, default=300, help="how many mails")
    given = parser.parse_args(argv)
    lists = of_feed(given.lists)
    found = table(given.feed, lists)
    total = sum(map(len, found.values()))
    cumulated = 0
    for tier, rules in found.items():
        cumulated += len(rules)
        print(f"{len(rules):6,} {cumulated:6,} {cumulated / total:7.1%}  {tier}")
    print(f"\n{'rules that use':26} {'rules':>6} {'before':>7} {'now':>5} {'+ lists':>8}  lacking")
    at_hand = frozenset(app.equipped(Context()).facts)
    for name, use in by_function(given.feed, lists, at_hand).items():
        lacking = ", ".join(f"{each} {count}" for each, count in sorted(use.lacking.items()))
        print(f"{name:26} {use.rules:6} {use.without:7} {use.now:5} {use.with_lists:8}  {lacking}")
    if not given.mail:
        return 0
    own = [rule for rules in list(found.values())[:_BY_THEMSELVES] for rule in rules]
    wanted = {name[1:] for rule in own for name in needs(rule) if name not in ("$org_vips", "$org_domains")}
    stand_in = {name: frozenset({"example.com"}) for name in wanted if name not in lists}
    context = Context(
        org_domains=frozenset({"example.com"}),
        org_vips=(Vip("Ann Example", "ann@example.com"),),
        lists={**stand_in, **lists},
    )
    paths = sorted(given.mail.rglob("*.eml"))
    chosen = random.Random(5).sample(paths, min(given.count, len(paths)))
    missing, true = unanswered(own, context, chosen)
    print(f"{len(own)} rules over {len(chosen)} mails: {len(own) * len(chosen):,} answers, {true} true")
    print(f"not evaluated for want of: {dict(missing) or 'nothing'}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
