"""One message under evaluation: its facts, the texts prepared once, what is already known.

Everything here lives as long as one message: rules of any number of programs share a
`Run`, so that no function is asked twice for the same arguments.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from unhook.context import Context
from unhook.limits import Limits
from unhook.message.model import Message
from unhook.mql.lists import folded
from unhook.mql.values import Unavailable, first_unknown

if TYPE_CHECKING:
    from unhook.mql.library.function import Function

T = TypeVar("T")

# Facts about the delivery, not about the message: absent, they are unavailable rather than null.
FACTS = frozenset({"mailbox", "external", "triage"})
UNSET: Any = object()
_SAME_BY_VALUE = (str, int, float, bool, type(None))


class OutOfTime(Exception):
    """A rule's or the message's time is used up."""


class _Once(dict[str, T]):
    """What was made of each text, which is made when it is first asked for."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        made = self[text] = self._make(text)
        return made


class Run:
    """Evaluation of rules over one message.

    `lists` are defaults behind `context.lists`; `providers` defaults to `context.facts`;
    `clock` gives seconds; `strict` lets a function's mistakes out, for tests.
    `limits_reached` fills with the names of limits that cut a text.
    """

    def __init__(
        self,
        message: Message,
        context: Context | None = None,
        *,
        lists: Mapping[str, Any] | None = None,
        providers: Mapping[str, Any] | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        strict: bool = False,
    ) -> None:
        self.message = message
        self.context = context if context is not None else Context()
        self.limits = limits if limits is not None else self.context.limits
        self.providers = self.context.facts if providers is None else providers
        self.limits_reached: set[str] = set()
        html = message.body.html
        self._sources = set() if html is None else {html.raw}
        searched = partial(_searched, self.limits, self._sources, self.limits_reached)
        self.encoded: Callable[[str], bytes] = _Once(partial(_encoded, searched)).__getitem__
        """What patterns read of the text, in UTF-8; encoded once."""
        self.folded: Callable[[str], str] = _Once(str.lower).__getitem__
        """The text in lower case; folded once."""
        self.screen: Callable[[str], str] = _Once(partial(_screen, searched, self.folded)).__getitem__
        """What patterns read, with every character that RE2 folds to an ASCII letter as that letter in lower
        case; made once.
        """
        self.clock = clock
        self.strict = strict
        self.slots: dict[Any, list[Any]] = {}
        self._lists = lists if lists is not None else {}
        self.around = (self.context, self._lists, self.providers)
        self._named: dict[tuple[str, bool], Collection[Any] | Unavailable] = {}
        self._memory: dict[Any, tuple[Any, Any]] = {}
        self._end = clock() + self.limits.message_seconds
        self._deadline = self._end
        self._rule_seconds = self.limits.rule_seconds
        self._extended_seconds = self.limits.message_seconds
        self._absent: dict[str, Unavailable] = {}

    def begin_rule(self) -> None:
        """Start a rule's own clock; raises `OutOfTime` when the message's time is used up."""
        now = self.clock()
        if now > self._end:
            raise OutOfTime
        self._deadline = now + self._rule_seconds

    @contextmanager
    def extended(self) -> Iterator[None]:
        """The clock of a question that is asked after the rules ran: for a place, for what stayed open. All
        of them together get no more than `Limits.message_seconds` again.
        """
        start = self.clock()
        self._end = start + self._extended_seconds
        self._deadline = start + self._rule_seconds
        try:
            yield
        finally:
            self._extended_seconds -= self.clock() - start

    def check_time(self) -> None:
        """Raises `OutOfTime` behind the deadline."""
        now = self.clock()
        if now > self._deadline or now > self._end:
            raise OutOfTime

    def paced(self, items: Iterable[T]) -> Iterator[T]:
        """The items, with a look at the clock every 32."""
        for count, item in enumerate(items):
            if not count & 31:
                self.check_time()
            yield item

    def source(self, text: str) -> str:
        """The text, known from now on as the source of a document, as the HTML body's is from the start."""
        self._sources.add(text)
        return text

    def fact(self, name: str) -> Any:
        """A delivery fact, `mailbox`, `external` or `triage`, or its absence."""
        value = getattr(self.message, name, None)
        if value is None and name in self.providers:
            from unhook.mql.conform import conform
            from unhook.mql.schema import roots

            value = conform(self.providers[name], roots()[name].type)
        return Unavailable(name) if value is None else value

    def has(self, name: str) -> bool:
        """Whether somebody supplied a fact: a `$list`, a delivery fact, or a capability."""
        if name.startswith("$"):
            return not isinstance(self.named(name[1:]), Unavailable)
        if name in FACTS:
            return not isinstance(self.fact(name), Unavailable)
        return name in self.providers

    def named(self, name: str, fold: bool = False) -> Collection[Any] | Unavailable:
        """A named list, in lower case if `fold`; `Unavailable` when nobody supplied it."""
        found = self._named.get((name, fold))
        if found is None:
            found = self._find_list(name)
            if name == "org_vips" and not isinstance(found, Unavailable):
                from unhook.mql.conform import conform
                from unhook.mql.schema import list_type

                found = conform(tuple(found), list_type(name))
            if fold and not isinstance(found, Unavailable):
                found = folded(found)
            self._named[name, fold] = found
        return found

    def _find_list(self, name: str) -> Collection[Any] | Unavailable:
        for source in (self.context.lists, self._lists):
            if name in source:
                entries: Collection[Any] = source[name]
                return entries
        if name == "org_domains" and self.context.org_domains is not None:
            return self.context.org_domains
        if name == "org_vips" and self.context.org_vips is not None:
            return self.context.org_vips
        if name == "org_slds" and self.context.org_domains is not None:
            from unhook.links import domain

            parsed = map(domain.parse, sorted(self.context.org_domains))
            return frozenset(each.sld for each in parsed if each is not None and each.sld)
        return Unavailable(f"${name}")

    def remembered(self, key: Any, keep: Any, make: Callable[[], Any]) -> Any:
        """`make()` at the first call with `key`, its result afterwards. `keep` holds what `key` was made
        of alive, so that an identity in the key stays unique.
        """
        try:
            return self._memory[key][1]
        except KeyError:
            pass
        self.check_time()
        value = make()
        self._memory[key] = (keep, value)
        return value

    def call(self, function: "Function", arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        """A function's answer; null and unavailable arguments are answered without asking it."""
        if function.prepare is not None and len(arguments) > 2:
            known = tuple(each for each in arguments[1:] if each is not None)
            arguments = (arguments[0], *(known or (None,)))
        if arguments or keywords:
            absent = first_unknown(*arguments, *keywords.values())
            if absent is not ...:
                return absent
        if function.needs is not None and function.needs not in self.providers:
            return self.absent(function.needs)
        if not function.remember:
            return self._answer(function, arguments, keywords)
        values = (*arguments, *keywords.values())
        key = (
            function.name,
            *keywords,
            *(each if isinstance(each, _SAME_BY_VALUE) else ("id", id(each)) for each in values),
        )
        return self.remembered(key, values, lambda: self._answer(function, arguments, keywords))

    def absent(self, name: str) -> Unavailable:
        """What stands for a fact that nobody supplied."""
        return self._absent.get(name) or self._absent.setdefault(name, Unavailable(name))

    def _answer(self, function: "Function", arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        if function.needs is None:
            before = (self,) if function.takes_run else ()
            return function.body(*before, *arguments, **keywords)
        provider = self.providers[function.needs]
        from unhook.mql.conform import conform

        ask = getattr(provider, function.name.rpartition(".")[2], provider)
        start = self.clock()
        try:
            return conform(ask(*arguments, **keywords), function.signature.returns)
        finally:
            # The clock is for rules: a capability has limits of its own, and not the rule is slow.
            taken = self.clock() - start
            self._end += taken
            self._deadline += taken


def _searched(limits: Limits, sources: AbstractSet[str], reached: set[str], text: str) -> str:
    """No more than `Limits.rule_text_chars`; of the source of a document, most of which nobody sees,
    `Limits.rule_source_chars`.
    """
    if len(text) <= limits.rule_text_chars:
        return text
    limit = "rule_source_chars" if text in sources else "rule_text_chars"
    most: int = getattr(limits, limit)
    if len(text) > most:
        reached.add(limit)
    return text[:most]


def _encoded(searched: Callable[[str], str], text: str) -> bytes:
    return searched(text).encode("utf-8", "replace")


def _screen(searched: Callable[[str], str], folded: Callable[[str], str], text: str) -> str:
    lower = folded(searched(text))
    return lower if lower.isascii() else lower.replace("ſ", "s")
