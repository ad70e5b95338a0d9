"""Columns that mean the same in SQLite (STRICT) and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Double, Integer, LargeBinary, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Number: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
Share: TypeEngine[float] = Double().with_variant(sqlite.REAL(), "sqlite")
Sealed: TypeEngine[bytes] = LargeBinary()


class Prose(TypeDecorator[str]):
    """Text of any kind; what a database does not take (NUL, halves of surrogate pairs) is replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """What the database takes."""
        return None if value is None else clean(value)


class Word(Prose):
    """Text that is compared byte by byte, so that a range of it is a range of the index."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """SQLite compares so by itself."""
        kind = postgresql.TEXT(collation="C") if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)  # type: ignore[no-any-return]


class Moment(TypeDecorator[datetime]):
    """A time in UTC as microseconds since 1970; a naive one is taken as UTC."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """SQLite's strict tables know no BIGINT."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())  # type: ignore[no-any-return]

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """To microseconds."""
        return None if value is None else (utc(value) - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """From microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def clean(text: str) -> str:
    """A text without NUL and without halves of surrogate pairs."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; one that no calendar of UTC has is moved to the nearest that it has."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        edge = datetime.max if moment.year > 2 else datetime.min
        return edge.replace(tzinfo=UTC)
