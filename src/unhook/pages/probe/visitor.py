"""An identity in front of a page: waits, tells its address if asked, looks, and types a password once the
network is gone.
"""

import re
import time
from dataclasses import dataclass, field, replace

from playwright.async_api import Page

from unhook.limits import PROBE, ProbeLimits
from unhook.pages.probe import mask, traces
from unhook.pages.probe.canaries import Canaries, Canary
from unhook.pages.probe.clock import Clock
from unhook.pages.probe.desk import Desk
from unhook.pages.probe.model import Identity
from unhook.pages.probe.rendered import Node
from unhook.pages.probe.seen import Button, Eye, Seen
from unhook.pages.source.model import ASKED
from unhook.pages.source.read import Field

_ON = re.compile(
    r"next|continue|proceed|go on|sign.?in|log.?[io]n|submit|confirm|verify|view|open|access|send|weiter"
    r"|anmelden|einloggen|bestätigen|senden|suivant|continuer|connexion|connecter|valider|siguiente|continuar"
    r"|iniciar|entrar|acceder|seguinte|avançar|confirmar|avanti|accedi|continua|volgende|inloggen|verder",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"forgot|reset|create|register|sign.?up|cancel|back|help|privacy|terms|cookie|accept|with (?:google|apple"
    r"|facebook|microsoft|sso)|vergessen|registrieren|abbrechen|zurück|oublié|annuler|olvid|cancelar|esquec"
    r"|annulla|vergeten|annuleren|language|menu|search",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:open|view|show|read|access|sign.?in|log.?in|öffnen|ansehen|anzeigen|anmelden|ouvrir|voir|afficher"
    r"|abrir|ver|mostrar|visualizar|apri|visualizza|mostra|openen|bekijken)\b",
    re.IGNORECASE,
)
_TAKES_A_MOMENT = 0.6


@dataclass(slots=True)
class Visited:
    """What a visit has come to, kept as it goes on, so that a page which hangs later was still seen.

    `first`: before the address was told, if it was (`typed`). `attempts`: how many requests the desk had
    noted when each began, and what was typed. `done`: nothing was left out.
    """

    seen: Seen | None = None
    screenshot: bytes = b""
    first: Seen | None = None
    typed: bool = False
    attempts: list[tuple[int, tuple[Canary, ...]]] = field(default_factory=list)
    done: bool = False


class Visitor:
    """The act of one identity (`browser.visit.Act`)."""

    def __init__(
        self, identity: Identity, desk: Desk, canaries: Canaries, limits: ProbeLimits = PROBE
    ) -> None:
        self._identity, self._desk, self._canaries, self._limits = identity, desk, canaries, limits
        self._address = identity.address or canaries.visitor()
        self.visited = Visited()

    async def __call__(self, page: Page) -> None:
        """Look at a page that has loaded."""
        eye = Eye(page, mask.of(self._identity), f"view {self._identity.key}")
        clock = await Clock.of(page, self._desk, time.monotonic() + self._limits.view_seconds)
        await clock.pass_(self._limits.settle_seconds)
        seen = await eye.look()
        if not _asks(seen):
            await clock.pass_(self._limits.delay_seconds)
            seen = await self._opened(eye, clock, await eye.look())
        self.visited.seen = self.visited.first = seen
        if self._identity.address is not None:
            await self._introduce(eye, clock)
        self.visited.screenshot = await eye.shot()
        self._desk.cut()
        await self._try(eye, clock)
        self.visited.done = True

    async def _opened(self, eye: Eye, clock: Clock, seen: Seen) -> Seen:
        """Press what shows the thing of which a page speaks that asks for nothing; where there is a form,
        nothing.
        """
        opening = [each for each in seen.buttons() if _OPENS.search(each.text)]
        idle = not _asks(seen) and "<form" not in seen.page.html and not clock.over
        if not idle or not opening or not await eye.press(opening[0].node):
            return seen
        return await self._changed(eye, clock, seen)

    async def _introduce(self, eye: Eye, clock: Clock) -> None:
        """Tell a page that asks for the address who looks, until it asks for something else."""
        for _ in range(self._limits.rounds):
            before = self.visited.seen
            if before is None or (found := _address_field(before)) is None:
                return
            asks, node = found
            if not await eye.fill(node, self._address):
                return
            self.visited.typed = True
            # Leaving the field is what some wait for.
            await eye.key("Tab")
            await clock.pass_(_TAKES_A_MOMENT)
            seen = await eye.look()
            if not _asks_secret(seen):
                await eye.key("Enter", node)
                seen = await self._changed(eye, clock, seen)
                if seen.url == before.url and not _asks_secret(seen):
                    seen = await self._pressed(eye, clock, seen, asks)
            self.visited.seen = seen
            if _asks_secret(seen) or seen.page.html == before.page.html:
                return

    async def _pressed(self, eye: Eye, clock: Clock, seen: Seen, after: Field) -> Seen:
        """Press what leads on, until the page shows something else."""
        for button in _leading_on(seen, after)[: self._limits.buttons]:
            if clock.over or not await eye.press(button.node):
                continue
            now = await self._changed(eye, clock, seen)
            if now.url != seen.url or now.page.html != seen.page.html:
                return now
        return seen

    async def _changed(self, eye: Eye, clock: Clock, before: Seen) -> Seen:
        await clock.pass_(self._limits.settle_seconds)
        seen = await eye.look()
        if not _asks(seen) and seen.page.html != before.page.html:
            await clock.pass_(self._limits.delay_seconds)
            seen = await eye.look()
        return seen

    async def _try(self, eye: Eye, clock: Clock) -> None:
        """Type secrets and send them, once more where the page asks again."""
        seen = self.visited.seen
        for _ in range(self._limits.attempts):
            if seen is None or not _takes(seen) or clock.over:
                return
            canaries = await self._filled(eye, seen)
            if not canaries:
                return
            self.visited.attempts.append((len(self._desk.noted), canaries))
            await self._send(eye, clock, seen)
            now = await eye.look()
            if now.page.html == seen.page.html:
                return
            seen = now

    async def _filled(self, eye: Eye, seen: Seen) -> tuple[Canary, ...]:
        typed: list[Canary] = []
        for each in seen.read.fields[: self._limits.fields]:
            node = seen.node(each)
            if node is None:
                continue
            canary = self._canaries.secret(each.kind, each.name)
            if each.kind == "mail":
                canary = replace(canary, typed=self._address, core=self._address)
            if await eye.fill(node, canary.typed):
                typed.append(canary)
        for place, node in seen.page.nodes.items():
            if node.kind == "checkbox" and _is_required(seen, place):
                await eye.key("Space", node)
        return tuple(typed)

    async def _send(self, eye: Eye, clock: Clock, seen: Seen) -> None:
        """Press Enter in the last secret's field, else what leads on, until it was sent."""
        last = [each for each in seen.read.fields if each.kind in (*ASKED, "card")][-1]
        await eye.key("Tab")
        await eye.key("Enter", seen.node(last))
        await clock.pass_(self._limits.settle_seconds)
        for button in _leading_on(seen, last)[: self._limits.buttons]:
            if self._sent() or clock.over:
                return
            if await eye.press(button.node):
                await clock.pass_(self._limits.settle_seconds)

    def _sent(self) -> bool:
        """Whether the last secrets went anywhere."""
        mark, canaries = self.visited.attempts[-1]
        secrets = [canary for canary in canaries if canary.what in (*ASKED, "card")]
        return any(
            traces.of_canaries(traces.payload(note.request), secrets) for note in self._desk.noted[mark:]
        )


def _asks(seen: Seen) -> bool:
    return any(each.kind != "other" for each in seen.read.fields)


def _address_field(seen: Seen) -> tuple[Field, Node] | None:
    for each in seen.read.fields:
        if each.kind == "mail" and (node := seen.node(each)) is not None:
            return each, node
    return None


def _asks_secret(seen: Seen) -> bool:
    return any(each.kind in ASKED for each in seen.read.fields)


def _takes(seen: Seen) -> bool:
    return any(each.kind in (*ASKED, "card") for each in seen.read.fields)


def _is_required(seen: Seen, place: int) -> bool:
    source = seen.page.html
    return " required" in source[place : source.find(">", place)]


def _leading_on(seen: Seen, after: Field) -> list[Button]:
    """What may lead on from a field: those that submit behind it, those whose words say so, then others."""
    place = after.evidence.span[0] if after.evidence.span else 0
    able = [each for each in seen.buttons() if not _ASIDE.search(each.text)]
    return sorted(
        able,
        key=lambda each: (
            not (each.submits and each.place > place),
            not _ON.search(each.text),
            each.place < place,
            each.place,
        ),
    )
