"""The functions of the rule language, each with an example whose value is worked out here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docs.tables.markdown import agree, code, shown, table

import unhook
from unhook import mql
from unhook.message.model import Attachment
from unhook.mql.library.forms import FORMS
from unhook.mql.library.function import Function
from unhook.mql.manual import described
from unhook.rules.defaults import LISTS, library

_EXAMPLES = Path(__file__).parents[2] / "examples"


def functions() -> str:
    """Every function by group: signature, line, example and its value, what must be supplied."""
    groups = described("functions.yml")["groups"]
    known, told = {*library().names(), *FORMS}, {name for group in groups for name in group["functions"]}
    agree("functions.yml", known, told)
    parts = []
    for group in groups:
        note = f"\n\n{group['note'].strip()}" if "note" in group else ""
        rows = (_function_row(name, entry) for name, entry in group["functions"].items())
        parts.append(f"### {group['title']}{note}\n\n{table(('function', 'example and value'), rows)}")
    return "\n\n".join(parts)


def _function_row(name: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    function = library().get(name)
    signature = entry["signature"] if function is None else _signature(function)
    needs = f" Needs the fact `{function.needs}`." if function and function.needs else ""
    facts = {function.needs: _answering(entry["answer"])} if function and function.needs else {}
    program = mql.compile(entry["example"], library(), name=name, query=True)
    message = unhook.parse(_mail(entry.get("mail", "seed-scam")))
    run = mql.Run(message, unhook.Context(facts=facts), lists=LISTS, strict=True)
    return (
        f"{code(name + signature)}<br>{entry['line']}{needs}",
        f"{code(entry['example'])} → {code(shown(program.value(run)))}",
    )


def _mail(named: str) -> bytes:
    if "\n" in named:
        return named.encode()
    return (_EXAMPLES / f"{named}.eml").read_bytes()


def _signature(function: Function) -> str:
    return str(function.signature) + ("?" if function.signature.nullable else "")


def _answering(answer: Any) -> Callable[..., Any]:
    given = Attachment(raw=answer) if isinstance(answer, bytes) else answer
    return lambda *arguments, **keywords: given


def lists() -> str:
    """The named lists that come with Unhook."""
    return ", ".join(f"`${name}`" for name in sorted(LISTS))
