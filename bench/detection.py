"""Recall on phish and false alarms on ham, per source, for the shipped pack alone and its peers.

"flagged" is a verdict of suspicious or malicious (the peers': at or above their default
spam threshold). Recall at a false-positive rate compares scores within one table, so that
a threshold that happens to sit high or low decides nothing.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from bench.corpus import Sample
from bench.peers import Peer
from unhook.evaluation.operating import at
from unhook.evaluation.rates import Rate

MODERN_HAM = frozenset({"foff_negative", "ha_mail_packages"})
CREDENTIAL_PHISH = frozenset({"nazario_2015_2019", "nazario_2004_2006", "foff_positive"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One filter's answer: `score` (higher is worse), `flagged`, and for Unhook level and rules."""

    score: float
    flagged: bool
    level: str = ""
    rules: tuple[str, ...] = ()


def by_unhook(samples: list[Sample], normalise: Path | None = None) -> list[Judged]:
    """Every sample judged over all cores; `normalise` is the corpus' own script, applied first."""
    with ProcessPoolExecutor(initializer=prepare, initargs=(normalise,)) as pool:
        return list(pool.map(_judge, (sample.path for sample in samples), chunksize=50))


def by_peer(peer: Peer, samples: Iterable[Sample], normalise: Path | None = None) -> list[Judged]:
    """Every sample judged by one running peer, one after the other; `normalise` as for Unhook."""
    prepare(normalise)
    scores = [peer.score(raw(sample.path)) for sample in samples]
    return [Judged(score, score >= peer.flags_from) for score in scores]


_normalise: Callable[[bytes], bytes] | None = None


def normaliser(script: Path | None) -> Callable[[bytes], bytes]:
    """The corpus' own `normalise`, or what leaves mails alone where there is no script."""
    if script is None:
        return bytes
    specification = spec_from_file_location("normalise", script)
    assert specification is not None
    assert specification.loader is not None
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    found: Callable[[bytes], bytes] = module.normalise
    return found


def prepare(script: Path | None) -> None:
    global _normalise  # noqa: PLW0603 - one process, one corpus script
    _normalise = normaliser(script)


def raw(path: Path) -> bytes:
    raw = path.read_bytes()
    return _normalise(raw) if _normalise else raw


def _judge(path: Path) -> Judged:
    from unhook import check

    verdict = check(raw(path)).verdict
    return Judged(
        verdict.score,
        verdict.level in ("suspicious", "malicious"),
        verdict.level,
        tuple(reason.finding.rule for reason in verdict.reasons),
    )


def table(samples: list[Sample], judged: dict[str, list[Judged]]) -> str:
    """Flagged per source and filter, with 95 % intervals; then the two figures that matter."""
    sources = sorted({(sample.label, sample.source) for sample in samples})
    lines = [f"{'label/source':32} {'mails':>6}  " + "  ".join(f"{name:28}" for name in judged)]
    for label, source in sources:
        rows = [i for i, sample in enumerate(samples) if (sample.label, sample.source) == (label, source)]
        rates = [Rate(sum(answers[i].flagged for i in rows), len(rows)) for answers in judged.values()]
        cells = "  ".join(f"{rate!s:28}" for rate in rates)
        lines.append(f"{label + '/' + source:32} {len(rows):6}  {cells}")
    return "\n".join([*lines, "", *_summary(samples, judged)])


def _summary(samples: list[Sample], judged: dict[str, list[Judged]]) -> list[str]:
    def chosen(test: Callable[[Sample], bool]) -> list[int]:
        return [i for i, sample in enumerate(samples) if test(sample)]

    phish = chosen(lambda s: s.label == "phish" and s.source in CREDENTIAL_PHISH)
    modern = chosen(lambda s: s.label == "ham" and s.source in MODERN_HAM)
    ham = chosen(lambda s: s.label == "ham")
    lines = []
    for name, answers in judged.items():
        scores = [answers[i].score for i in phish]
        lines += [
            f"{name}: credential phish flagged {Rate(sum(answers[i].flagged for i in phish), len(phish))}",
            f"{name}: modern genuine flagged   {Rate(sum(answers[i].flagged for i in modern), len(modern))}",
            f"{name}: all ham flagged          {Rate(sum(answers[i].flagged for i in ham), len(ham))}",
            *(
                f"{name}: credential phish at {rate:.1%} of {title}: "
                f"{at(scores, [answers[i].score for i in rows], rate).recall}"
                for title, rows in (("modern genuine", modern), ("all ham", ham))
                for rate in (0.01, 0.001)
            ),
        ]
        if any(answer.level for answer in answers):
            malicious = Rate(sum(answers[i].level == "malicious" for i in ham), len(ham))
            lines.append(f"{name}: all ham called malicious {malicious}")
    return lines


def by_rule(samples: list[Sample], judged: list[Judged]) -> str:
    """Hits of each rule on phish, spam and ham, the ones that accuse most ham first."""
    labels = ("phish", "spam", "ham")
    total = {label: sum(sample.label == label for sample in samples) for label in labels}
    hits: dict[str, dict[str, int]] = {}
    for sample, answer in zip(samples, judged, strict=True):
        for rule in answer.rules:
            hits.setdefault(rule, dict.fromkeys(labels, 0))[sample.label] += 1
    ranked = sorted(hits.items(), key=lambda item: -item[1]["ham"])
    lines = [f"{'rule':44}" + "".join(f"{label:>10}" for label in labels)]
    for rule, counts in ranked:
        shares = "".join(f"{counts[label] / max(1, total[label]):10.2%}" for label in labels)
        lines.append(f"{rule:44}{shares}")
    return "\n".join(lines)


def dump(samples: list[Sample], judged: dict[str, list[Judged]], target: Path) -> None:
    """One JSON line a mail and filter, for a closer look."""
    with target.open("w", encoding="utf-8") as out:
        for name, answers in judged.items():
            for sample, answer in zip(samples, answers, strict=True):
                row: dict[str, object] = {
                    "filter": name,
                    "id": sample.id,
                    "label": sample.label,
                    "source": sample.source,
                }
                row |= {
                    "group": sample.group,
                    "score": answer.score,
                    "level": answer.level,
                    "flagged": answer.flagged,
                }
                out.write(json.dumps(row | {"rules": answer.rules}) + "\n")
