"""Every line of `conformance/*.txt`, `expression => value`, by the compiler and by the tracing evaluator."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from unhook import mql
from unhook.mql.evaluator import evaluate

from .example import CONTEXT, MESSAGE

HERE = Path(__file__).parent / "conformance"


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                expression, _, value = line.rpartition(" => ")
                yield pytest.param(expression, value, id=f"{path.stem}:{number}")


def expected(value: str) -> Any:
    """`?a,b` is unavailable for want of a and b; everything else is JSON."""
    return mql.Unavailable(*value[1:].split(",")) if value.startswith("?") else json.loads(value)


def plain(value: Any) -> Any:
    """Arrays as lists, so that they compare with JSON's."""
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize(("expression", "value"), list(cases()))
def test_value(expression: str, value: str) -> None:
    program = mql.compile(expression, query=True)
    run = mql.Run(MESSAGE, CONTEXT, strict=True)
    wanted = expected(value)
    for got in (plain(program.value(run)), plain(evaluate(program.tree, mql.STANDARD, run))):
        assert got == wanted
        assert type(got) is type(wanted)


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) >= 250
