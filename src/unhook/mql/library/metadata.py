"""`beta.parse_exif`: a file's metadata, asked of a capability."""

from dataclasses import dataclass

from unhook.message.model import Attachment
from unhook.mql.library.function import provided


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One metadata field."""

    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Document metadata as exiftool names it."""

    fields: tuple[KeyValue, ...] | None = None
    producer: str | None = None
    creator: str | None = None
    author: str | None = None
    title: str | None = None
    page_count: int | None = None
    image_height: int | None = None
    image_width: int | None = None
    zip_file_name: str | None = None
    zip_uncompressed_size: int | None = None


@provided("beta.parse_exif", needs="exif", cost=2_000)
def parse_exif(file: Attachment) -> Metadata:
    """A file's metadata."""
    raise NotImplementedError


FUNCTIONS = (parse_exif,)
