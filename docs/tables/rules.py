"""The shipped rules and the policies that weigh them."""

from docs.tables.markdown import agree, prose, table

from unhook.rules.pack import SHIPPED, rule_files
from unhook.rules.rule_file import Rule, read
from unhook.verdict import BALANCED, CAUTIOUS, STRICT

_GROUPS = {
    "combination": "Several signs together",
    "page": "The page behind a link, where somebody looked",
    "links": "Links",
    "sender": "Sender",
    "authentication": "Proof of the sender",
    "brand": "Brands",
    "attachments": "Attachments",
    "structure": "Structure",
    "text": "Words",
    "honesty": "Signs of honesty",
}


def rules() -> str:
    """The shipped rules by group, the heaviest first, as they are told to people."""
    shipped = [read(path) for path in rule_files([SHIPPED])]
    agree("_GROUPS", {rule.group for rule in shipped}, set(_GROUPS))
    parts = []
    for group, title in _GROUPS.items():
        members = sorted((r for r in shipped if r.group == group), key=lambda r: (-abs(r.weight), r.id))
        told = table(("rule", "what it tells", "severity", "weight", "attack"), map(_rule_row, members))
        parts.append(f"### {title} ({len(members)}, group `{group}`)\n\n{told}")
    return "\n\n".join(parts)


def _rule_row(rule: Rule) -> tuple[str, ...]:
    sentence = " ".join(rule.sentences["en"].split())
    attacks = ", ".join(name.replace("_", " ") for name in rule.attack_types)
    return f"`{rule.id}`", prose(sentence), rule.severity, f"{rule.weight:+.2f}", attacks or "-"


def policies() -> str:
    """What the three policies ask for."""
    header = ("policy", "suspicious from", "malicious from", "bias", "decay", "honesty", "structure")
    rows = (
        (f"`{each.name}`", *(f"{getattr(each, name.removesuffix(' from')):g}" for name in header[1:]))
        for each in (CAUTIOUS, BALANCED, STRICT)
    )
    return table(header, rows)
