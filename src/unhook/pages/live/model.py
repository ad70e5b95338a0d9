"""What became of a request to the web, by name."""

from dataclasses import dataclass
from typing import Literal

from unhook.pages.broker import Request

Unfit = Literal[
    "v4-mapped", "nat64", "6to4", "teredo",
    "metadata", "loopback", "unspecified", "private", "shared", "link-local", "multicast", "broadcast",
    "documentation", "benchmark", "reserved",
]  # fmt: skip
"""Why an address is not of the whole world."""

Refusal = Literal[
    "method", "scheme", "host", "port", "denied", "not-allowed",
    Unfit,
    "no-address", "no-connection", "no-answer", "certificate", "tls", "protocol", "encoding",
    "requests", "page_bytes", "seconds",
]  # fmt: skip
"""Why a request was not answered: by what it asks for; by whom its host stands for; by how the host answered;
or by the limit (`LiveLimits`) that was reached.
"""

BUDGETS: frozenset[Refusal] = frozenset({"requests", "page_bytes", "seconds"})
"""Those that say nothing of the page, only that nobody looked on."""


class RefusedError(Exception):
    """A request that is not answered. `detail`: an address, a port, what the server's certificate lacks."""

    def __init__(self, name: Refusal, detail: str = "") -> None:
        self.name: Refusal = name
        self.detail = detail
        super().__init__(f"{name}: {detail}" if detail else name)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request and what became of it: `refusal` with its `detail`, or an answer of `status` from `address`.

    `size`: bytes of the answer, decoded. `cut`: it was longer than `LiveLimits.resource_bytes`. `download`:
    it was a file to keep, of that name, and its content was not taken.
    """

    request: Request
    refusal: Refusal | None = None
    detail: str = ""
    address: str | None = None
    status: int | None = None
    size: int = 0
    cut: bool = False
    download: str | None = None
