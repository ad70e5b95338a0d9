"""What a rule cannot hold without. That a demand never asks for too much is held by `test_properties`."""

import pytest

from unhook import mql
from unhook.mql.compiler.demands import NEVER, NOTHING, demand

NLU = "any(ml.nlu_classifier(body.current_thread.text).intents, .name == 'bec')"
SOLICITED = "profile.by_sender().solicited"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("type.inbound", NOTHING),
        ("type.inbound and false", NEVER),
        (SOLICITED, {frozenset({"profile"})}),
        (f"not {SOLICITED}", {frozenset({"profile"})}),
        (f"{NLU} and {SOLICITED}", {frozenset({"nlu", "profile"})}),
        (f"{NLU} or {SOLICITED}", {frozenset({"nlu"}), frozenset({"profile"})}),
        (f"{NLU} or type.inbound", NOTHING),
        (f"2 of (type.inbound, {NLU}, {SOLICITED})", {frozenset({"nlu"}), frozenset({"profile"})}),
        (f"2 of (type.inbound, subject.is_reply, {NLU})", NOTHING),
        ("sender.email.domain.domain in $org_domains", {frozenset({"$org_domains"})}),
        ("sender.email.domain.domain not in $org_domains", {frozenset({"$org_domains"})}),
        ("subject.base in ($a, 'x')", NOTHING),
        ("subject.base not in ($a, 'x')", {frozenset({"$a"})}),
        ("any(attachments, any(file.explode(.), .depth > 0))", {frozenset({"explode"})}),
        # Over no attachments it holds.
        ("all(attachments, any(file.explode(.), .depth > 0))", NOTHING),
        ("mailbox.display_name == 'x'", {frozenset({"mailbox"})}),
        # A null argument is answered without asking anybody.
        ("network.whois(body.links[0].href_url.domain).days_old is null", NOTHING),
        ("network.whois(body.links[0].href_url.domain).days_old < 30", {frozenset({"whois"})}),
        ("beta.ocr(file.message_screenshot()).text is null", {frozenset({"screenshot"})}),
        (f"coalesce({SOLICITED}, true)", NOTHING),
    ],
)
def test_what_a_rule_needs_to_hold(source: str, wanted: object) -> None:
    assert demand(mql.analyse(source)) == wanted
