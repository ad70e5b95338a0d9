"""What rules ask of the world, and what of it is here."""

import pytest

from unhook import mql
from unhook.context import Context, Vip
from unhook.rules.defaults import library
from unhook.rules.needs import Supply, asked


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("type.inbound", set()),
        ("any($org_vips, .display_name == 'x') or sender.display_name in $people", {"$org_vips", "$people"}),
        ("false and any(ml.nlu_classifier('x').topics, .name == 'y')", {"nlu"}),
        ("mailbox.email.email == 'x' and profile.by_sender().solicited", {"mailbox", "profile"}),
        ("file.parse_text(attachments[0]).text == 'x'", set()),
    ],
)
def test_all_names_in_a_rule_count(source: str, names: set[str]) -> None:
    assert asked(mql.analyse(source, library())) == names


def test_what_the_context_supplies_is_at_hand() -> None:
    context = Context(org_domains=frozenset({"a.test"}), org_vips=(Vip("Ann"),), facts={"nlu": object()})
    supply = Supply(context, {"people": frozenset({"Ann"})})
    names = frozenset(
        {"$org_domains", "$org_slds", "$org_vips", "$people", "$others", "nlu", "mailbox", "whois"}
    )
    assert supply.missing(names) == {"$others", "mailbox", "whois"}
