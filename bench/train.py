"""`python -m bench.train --corpus DIR`: the shipped model made anew from the corpus's develop half.

Every mail goes through the corpus's `normalise.py`; at most `LIMIT` mails a source; spam
that is no phish is left out. Beside them stand generated mails: genuine notices and forged
twins (`bench.twins`, develop templates), of which words learn from the genuine ones alone,
and the texts of `bench.family` that are marked for training.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zlib import crc32

from bench import corpus, detection
from bench.family.generate import Written
from bench.family.generate import mails as family_mails
from bench.twins.generate import Twin
from bench.twins.generate import mails as twin_mails
from unhook.training.example import Example, Labelled, examine
from unhook.training.train import Trained, table, train
from unhook.verdict import learnt

LIMIT = 700
FACTORS = {"foff_negative": 4.0, "ha_mail_packages": 4.0, "foff_positive": 0.5}
"""Modern genuine mail is scarce and counts for more."""
TWINS = "twins"
TWIN_SEEDS = (1, 2)
TWIN_SHARE = 0.4
FAMILY = "family"
GENERATED_FACTORS = {"genuine": 2.0, "forged": 1.0}


def main(argv: list[str] | None = None) -> int:
    """Train, say what unseen folds got, and write the model."""
    parser = argparse.ArgumentParser(prog="python -m bench.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--output", type=Path, default=learnt.SHIPPED, help="folder for the model")
    parser.add_argument("--jobs", type=int, default=None)
    options = parser.parse_args(argv)
    examples = examined(options.corpus, options.jobs)
    trained = learn(examples)
    print(table([each for part in _parted(examples) for each in part], trained.unseen))
    learnt.write(options.output, trained.model)
    print(
        f"{len(trained.model.grams)} grams, {len(trained.model.weights)} rules -> {options.output}",
        file=sys.stderr,
    )
    return 0


def examined(folder: Path, jobs: int | None = None) -> list[Example]:
    """All that the shipped model learns from, read and judged by the rules."""
    return _examined(_chosen(folder), folder / "normalise.py", jobs)


def learn(examples: Sequence[Example]) -> Trained:
    """The model of these; forged twins teach nothing about words."""
    return train(*_parted(examples))


def _parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    parts: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        parts[example.source == TWINS and example.phish].append(example)
    return parts


def _chosen(folder: Path) -> Iterator[corpus.Sample | Twin]:
    taken: Counter[tuple[str, str]] = Counter()
    everything = corpus.samples(folder)
    for sample in corpus.draw(corpus.split(everything, "develop"), len(everything)):
        key = (sample.label, sample.source)
        taken[key] += 1
        if sample.label != "spam" and taken[key] <= LIMIT * (2 if sample.source == "phishing_pot" else 1):
            yield sample
    for seed in TWIN_SEEDS:
        for twin in twin_mails(seed, "develop"):
            if crc32(twin.name.encode()) % 100 < 100 * TWIN_SHARE:
                yield twin
    yield from family_mails(1, "train")


def _examined(chosen: Iterator[corpus.Sample | Twin], normalise: Path, jobs: int | None) -> list[Example]:
    with ProcessPoolExecutor(jobs, initializer=detection.prepare, initargs=(normalise,)) as pool:
        return list(pool.map(_example, chosen, chunksize=20))


def _example(item: corpus.Sample | Twin) -> Example:
    if isinstance(item, Twin):
        source, template = (FAMILY, item.template) if isinstance(item, Written) else (TWINS, item.kind)
        factor, group = GENERATED_FACTORS[item.label], f"{source}/{template}"
        return examine(Labelled(item.raw, item.label == "forged", source, group, factor))
    raw = detection.raw(item.path)
    factor = FACTORS.get(item.source, 1.0)
    return examine(Labelled(raw, item.label == "phish", item.source, str(item.group), factor))


if __name__ == "__main__":
    raise SystemExit(main())
