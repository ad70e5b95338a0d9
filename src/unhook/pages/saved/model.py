"""A page that was kept, as a value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Where = Literal["recorded", "said"]


@dataclass(frozen=True, slots=True)
class Resource:
    """What the page fetched beside itself: `url` absolute, or a file's name beside a page on disk.

    `status` as answered (HTTP), None where nobody noted it; `method` as asked. `saved_as`: the file name that
    the answer was given to be kept under (Content-Disposition), if it was.
    """

    url: str
    data: bytes = field(default=b"", repr=False)
    media_type: str | None = None
    status: int | None = None
    method: str = "GET"
    saved_as: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """`html` is the document's bytes, `charset` what its header declared.

    `url`: where it was found, None for an attachment. `where`: whether a recorder noted that (HAR, or the
    caller), or only the file itself says so, which its author may have written. `redirects`: the addresses by
    which it was reached, the one that was asked first; not its own. `recipients`: of the mail that it was
    attached to, addr-specs. `reached`: the names of `PageLimits` that left something out.
    """

    html: bytes = field(repr=False)
    name: str = ""
    url: str | None = None
    where: Where = "recorded"
    charset: str | None = None
    status: int | None = None
    redirects: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    recipients: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()

    def by_url(self) -> Mapping[str, Resource]:
        """The resources by address, the first of each."""
        found: dict[str, Resource] = {}
        for resource in self.resources:
            found.setdefault(resource.url, resource)
        return found

    def addresses(self) -> Iterator[str]:
        """All addresses under which this page was asked for."""
        yield from self.redirects
        if self.url is not None:
            yield self.url
