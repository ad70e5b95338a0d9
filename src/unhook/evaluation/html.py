"""The evaluation as one self-contained page in the looks of a mail's report."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from unhook.evaluation import plots, tables, wording
from unhook.evaluation.evaluate import Evaluation
from unhook.evaluation.judgement import Judgement
from unhook.evaluation.operating import RULE_OF_THREE
from unhook.report import page
from unhook.report.defang import harmless, visible
from unhook.report.markup import Markup, element, join, listed
from unhook.report.page import card
from unhook.version import VERSION


def render(result: Evaluation) -> str:
    """The page as HTML text; strings from mails are escaped and defanged."""
    main = element(
        "main",
        _caveats(result),
        element(
            "div",
            card("Under each policy", _table(tables.policies(result))),
            card("Recall at a rate of false alarms", _table(tables.operating(result))),
            kind="facts",
        ),
        element("div", *_plots(result), kind="plots"),
        card("By language", _table(tables.languages(result))),
        _worst("False alarms", result.false_alarms, result.false_alarm_count),
        _worst("Misses", result.misses, result.miss_count),
    )
    footer = element("footer", f"Made by Unhook {VERSION}. Intervals are 95 %.")
    return page.document(
        "How good the verdicts are",
        element("body", _headline(result), main, footer, kind="evaluation"),
        language="en",
        style=_css(),
    )


@cache
def _css() -> str:
    return files("unhook.evaluation").joinpath("evaluation.css").read_text(encoding="utf-8")


def _headline(result: Evaluation) -> Markup:
    chosen = next(each for each in result.policies if each.policy == result.policy)
    said = element(
        "div",
        element("p", f"policy {result.policy}", kind="level"),
        element(
            "h1",
            f"{wording.rate(chosen.phish_flagged)} of the phish and "
            f"{wording.rate(chosen.ham_flagged)} of the ham are flagged",
        ),
        listed(
            "ul",
            [wording.counted("phish", result.phish), wording.counted("ham", result.ham)],
            kind="chips",
        ),
    )
    return element("header", element("div", said, kind="inner"), kind="verdict")


def _caveats(result: Evaluation) -> Markup:
    known = list(wording.caveats(result))
    return card("Before you quote a figure", listed("ul", known), kind="advice gaps") if known else Markup()


def _plots(result: Evaluation) -> Iterable[Markup]:
    if result.auc is not None:
        said = f"Area under the curve {result.auc:.4f}. The ham is too little for what is shaded."
        note = element("p", said, kind="note")
        yield card(
            "Recall against false alarms", plots.roc(result.roc, RULE_OF_THREE / result.ham.total), note
        )
    if result.calibration:
        note = element("p", wording.calibration(result.calibration), kind="note")
        yield card("Does the score mean what it says?", plots.reliability(result.calibration), note)


def _worst(title: str, judged: Sequence[Judgement], count: int) -> Markup:
    shown = "" if len(judged) == count else f", the worst {len(judged)}"
    return card(f"{title}: {count:,}{shown}", listed("ul", [_mail(each) for each in judged], kind="worst"))


def _mail(judged: Judgement) -> Markup:
    parts: list[str] = [element("b", wording.score(judged.score)), " ", element("code", visible(judged.path))]
    if judged.error:
        parts += [" failed: ", harmless(judged.error)]
    if judged.subject:
        parts += [" ", element("q", element("bdi", harmless(judged.subject)))]
    reasons = [
        join([f"{why.contribution:+.1f} ", element("code", why.rule), f" {why.sentence}"])
        for why in judged.reasons
    ]
    return join([*parts, listed("ul", reasons)] if reasons else parts)


def _table(rows: Iterable[Sequence[str]]) -> Markup:
    names, *others = rows
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    body = [element("tr", *(element("td", cell) for cell in row)) for row in others]
    return element("div", element("table", head, element("tbody", *body)), kind="wide")
