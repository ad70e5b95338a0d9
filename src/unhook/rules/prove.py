"""Proof: every rule against the mails in its own file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from unhook import message as messages
from unhook import mql
from unhook.errors import RuleError
from unhook.files.opened import opened
from unhook.rules import cases, pack, rule_file, standards
from unhook.rules.cases import Case
from unhook.rules.defaults import LISTS, library
from unhook.rules.rule_file import Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """What a proof found wrong: the file, the case's name (empty for the file as a whole), what was seen."""

    path: str
    rule: str
    case: str
    seen: str


@dataclass(frozen=True, slots=True)
class Report:
    """How many rules and mails were tried, and every failure in order."""

    rules: int = 0
    mails: int = 0
    failures: tuple[Failure, ...] = ()


def prove(paths: Iterable[Path] = (pack.SHIPPED,), facts: Mapping[str, Any] | None = None) -> Report:
    """Run every rule file's own mails, with `facts` for all of them. A file that cannot be read or lacks a
    kind of mail fails.
    """
    rules = mails = 0
    failures: list[Failure] = []
    for path in pack.rule_files(paths):
        rules += 1
        try:
            text = rule_file.text_of(path)
            rule, own = rule_file.read(path, text), cases.read(path, text)
            program = mql.compile(rule.source, library(), name=rule.id)
        except RuleError as error:
            failures.append(Failure(str(path), path.stem, "", str(error)))
            continue
        mails += len(own)
        failures += [Failure(rule.path, rule.id, "", lack) for lack in standards.proof_problems(own)]
        failures += [failure for case in own if (failure := _tried(rule, program, case, facts or {}))]
    return Report(rules, mails, tuple(failures))


def _tried(rule: Rule, program: mql.Program, case: Case, facts: Mapping[str, Any]) -> Failure | None:
    known = replace(case.context, facts={**facts, **case.context.facts})
    mail = opened(messages.parse(case.mail, known), known)
    run = mql.Run(mail.message, mail.context, lists=LISTS, providers=mail.context.facts)
    outcome = program.evaluate(run)
    if bool(outcome.value) is case.matches and (outcome.value is not None or not outcome.missing):
        return None
    if outcome.value:
        places = [f"{trace.field} {trace.snippet!r}" for trace in program.trace(run)]
        seen = "must not match, but did: " + ("; ".join(places) or "nothing to point at")
    elif outcome.missing:
        seen = "not evaluated: needs " + ", ".join(sorted(outcome.missing))
    else:
        seen = f"must match, but was {'null' if outcome.value is None else 'false'}"
    return Failure(rule.path, rule.id, case.name, seen)
