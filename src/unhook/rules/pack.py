"""Packs: folders of rule files, compiled together and run over a message."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from unhook import mql
from unhook.context import Context
from unhook.errors import RuleError
from unhook.later import Later
from unhook.message.model import Message
from unhook.rules import rule_file
from unhook.rules.defaults import LISTS, library, unexamined
from unhook.rules.evidence import gather
from unhook.rules.finding import Evidence, Finding, Findings, NotEvaluated
from unhook.rules.rule_file import Rule

SHIPPED = Path(str(files("unhook.rules") / "pack"))
_HITTING = frozenset({"rule", "dlp"})
_EXCLUDING = "exclusion"


@dataclass(frozen=True, slots=True)
class Pack:
    """Compiled rules. `name` becomes `Finding.source`; `lists` are named lists behind the context's own;
    where one of the `exclusions` holds, no hit counts. `bare`: its rules are written for the mail as it came,
    without what was joined to it from its files (`Message.bare`).
    """

    rules: tuple[Rule, ...]
    programs: mql.Programs
    name: str = "pack"
    lists: Mapping[str, Any] = field(default_factory=lambda: LISTS, repr=False)
    exclusions: tuple[Rule, ...] = ()
    bare: bool = False

    def run(self, message: Message, context: Context | None = None) -> Findings:
        """What the rules say of one message: the hits in the pack's order; what stayed open is asked of them
        when somebody wants to know.

        A red flag of the mail as it came (`Message.bare`) stays one, whatever its files say beside it.
        """
        context = context or Context()
        if message.bare is None:
            return self._asked(message, context)
        came = self._asked(message.bare, context)
        return came if self.bare else self._united(self._asked(message, context), came)

    def _united(self, joined: Findings, came: Findings) -> Findings:
        """The findings of a message with its files' links and words, and the red flags of it without."""
        if joined.excluded:
            return joined
        hits = {hit.rule: hit for hit in came.hits if hit.weight > 0} | {hit.rule: hit for hit in joined.hits}
        return replace(
            joined,
            hits=tuple(hits[rule.id] for rule in self.rules if rule.id in hits),
            limits_reached=tuple(sorted({*joined.limits_reached, *came.limits_reached})),
        )

    def _asked(self, message: Message, context: Context) -> Findings:
        run = mql.Run(message, context, lists=self.lists, providers=context.facts, limits=context.limits)
        answers = dict(self.programs.holding(run))
        true = {name for name, outcome in answers.items() if outcome.value}
        excluded = tuple(f"{self.name}: {rule.name}" for rule in self.exclusions if rule.id in true)
        hits = [rule for rule in self.rules if rule.id in true] if true and not excluded else ()
        found = tuple(self._finding(rule, run, message, context) for rule in hits)
        return Findings(
            found, Later(partial(self._open, run, answers)), excluded, tuple(sorted(run.limits_reached))
        )

    def _open(self, run: mql.Run, known: Mapping[str, mql.Outcome]) -> tuple[NotEvaluated, ...]:
        with run.extended():
            asked = dict(self.programs.open(run, known))
        return tuple(
            NotEvaluated(name, tuple(sorted(outcome.missing)))
            for name in self.programs
            if (outcome := known.get(name) or asked.get(name)) is not None and outcome.missing
        )

    def _finding(self, rule: Rule, run: mql.Run, message: Message, context: Context) -> Finding:
        program = self.programs[rule.id]

        def look() -> tuple[Evidence, ...]:
            # Nobody looks for the place of a sign of honesty; its wanted fields are shown by their values.
            traces = _trace(program, run) if rule.weight >= 0 else ()
            return gather(message, traces, rule.evidence, context.limits)

        return Finding(
            rule=rule.id,
            name=rule.name,
            severity=rule.severity,
            sentence=rule.id,
            evidence=Later(look),
            attack_types=rule.attack_types,
            techniques=rule.techniques,
            weight=rule.weight,
            group=rule.group,
            source=self.name,
            assumed=message.type.assumed and rule.uses_direction,
            sentences=rule.sentences,
        )


def _trace(program: mql.Program, run: mql.Run) -> tuple[mql.Trace, ...]:
    try:
        with run.extended():
            return program.trace(run)
    except mql.OutOfTime:
        # The rule is true all the same; its wanted fields are shown instead of the exact places.
        return ()


def load(paths: Iterable[Path] | None = None, name: str = "pack", lists: Mapping[str, Any] = LISTS) -> Pack:
    """The rules of files and folders, compiled; without paths the pack that comes with Unhook.

    Raises `RuleError` with every problem of every file, a line each; a path without rule
    files is a problem as well.
    """
    return _shipped() if paths is None else of(_read(rule_files(paths)), name, lists=lists)


def _shipped() -> Pack:
    """From the second run on without compiling it."""
    from unhook.rules import kept

    files = tuple(rule_files([SHIPPED]))
    stamp = kept.stamp_of(files)
    known = kept.read("pack", stamp)
    if known is not None:
        return Pack(*known)
    pack = of(_read(files), functions=unexamined())
    kept.write("pack", stamp, pack.rules, pack.programs)
    return pack


def of(
    rules: Iterable[Rule],
    name: str = "pack",
    functions: mql.Library | None = None,
    lists: Mapping[str, Any] = LISTS,
) -> Pack:
    """The rules that can hit and the exclusions, compiled. Raises `unhook.mql.RulesError`, a `RuleError`."""
    rules = tuple(rule for rule in rules if rule.kind in _HITTING or rule.kind == _EXCLUDING)
    sources = {rule.id: rule.source for rule in rules}
    return assembled(rules, mql.compile_all(sources, functions or library()), name, lists)


def assembled(
    rules: tuple[Rule, ...],
    programs: mql.Programs,
    name: str,
    lists: Mapping[str, Any] = LISTS,
    *,
    bare: bool = False,
) -> Pack:
    """A pack of rules and exclusions that were compiled before."""
    hitting = tuple(rule for rule in rules if rule.kind in _HITTING)
    exclusions = tuple(rule for rule in rules if rule.kind == _EXCLUDING)
    return Pack(hitting, programs, name, lists, exclusions, bare)


def _read(files: Iterable[Path]) -> list[Rule]:
    rules, problems = [], []
    for path in files:
        try:
            rules.append(rule_file.read(path))
        except RuleError as error:
            problems.append(str(error))
    problems += _duplicates(rules)
    if problems:
        raise RuleError("\n".join(problems))
    return rules


def rule_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Rule files under the paths, each folder's sorted. Raises `RuleError` where there are none."""
    for path in paths:
        if path.is_dir():
            found = sorted(item for item in path.rglob("*.y*ml") if item.suffix in {".yml", ".yaml"})
        else:
            found = [path] if path.is_file() else []
        if not found:
            raise RuleError(f"{path}: no rule files (*.yml) here")
        yield from found


def _duplicates(rules: list[Rule]) -> list[str]:
    first: dict[str, Rule] = {}
    return [
        f"{rule.path}: id: {rule.id!r} is also that of {first[rule.id].path}"
        for rule in rules
        if first.setdefault(rule.id, rule) is not rule
    ]
