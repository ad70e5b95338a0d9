"""What becomes of verdicts when the mail is changed: ablations, attackers' changes, canaries."""

import random
from collections.abc import Mapping, Sequence

from bench.baseline import text
from bench.detection import Judged
from bench.verdicts import canaries, changes, draft
from bench.verdicts.judge import Unhook
from bench.verdicts.mails import Mail
from bench.verdicts.tables import markdown, percent
from unhook.evaluation import operating, ranking
from unhook.evaluation.rates import Rate

GENUINE_CHARS = 1500
SEED = 20_260_302


def genuine_texts(mails: Sequence[Mail]) -> list[str]:
    """The first words of genuine mails, for attackers to copy."""
    texts = (text(mail.raw)[:GENUINE_CHARS] for mail in mails)
    return [each for each in texts if len(each) > GENUINE_CHARS // 3]


def changed(mails: Sequence[Mail], change: changes.Change, copied: Sequence[str]) -> list[bytes]:
    """The mails after the change; each copies the same text every time."""
    draw = random.Random(SEED)
    return [draft.write(change(draft.read(mail.raw), draw.choice(copied))) for mail in mails]


def ablations(unhook: Unhook, groups: Mapping[str, Sequence[Mail]], copied: Sequence[str]) -> str:
    """Shares flagged and ranking when something is taken from all mails alike."""
    rows = []
    for name, change in changes.ABLATIONS.items():
        answers = {group: unhook(changed(mails, change, copied)) for group, mails in groups.items()}
        phish = [each.score for each in answers["credential phish"]]
        ham = [each.score for group in ("modern genuine", "other ham") for each in answers[group]]
        area = ranking.auc(phish, ham)
        rows.append(
            (name, *(_flagged(each) for each in answers.values()), "–" if area is None else f"{area:.4f}")
        )
    return markdown(("% flagged after", *groups, "AUC credential / ham"), rows)


def attacks(unhook: Unhook, groups: Mapping[str, Sequence[Mail]], copied: Sequence[str], ham: float) -> str:
    """Recall on phish after an attacker's changes: flagged, and above the fixed threshold `ham`."""
    kinds = ("credential phish", "unwanted mix")
    rows = []
    for name, change in {"before": changes.unchanged, **changes.ATTACKS}.items():
        row = [name]
        for kind in kinds:
            answers = unhook(changed(groups[kind], change, copied))
            above = Rate(sum(each.score > ham for each in answers), len(answers))
            row += [_flagged(answers), percent(above)]
        rows.append(row)
    names = [part for kind in kinds for part in (f"{kind}: flagged", "at 1 % of all ham")]
    return markdown(("% after", *names), rows)


def moved(unhook: Unhook, groups: Mapping[str, Sequence[Mail]]) -> str:
    """How far verdicts move when the other class' header is put on: flagged before and after, mean shift."""
    draw = random.Random(SEED)
    rows = []
    pairs = [
        ("modern genuine", "unwanted mix"),
        ("other ham", "unwanted mix"),
        ("credential phish", "modern genuine"),
        ("unwanted mix", "modern genuine"),
        ("credential phish", "other ham"),
    ]
    for bodies, headers in pairs:
        givers = [draft.read(mail.raw) for mail in groups[headers]]
        takers = [draft.read(mail.raw) for mail in groups[bodies]]
        before = unhook([draft.write(each) for each in takers])
        for kind in canaries.KINDS:
            after = unhook(
                [draft.write(canaries.exchanged(each, draw.choice(givers), kind)) for each in takers]
            )
            shift = sum(b.score - a.score for a, b in zip(before, after, strict=True)) / max(1, len(before))
            turned = Rate(
                sum(a.flagged != b.flagged for a, b in zip(before, after, strict=True)), len(before)
            )
            rows.append(
                (
                    f"{bodies} under {headers}, {kind}",
                    str(len(before)),
                    _flagged(before),
                    _flagged(after),
                    percent(turned),
                    f"{shift:+.3f}",
                )
            )
    return markdown(("% flagged", "mails", "before", "after", "turned", "mean shift of score"), rows)


def threshold(answers: Sequence[Judged]) -> float:
    """The score that 1 % of these ham answers exceed."""
    return operating.threshold_at([each.score for each in answers], 0.01)


def _flagged(answers: Sequence[Judged]) -> str:
    return percent(Rate(sum(each.flagged for each in answers), len(answers)))
