"""The mails that the arguments name, one after the other, each as bytes with a name."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unhook.errors import InputError
from unhook.limits import DEFAULT


@dataclass(frozen=True, slots=True)
class Source:
    """A mail's bytes and what to call it: the path, with `#2` for the second mail of a mailbox.

    `error` is set, and `raw` empty, where a named thing could not be read.
    """

    path: str
    raw: bytes = b""
    error: str | None = None


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


def _stored(path: str) -> Iterator[Source]:
    from unhook.message.container.stored import open_path

    for stored in open_path(path):
        error = stored.error and _reason(stored.origin, stored.error)
        yield Source(_name(stored.origin, stored.index), stored.raw, error)


def _standard_input() -> Iterator[Source]:
    from unhook.message.container.stored import split

    raw = sys.stdin.buffer.read(DEFAULT.message_bytes + 1)
    if not raw:
        raise InputError("standard input is empty; pipe a mail into it, as in: unhook check - < mail.eml")
    for stored in split(raw):
        yield Source(_name("-", stored.index), stored.raw, stored.error)


def _reason(path: str, error: str) -> str:
    """The error without the path, which stands beside it wherever it is shown."""
    return error.removeprefix(f"{path}: ")


def _name(origin: str, index: int) -> str:
    return f"{origin}#{index + 1}" if index else str(origin)
