from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from unhook.store import Keeping, Keys, Store

from . import server

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
KEYS = Keys({"first": b"1" * 32}, "first")
BACKENDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))

Opener = Callable[..., Store]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives the URL of a fresh database with this version's tables."""
    binaries = server.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server.running(binaries) as url:
        Store.open(url.format("postgres"), migrate=True).close()
        administration = create_engine(
            url.format("template1").replace("postgresql:", "postgresql+psycopg:"),
            isolation_level="AUTOCOMMIT",
        )
        names = (f"test{n}" for n in count())

        def fresh() -> str:
            name = next(names)
            with administration.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE postgres"))
            return url.format(name)

        yield fresh
        administration.dispose()


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database, of each kind in turn."""
    return fresh(request, tmp_path)


def fresh(request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of a fresh database of the kind that is the request's parameter."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'mail.db'}"
    made: Callable[[], str] = request.getfixturevalue("postgresql")
    return made()


@pytest.fixture
def opener(url: str) -> Iterator[Opener]:
    """Opens stores over the same fresh database; they are closed at the end."""
    opened: list[Store] = []

    def open_(keeping: Keeping = Keeping(raw="all", mature_days=0), keys: Keys = KEYS) -> Store:  # noqa: B008
        opened.append(Store.open(url, keeping, keys, clock=lambda: NOW))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()
