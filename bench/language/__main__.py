"""`python -m bench.language train|measure --corpus DIR`: make the shipped model, or measure it."""

import argparse
from pathlib import Path

SHIPPED = Path("src/unhook/language/intents.model")


def main() -> int:
    """Train (needs the extra `train`) or measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.language", description=__doc__)
    parser.add_argument("what", choices=["train", "measure"])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where the model goes")
    options = parser.parse_args()
    if options.what == "train":
        from bench.language import texts
        from unhook.language import linear
        from unhook.training import intents

        linear.write(options.out, intents.train(list(texts.everything(options.corpus))))
        print(f"{options.out}: {options.out.stat().st_size:,} bytes")
    else:
        from bench.language import measure

        print(measure.tables(measure.labelled(options.corpus), measure.kept_apart(), measure.generated()))
        print(measure.speed(options.corpus))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
