import random

from unhook.evaluation.evaluate import Counts, Evaluation, evaluate
from unhook.evaluation.rates import Rate

from .conftest import POLICIES, judgement, mails


def test_every_mail_is_counted(evaluation: Evaluation) -> None:
    assert evaluation.phish == Counts(20, 1, 1)
    assert evaluation.ham == Counts(38, 0, 0)
    assert evaluation.phish.total + evaluation.ham.total == len(mails())


def test_a_failed_mail_is_a_miss_under_every_policy(evaluation: Evaluation) -> None:
    for each in evaluation.policies:
        assert each.phish_flagged.total == 22
        assert each.phish_malicious.total == 22
    assert evaluation.misses[0].path == "gone.eml"
    assert all(point.recall.total == 22 for point in evaluation.operating)


def test_a_failed_mail_claims_no_probability(evaluation: Evaluation) -> None:
    assert evaluation.calibration is not None
    assert sum(each.mails for each in evaluation.calibration.bins) == len(mails()) - 1
    assert evaluation.calibration.prior == 21 / 59


def test_each_policy_has_its_own_levels(evaluation: Evaluation) -> None:
    flagged = {each.policy: each.ham_flagged for each in evaluation.policies}
    assert flagged == {"cautious": Rate(1, 38), "balanced": Rate(2, 38), "strict": Rate(2, 38)}
    malicious = {each.policy: each.ham_malicious.hits for each in evaluation.policies}
    assert malicious == {"cautious": 0, "balanced": 1, "strict": 1}


def test_the_worst_come_first(evaluation: Evaluation) -> None:
    assert [each.score for each in evaluation.false_alarms] == [0.91, 0.62]
    assert [each.path for each in evaluation.misses] == ["gone.eml", "odd.eml"]
    assert (evaluation.false_alarm_count, evaluation.miss_count) == (2, 2)


def test_many_mistakes_are_counted_and_some_are_shown() -> None:
    result = evaluate([judgement(number, False, 0.9) for number in range(25)], POLICIES, "strict")
    assert (len(result.false_alarms), result.false_alarm_count) == (10, 25)


def test_languages_take_all_mails(evaluation: Evaluation) -> None:
    assert [(each.language, each.phish.total, each.ham.total) for each in evaluation.languages] == [
        ("english", 10, 37),
        ("german", 10, 0),
        (None, 2, 1),
    ]


def test_the_order_of_the_mails_does_not_matter(evaluation: Evaluation) -> None:
    shuffled = mails()
    random.Random(5).shuffle(shuffled)
    assert evaluate(shuffled, POLICIES, "balanced") == evaluation


def test_one_class_alone_gives_what_it_can() -> None:
    result = evaluate([judgement(1, False, 0.9)], POLICIES, "balanced")
    assert (result.auc, result.roc, result.calibration) == (None, (), None)
    assert result.policies[1].ham_flagged == Rate(1, 1)
