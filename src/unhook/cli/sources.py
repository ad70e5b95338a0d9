"""The mails that the arguments name, one after the other, each as bytes with a name."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unhook.errors import InputError
from unhook.limits import DEFAULT

if TYPE_CHECKING:
    from unhook.message.container.stored import Stored


@dataclass(frozen=True, slots=True)
class Source:
    """A mail's bytes and what to call it: the path, with `#2` for the second mail of a mailbox.

    `error` is set, and `raw` empty, where a named thing could not be read. `origin` and `index`
    are the path and the place there, from 0.
    """

    path: str
    raw: bytes = b""
    error: str | None = None
    origin: str = ""
    index: int = 0


REHEARSAL = Source("", b"Subject: warm-up\r\n\r\n")
"""No mail of anybody's: what a process tries its task on before the first one."""


def read(paths: Iterable[str]) -> Iterator[Source]:
    """Every mail under the paths, in order; `-` is standard input.

    One unreadable path does not stop the others: it comes as a `Source` with an `error`.
    """
    for path in paths:
        try:
            yield from _standard_input() if path == "-" else _stored(path)
        except InputError as error:
            yield Source(path, error=_reason(path, str(error)))
        except OSError as error:
            yield Source(path, error=error.strerror or str(error))


def of(stored: "Stored") -> Source:
    """A stored mail with its name."""
    error = stored.error and _reason(stored.origin, stored.error)
    name = f"{stored.origin}#{stored.index + 1}" if stored.index else stored.origin
    return Source(name, stored.raw, error, stored.origin, stored.index)


def _stored(path: str) -> Iterator[Source]:
    from unhook.message.container.stored import open_path

    yield from map(of, open_path(path))


def _standard_input() -> Iterator[Source]:
    from unhook.message.container.stored import split

    raw = sys.stdin.buffer.read(DEFAULT.message_bytes + 1)
    if not raw:
        raise InputError("standard input is empty; pipe a mail into it, as in: unhook check - < mail.eml")
    yield from map(of, split(raw))


def _reason(path: str, error: str) -> str:
    """The error without the path, which stands beside it wherever it is shown."""
    return error.removeprefix(f"{path}: ")
