"""The evaluation for machines: one JSON object."""

from typing import Any

from unhook.evaluation.evaluate import Counts, Evaluation
from unhook.evaluation.judgement import Judgement
from unhook.evaluation.operating import Operating
from unhook.evaluation.rates import Rate
from unhook.evaluation.wording import caveats
from unhook.report.json import dumps
from unhook.version import VERSION


def as_dict(result: Evaluation) -> dict[str, Any]:
    """The public shape. Shares are 0 to 1; intervals are 95 %, as [low, high].

    Paths and subjects are exact, not defanged: programs compare them. The sentences of `reasons`
    are fit for a screen.
    """
    measured = result.calibration
    return {
        "version": VERSION,
        "policy": result.policy,
        "mails": {"phish": _counts(result.phish), "ham": _counts(result.ham)},
        "policies": [
            {
                "policy": each.policy,
                "phish": {"flagged": _rate(each.phish_flagged), "malicious": _rate(each.phish_malicious)},
                "ham": {"flagged": _rate(each.ham_flagged), "malicious": _rate(each.ham_malicious)},
            }
            for each in result.policies
        ],
        "recall_at": [_operating(point) for point in result.operating],
        "auc": _rounded(result.auc),
        "roc": [[_rounded(alarms), _rounded(found)] for alarms, found in result.roc],
        "calibration": measured
        and {
            "error": _rounded(measured.error),
            "interval": [_rounded(measured.low), _rounded(measured.high)],
            "prior": _rounded(measured.prior),
            "bins": [
                {"mails": each.mails, "score": _rounded(each.score), "phish": _rounded(each.phish)}
                for each in measured.bins
            ],
        },
        "languages": [
            {"language": each.language, "phish": _rate(each.phish), "ham": _rate(each.ham)}
            for each in result.languages
        ],
        "false_alarms": {
            "count": result.false_alarm_count,
            "worst": [_mail(each) for each in result.false_alarms],
        },
        "misses": {"count": result.miss_count, "worst": [_mail(each) for each in result.misses]},
        "caveats": list(caveats(result)),
    }


def render(result: Evaluation) -> str:
    """The object as indented JSON in printable ASCII, ending in a line feed."""
    return dumps(as_dict(result), indent=2) + "\n"


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "total": counts.total,
        "complete": counts.complete,
        "incomplete": counts.incomplete,
        "failed": counts.failed,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "hits": rate.hits,
        "total": rate.total,
        "share": _rounded(rate.value) if rate.total else None,
        "interval": [_rounded(bound) for bound in rate.interval],
    }


def _operating(point: Operating) -> dict[str, Any]:
    return {
        "false_positives": point.false_positives,
        "threshold": _rounded(point.threshold) if point.ham else None,
        "false_alarms_allowed": point.allowed,
        "recall": _rounded(point.recall.value) if point.recall.total and point.ham else None,
        "interval": [_rounded(point.low), _rounded(point.high)],
        "ham": point.ham,
        "ham_needed": point.needed,
        "supported": point.supported,
    }


def _mail(judged: Judgement) -> dict[str, Any]:
    return {
        "path": judged.path,
        "score": _rounded(judged.score),
        "level": dict(judged.levels),
        "state": judged.state,
        "error": judged.error,
        "language": judged.language,
        "subject": judged.subject,
        "reasons": [
            {"rule": why.rule, "sentence": why.sentence, "contribution": _rounded(why.contribution)}
            for why in judged.reasons
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
