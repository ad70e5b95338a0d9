"""What a mail server says over one connection, without a socket: bytes in, events out.

Whoever holds the socket writes what `Reply` events carry, and answers a `Begun` and a `Complete` with bytes
made by `answers`.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from unhook.actions.perform import Field
from unhook.limits import DEFAULT
from unhook.mailflow.envelope import Envelope
from unhook.mailflow.job import Job
from unhook.mailflow.milter import wire
from unhook.mailflow.milter.wire import Action, ProtocolError, Step

NEEDED = Action.ADD_HEADERS | Action.CHANGE_HEADERS | Action.CHANGE_BODY | Action.QUARANTINE
WANTED = (
    Step.NO_UNKNOWN
    | Step.NO_DATA
    | Step.SILENT_HEADER
    | Step.SILENT_CONNECT
    | Step.SILENT_HELO
    | Step.SILENT_MAIL
    | Step.SILENT_RCPT
    | Step.SILENT_BODY
    | Step.LEADING_SPACE
)
_RECIPIENTS = 10_000
_MACROS = 1_000


@dataclass(frozen=True, slots=True)
class Reply:
    """To be written at once."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Begun:
    """The header of a mail is here; the server waits to hear whether its body is wanted."""


@dataclass(frozen=True, slots=True)
class Complete:
    """A mail is here, and the server waits for its answer. `whole` is false where it was over the limit and
    its body is left out.
    """

    job: Job
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Aborted:
    """The mail in hand, if there is one, is given up by the server."""


@dataclass(frozen=True, slots=True)
class Over:
    """The server says farewell."""


Event = Reply | Begun | Complete | Aborted | Over


@dataclass(slots=True)
class _Mail:
    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    header: list[Field] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    size: int = 0


class Conversation:
    """One connection's state. `limit`: of a mail, in bytes; of a larger one nothing more is kept, nor of one
    whose header is over `Limits.header_bytes`.

    Header values are kept as they came; where the server leaves out the blank after the colon, one is put
    there.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._packets = wire.Packets()
        self._steps = Step(0)
        self._agreed = False
        self._macros: dict[bytes, dict[str, str]] = {}
        self._client: tuple[str | None, str | None] = (None, None)
        self._helo: str | None = None
        self._mail = _Mail()

    @property
    def spaced(self) -> bool:
        """Whether header values come and go with the blank after the colon."""
        return Step.LEADING_SPACE in self._steps

    def receive(self, data: bytes) -> Iterator[Event]:
        """The events of these bytes, in order. Raises `ProtocolError`; then nothing more is to be said."""
        for command, content in self._packets.feed(data):
            if not self._agreed and command not in b"OQ":
                raise ProtocolError("a command before the options were agreed on")
            yield from self._event(command, content)

    def _event(self, command: bytes, data: bytes) -> Iterator[Event]:
        match command:
            case b"O":
                yield Reply(self._agree(data))
            case b"D":
                self._define(data)
            case b"C":
                self._connect(data)
                yield from self._unless(Step.SILENT_CONNECT)
            case b"H":
                self._helo = _text(data.partition(b"\0")[0])
                yield from self._unless(Step.SILENT_HELO)
            case b"M":
                self._mail = _Mail(sender=_address(data))
                yield from self._unless(Step.SILENT_MAIL)
            case b"R":
                if len(self._mail.recipients) < _RECIPIENTS:
                    self._mail.recipients.append(_address(data))
                yield from self._unless(Step.SILENT_RCPT)
            case b"L":
                self._header(data)
                yield from self._unless(Step.SILENT_HEADER)
            case b"N":
                yield Begun()
            case b"B":
                self._body(data)
                yield from self._unless(Step.SILENT_BODY)
            case b"E":
                self._body(data)
                yield self._complete()
                self._forget()
            case b"A":
                self._forget()
                yield Aborted()
            case b"K":
                self._forget()
                self._macros.clear()
                self._client, self._helo = (None, None), None
                yield Aborted()
            case b"Q":
                yield Over()
            case b"T" | b"U":
                yield Reply(wire.CONTINUE)
            case _:
                raise ProtocolError(f"an unknown command {command!r}")

    def _agree(self, data: bytes) -> bytes:
        version, actions, steps = wire.offer(data)
        if version < 2 or NEEDED & ~actions:
            raise ProtocolError(
                f"the server offers version {version} and actions {actions:#x}; needed are {NEEDED:#x}"
            )
        self._steps = Step(WANTED & steps)
        self._agreed = True
        return wire.options(min(version, wire.VERSION), NEEDED, self._steps)

    def _define(self, data: bytes) -> None:
        texts = wire.strings(data[1:])
        named = zip(texts[::2], texts[1::2], strict=False)
        # Each stage's own, so that a new mail's never mix with the last one's.
        self._macros[data[:1]] = {
            _text(name).strip("{}"): _text(value) for name, value in list(named)[:_MACROS]
        }

    def _connect(self, data: bytes) -> None:
        name, _, rest = data.partition(b"\0")
        address = None
        if rest[:1] in (b"4", b"6"):
            address = _text(rest[3:].partition(b"\0")[0]).removeprefix("IPv6:")
        self._client = address, _text(name)

    def _header(self, data: bytes) -> None:
        mail = self._mail
        mail.size += len(data)
        if mail.size > self._limit or mail.size > DEFAULT.header_bytes:
            mail.size = max(mail.size, self._limit + 1)
            return
        name, _, value = data.partition(b"\0")
        value = value.removesuffix(b"\0")
        mail.header.append(Field(name, value if self.spaced else b" " + value))

    def _body(self, data: bytes) -> None:
        mail = self._mail
        mail.size += len(data)
        if mail.size > self._limit:
            mail.body.clear()
        else:
            mail.body += data

    def _complete(self) -> Complete:
        mail = self._mail
        macros = {name: value for stage in self._macros.values() for name, value in stage.items()}
        address, name = self._client
        envelope = Envelope(
            id=uuid.uuid4().hex,
            received=datetime.now(UTC),
            client_ip=address,
            client_name=name,
            helo=self._helo,
            mail_from=mail.sender,
            recipients=tuple(mail.recipients),
            queue_id=macros.get("i"),
            user=macros.get("auth_authen") or None,
            server=macros.get("j") or "localhost",
        )
        return Complete(Job(envelope, tuple(mail.header), bytes(mail.body)), mail.size <= self._limit)

    def _forget(self) -> None:
        self._mail = _Mail()
        for stage in b"MRTLNBE":
            self._macros.pop(bytes((stage,)), None)

    def _unless(self, step: Step) -> Iterator[Event]:
        if step not in self._steps:
            yield Reply(wire.CONTINUE)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _address(data: bytes) -> str:
    """The address of MAIL or RCPT; its ESMTP parameters follow as texts of their own."""
    return _text(data.partition(b"\0")[0]).strip().removeprefix("<").removesuffix(">")
