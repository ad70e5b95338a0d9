from typing import get_args

import pytest

from unhook.verdict.advice import AFTER, advise
from unhook.verdict.model import AttackType, Level


@pytest.mark.parametrize("kind", get_args(AttackType))
@pytest.mark.parametrize("level", ["malicious", "suspicious"])
def test_every_attack_has_something_to_avoid_and_the_steps_afterwards(level: Level, kind: AttackType) -> None:
    advice = advise(level, (kind,))
    assert advice.avoid
    assert advice.after == AFTER


@pytest.mark.parametrize("kind", ["credential_phishing", "malware", "bec_fraud", "callback"])
def test_attacks_that_pose_as_another_are_checked_another_way_and_told(kind: AttackType) -> None:
    advice = advise("malicious", (kind,))
    assert advice.verify
    assert "report_it" in advice.tell


def test_an_attack_without_a_name_gets_the_general_advice() -> None:
    assert "do_not_click" in advise("suspicious", ()).avoid


def test_a_clean_mail_forbids_nothing() -> None:
    advice = advise("clean", ())
    assert (advice.avoid, advice.tell) == ((), ())


def test_a_mail_not_fully_checked_is_treated_as_unchecked() -> None:
    advice = advise("incomplete", ())
    assert advice.do == ("treat_as_unchecked",)
    assert "do_not_open" in advice.avoid
