"""`unhook evaluate`: how good the verdicts are on mail whose kind you know."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.cli import options
from unhook.cli.check import INTERRUPTED
from unhook.cli.sources import Source
from unhook.context import Context
from unhook.errors import InputError
from unhook.verdict.policy import POLICIES, named

if TYPE_CHECKING:
    from unhook.app import Checked
    from unhook.evaluation.evaluate import Evaluation
    from unhook.evaluation.judgement import Judgement, Why
    from unhook.verdict.model import Level

FORMATS = ("text", "json", "html")
REASONS_KEPT = 5


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    from unhook.cli.check import add_judging

    parser = subparsers.add_parser(
        "evaluate",
        help="measure the verdicts on mail whose kind you know",
        description="Judge phish and ham of your own and tell how many were found, how many honest mails"
        " were accused, and how sure these figures are.",
        epilog="Example: unhook evaluate --phish reported/ --ham ~/Maildir --format html --output page.html",
    )
    for name, text in (("phish", "mails that are phish"), ("ham", "mails that are honest")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="PATH",
            help=f"{text}: a mail, mailbox, folder or Maildir (repeatable)",
        )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="form of the report (default: text)"
    )
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    add_judging(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Evaluate: 0 when every mail was judged, 2 when one could not be, or nothing was given."""
    from unhook.evaluation.evaluate import evaluate

    if not args.phish and not args.ham:
        raise InputError("name mails whose kind you know: --phish PATH, --ham PATH, best both")
    try:
        judged = _judged(args)
    except KeyboardInterrupt:
        # Half of the mails would give figures for a sample that nobody chose.
        options.note("interrupted; nothing is reported of a part of the mails")
        return INTERRUPTED
    result = evaluate(judged, tuple(POLICIES), args.policy)
    _write(_rendered(result, args), args.output)
    return 2 if result.phish.failed or result.ham.failed else 0


def _judged(args: argparse.Namespace) -> "list[Judgement]":
    from unhook.cli import pool, sources
    from unhook.cli.progress import bar

    judged = []
    with bar("judging", wanted=True) as tick:
        for phish, paths in ((True, args.phish), (False, args.ham)):
            task = Task(phish, args.policy, options.context(args), tuple(args.feed), args.model)
            for each in pool.run(sources.read(paths), task, args.jobs):
                judged.append(each)
                if each.error is not None:
                    options.note(f"{each.path}: {each.error}")
                tick()
    return judged


def _rendered(result: "Evaluation", args: argparse.Namespace) -> str:
    match args.format:
        case "json":
            from unhook.evaluation import json

            return json.render(result)
        case "html":
            from unhook.evaluation import html

            return html.render(result)
        case _:
            from unhook.evaluation import text

            return text.render(result, None if args.output else options.width())


def _write(text: str, output: str | None) -> None:
    if output is None:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"cannot write to {output}: {error.strerror}; name another file with --output"
        ) from None


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker process does with each mail of one class."""

    phish: bool
    policy: str
    context: Context
    feeds: tuple[str, ...] = ()
    model: str | None = None

    def prepare(self) -> object:
        """The rules and the model, loaded."""
        from unhook import app

        return app.rules(self.feeds), app.model(self.model)

    def __call__(self, source: Source) -> "Judgement":
        """The mail's judgement; one that breaks the analysis is counted and stops no other."""
        if source.error is not None:
            return self._failed(source.path, source.error)
        try:
            return self._judgement(source)
        except Exception as error:
            return self._failed(source.path, f"{type(error).__name__}: {error}"[:200])

    def _judgement(self, source: Source) -> "Judgement":
        from unhook import app
        from unhook.evaluation.judgement import Judgement
        from unhook.language.detect import detect

        pack, model = app.rules(self.feeds), app.model(self.model)
        policies = [named(self.policy), *(each for name, each in POLICIES.items() if name != self.policy)]
        answers = app.check_under(source.raw, policies, self.context, pack, model)
        chosen = answers[0]
        levels = {policy.name: each.verdict.level for policy, each in zip(policies, answers, strict=True)}
        wrong = self.phish is (chosen.verdict.level in {"clean", "incomplete"})
        return Judgement(
            source.path,
            self.phish,
            chosen.verdict.score,
            levels,
            "incomplete" if chosen.verdict.incomplete else "complete",
            detect(chosen.message.body.current_thread.text),
            (chosen.message.subject.subject or "") if wrong else "",
            # Evidence is traced when it is read: only for mails that may be shown.
            self._reasons(chosen) if wrong else (),
        )

    def _reasons(self, checked: "Checked") -> "tuple[Why, ...]":
        from unhook.catalogue import Catalogue
        from unhook.evaluation.judgement import Why
        from unhook.report.wording import sentence

        catalogue = Catalogue.load(self.context.language)
        return tuple(
            Why(reason.finding.rule, sentence(reason.finding, catalogue), reason.contribution)
            for reason in checked.verdict.reasons[:REASONS_KEPT]
        )

    def _failed(self, path: str, error: str) -> "Judgement":
        from unhook.evaluation.judgement import Judgement

        levels: dict[str, Level] = dict.fromkeys(POLICIES, "incomplete")
        return Judgement(path, self.phish, levels=levels, state="failed", error=error)
