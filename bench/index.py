"""What an index costs and saves: `python -m bench.index --corpus DIR`.

Mails indexed a second, bytes a mail, and for some hunts the seconds over the index beside those
over the mails themselves, the share of mails that had to be asked, and whether both found the same.
"""

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import corpus
from unhook.archive.hunt import Found, Hunt
from unhook.archive.index.read import Index
from unhook.archive.index.stamp import stamp
from unhook.archive.index.write import Writer
from unhook.cli import hunt, index, pool, sources
from unhook.cli.sources import Source
from unhook.context import Context

HUNTS = (
    'sender.email.domain.root_domain == "gmail.com"',
    'type.inbound and strings.icontains(subject.subject, "invoice")',
    'any(attachments, .file_type == "pdf") and regex.icontains(body.current_thread.text, "pay|invoice")',
    'any(body.links, .href_url.domain.tld in ("top", "xyz", "zip"))',
    "headers.auth_summary.dmarc.pass == false and sender.email.domain.root_domain in $free_email_providers",
    'any(body.links, .mismatched) and not any(headers.hops, any(.fields, .name =~ "List-Unsubscribe"))',
    "network.whois(sender.email.domain).days_old < 30 and length(recipients.to) == 0",
    "any(attachments, any(file.explode(.), length(.scan.url.urls) > 0))",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.index", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--mails", type=int, default=3_000)
    arguments = parser.parse_args()
    samples = corpus.draw(corpus.samples(arguments.corpus), arguments.mails)
    with TemporaryDirectory() as folder:
        file = Path(folder, "mail.parquet")
        print(_indexed(samples, file), flush=True)
        for source in HUNTS:
            print(_hunted(source, samples, file), flush=True)


def _mails(samples: Iterable[corpus.Sample]) -> Iterator[Source]:
    for sample in samples:
        yield Source(str(sample.path), sample.read(), origin=str(sample.path))


def _indexed(samples: list[corpus.Sample], file: Path) -> str:
    context = Context()
    start = time.perf_counter()
    with Writer(file, stamp(context.limits)) as writer:
        for made in pool.run(_mails(samples), index.Task(context)):
            writer.add(made.line)
        size = writer.finish()
    seconds = time.perf_counter() - start
    raw = sum(sample.path.stat().st_size for sample in samples)
    return (
        f"{len(samples):,} mails indexed in {seconds:.1f} s, {len(samples) / seconds:,.0f} a second;"
        f" {size / len(samples):,.0f} bytes a mail, {size / raw:.0%} of the mails themselves"
    )


def _hunted(source: str, samples: list[corpus.Sample], file: Path) -> str:
    task = hunt.Task(Hunt(source))
    task.prepare()
    start = time.perf_counter()
    opened = Index(str(file))
    rows = opened.candidates(task.hunt)
    narrowing = time.perf_counter() - start
    over_index = _answers(pool.run(map(sources.of, opened.read(rows)), task))
    fast = time.perf_counter() - start
    start = time.perf_counter()
    over_mails = _answers(pool.run(_mails(samples), task))
    slow = time.perf_counter() - start
    same = "equal" if over_index == over_mails else "DIFFERENT"
    hits = sum(found.state == "hit" for found in over_mails)
    return (
        f"{fast:6.2f} s ({narrowing:.2f} s of it SQL) against {slow:6.2f} s, {slow / fast:5.1f} times;"
        f" asked {len(rows) / len(samples):6.1%}; {hits:,} hits, {same}: {source}"
    )


def _answers(found: Iterable[Found]) -> list[Found]:
    return [each for each in found if each.state != "miss"]


if __name__ == "__main__":
    main()
