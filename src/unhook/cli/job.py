"""One mail, from bytes to a finished piece of the report: what a worker process runs."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from unhook.cli.sources import REHEARSAL, Source
from unhook.context import Context
from unhook.verdict.model import Level
from unhook.verdict.policy import BALANCED, Policy

if TYPE_CHECKING:
    from unhook.app import Checked, Updated
    from unhook.report import Judged
    from unhook.store import Store

Format = Literal["text", "line", "json", "jsonl", "html", "sarif"]


@dataclass(frozen=True, slots=True)
class Job:
    """How mails are to be judged and reported; small, and the same for all mails of a run.

    `feeds` names the installed rule feeds that judge beside the shipped pack; `model` is the folder
    of another model than the shipped one. `record`: where mails and verdicts are remembered.
    """

    context: Context = field(default_factory=Context)
    policy: Policy = BALANCED
    format: Format = "text"
    width: int | None = None
    colour: bool = False
    feeds: tuple[str, ...] = ()
    model: str | None = None
    record: "Store | None" = None

    def prepare(self) -> object:
        """The rules and the model, loaded."""
        from unhook import app

        return app.rules(self.feeds), app.corrected_model(self.model)

    def __call__(self, source: Source) -> "Piece":
        """The mail's piece of the report."""
        return judge(source, self)


@dataclass(frozen=True, slots=True)
class Piece:
    """One mail's part of the report. `error` says how the analysis itself broke, if it did."""

    path: str
    level: Level
    text: str
    error: str | None = None


def judge(source: Source, job: Job) -> Piece:
    """The piece for one mail. A mail that breaks the analysis is incomplete; it stops nothing."""
    from unhook import app

    start = time.perf_counter()
    if source.error is not None:
        return _piece(source, app.failed(source.raw, source.error), job, start, source.error)
    try:
        rules, model = app.rules(job.feeds), app.corrected_model(job.model)
        if job.context.looking is None:
            updated, checked = None, app.check(source.raw, job.context, job.policy, rules, model)
        else:
            updated = app.check_and_look(
                source.raw, job.context, policy=job.policy, pack=rules, weights=model,
                follower=app.follower(job.context.looking),
            )  # fmt: skip
            checked = updated.after
        error = None if source == REHEARSAL else _recorded(checked, job)
        return _piece(source, checked, job, start, error, updated=updated)
    except Exception as error:
        # One mail must not harm the next: whatever it broke is reported, not hidden.
        why = f"{type(error).__name__}: {error}"[:200]
        return _piece(source, app.failed(source.raw, why), job, start, why)


def _recorded(checked: "Checked", job: Job) -> str | None:
    """Remember the mail; why that failed, if it did."""
    if job.record is None:
        return None
    from unhook.errors import StoreError

    try:
        job.record.record(checked.message, checked.verdict)
    except StoreError as error:
        return f"not recorded: {error}"
    return None


def _piece(
    source: Source,
    checked: "Checked",
    job: Job,
    start: float,
    error: str | None = None,
    *,
    updated: "Updated | None" = None,
) -> Piece:
    from unhook.report import Judged

    ms = (time.perf_counter() - start) * 1000
    judged = Judged(
        source.path, checked.message, checked.verdict, ms, checked.trees, checked.pages,
        updated.change if updated else None, updated.followed if updated else None,
    )  # fmt: skip
    return Piece(source.path, checked.verdict.level, _render(judged, job), error)


def _render(judged: "Judged", job: Job) -> str:
    from unhook.catalogue import Catalogue

    catalogue = Catalogue.load(job.context.language)
    match job.format:
        case "text" | "line":
            from unhook.report import text

            render = text.render if job.format == "text" else text.line
            return render(judged, catalogue, text.Style(job.width, job.colour))
        case "json" | "jsonl":
            from unhook.report import json

            return json.render(judged, catalogue, indent=2 if job.format == "json" else None)
        case "html":
            from unhook.report import html

            return html.render(judged, catalogue)
        case "sarif":
            from unhook.report import sarif

            return sarif.render(judged, catalogue)
