"""One function of the rule language: a typed Python function and what the engine must know of it.

    @function("link.belongs_to_sender")
    def belongs_to_sender(run: Run, url: Url) -> bool: ...

Name, parameters, keywords and result types are read from the Python signature: `*args` are
variadic arguments, keyword-only parameters are keywords, `X | None` may be null. A first
parameter named `run` receives the `Run` (message, context, cached texts) and is no argument.
The body never sees null or unavailable arguments: the engine answers those by itself (a
null argument gives null; of variadic ones the null are dropped, and only all-null gives
null). It is pure, never raises on content, and its time is linear in its input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from unhook.mql.types import Signature, signature_of

Decorator = Callable[[Callable[..., Any]], "Function"]


@dataclass(frozen=True, eq=False)
class Function:
    """A registered function.

    `needs`: the capability in `Context.facts` that answers calls; the Python function is
    then only the signature. `remember`: the answer is kept per message by argument
    identity. `cost`: rough microseconds a call, used to test cheap conditions first.
    `prepare`: given the variadic arguments once, returns `(run, source) -> result`; rules
    with constant needles pay for folding or compiling them once. `inline`: given Python
    source of the text and a few constant needles, source of the test, with `run` in scope;
    in place of `prepare` where a call costs more than the test. `examine`: given the
    literal arguments, returns what is wrong with them, else None (only a warning when
    `tolerant`). `spans`: given source text and needles, the half-open code-point range
    that matched, for evidence.
    """

    name: str
    body: Callable[..., Any]
    needs: str | None = None
    remember: bool = False
    cost: float = 1.0
    prepare: Callable[..., Callable[[Any, str], Any]] | None = None
    inline: Callable[..., str] | None = None
    examine: Callable[..., str | None] | None = None
    tolerant: bool = False
    spans: Callable[..., tuple[int, int] | None] | None = None

    @cached_property
    def signature(self) -> Signature:
        """Parameters and result, read from the Python function."""
        return signature_of(self.body)

    @cached_property
    def takes_run(self) -> bool:
        """Whether the body wants the `Run` as its first argument."""
        names = self.body.__code__.co_varnames
        return bool(self.body.__code__.co_argcount and names[0] == "run")


def function(name: str, **properties: Any) -> Decorator:
    """Register the decorated Python function under a dotted name; `properties` are those of `Function`."""
    return lambda body: Function(name, body, **properties)


def provided(name: str, needs: str, cost: float = 1_000.0) -> Decorator:
    """Register a function that a capability answers; the decorated one is its signature only.

    `Context.facts[needs]` is asked: its method named like the last part of `name`, or the
    object itself when it has none. It may return values of the declared type or plain
    dicts and lists of that shape, None for null, or `Unavailable`.
    """
    return lambda body: Function(name, body, needs=needs, remember=True, cost=cost)
