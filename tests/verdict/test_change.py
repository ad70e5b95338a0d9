from unhook.rules.finding import Finding
from unhook.verdict.change import Change
from unhook.verdict.model import Reason, Verdict


def reason(rule: str) -> Reason:
    return Reason(Finding(rule, rule, "high", rule, weight=1.0, group="links"), 1.0)


def test_what_is_new_and_whether_the_mail_is_called_something_else() -> None:
    before = Verdict("clean", 0.1, reasons=(reason("a"),))
    after = Verdict("malicious", 0.99, reasons=(reason("b"), reason("a")))
    change = Change(before, after)
    assert change.changed
    assert [each.finding.rule for each in change.new] == ["b"]
    assert not Change(before, before).changed
    assert Change(before, before).new == ()
