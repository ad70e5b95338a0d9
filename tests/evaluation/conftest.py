"""Judgements set by hand, hostile words among them: what every report is tried on."""

import pytest

from unhook.evaluation.evaluate import Evaluation, evaluate
from unhook.evaluation.judgement import Judgement, Why
from unhook.verdict.model import Level

POLICIES = ("cautious", "balanced", "strict")


def judgement(
    number: int, phish: bool, score: float, language: str | None = "english", subject: str = ""
) -> Judgement:
    """A mail judged by thresholds like those of the policies."""

    def level(suspicious: float, malicious: float) -> Level:
        return "malicious" if score >= malicious else "suspicious" if score >= suspicious else "clean"

    levels = {"cautious": level(0.7, 0.97), "balanced": level(0.5, 0.9), "strict": level(0.35, 0.75)}
    why = Why("tells-too-much", "“evil[.]example” is no <b>friend</b>.", 1.25)
    kind = "phish" if phish else "ham"
    return Judgement(
        f"mail/{kind}-{number:03d}.eml",
        phish,
        score,
        levels,
        language=language,
        subject=subject,
        reasons=(why,),
    )


def mails() -> list[Judgement]:
    """Sixty mails, one of them incomplete, one failed, two accused without guilt."""
    hostile = "Win <script>alert(1)</script> at http://evil.example/\x1b[31m\u202e now"
    german = [judgement(number, True, 0.6 + number / 50, "german") for number in range(10)]
    english = [judgement(number, True, number / 20, subject=hostile) for number in range(10, 20)]
    ham = [judgement(number, False, number / 200) for number in range(36)]
    accused = [judgement(90, False, 0.91, None, hostile), judgement(91, False, 0.62)]
    incomplete = Judgement("odd.eml", True, 0.08, dict.fromkeys(POLICIES, "incomplete"), "incomplete")
    failed = Judgement("gone.eml", True, state="failed", error="ValueError: <i>no</i> http://evil.example/")
    return [*german, *english, *ham, *accused, incomplete, failed]


@pytest.fixture(scope="session")
def evaluation() -> Evaluation:
    return evaluate(mails(), POLICIES, "balanced")
