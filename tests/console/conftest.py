import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from unhook import app
from unhook.console import password
from unhook.console.application import application
from unhook.console.console import Console, Manner
from unhook.console.guard import FIELD
from unhook.console.judging import Here
from unhook.context import Context
from unhook.store import Delivery, Keeping, Store, quarantine, sessions, users
from unhook.store.users import Role, User
from unhook.verdict.model import AttackType, Level

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
CONTEXT = Context(org_domains=frozenset({"corp.test"}), files=None, direction="inbound")
PASSWORD = "correct horse battery"


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class Browser:
    """A signed-in browser: it sends forms as pages have them."""

    def __init__(self, client: TestClient[Any], secret: str | None = None) -> None:
        self.client = client
        if secret:
            client.cookies.set("unhook", secret, domain="testserver.local")

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, **options)

    def token(self, path: str = "/account") -> str:
        found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', self.client.get(path).text)
        assert found is not None
        return found[1]

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        return self.client.post(path, data={FIELD: self.token(), **(data or {})}, **options)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'mail.db'}", Keeping(raw="all", mature_days=0), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def console(store: Store) -> Console:
    return Console(store, Here(store, CONTEXT), Manner(hosts=("testserver.local",)))


@pytest.fixture
def stranger(console: Console) -> Iterator[TestClient[Any]]:
    with TestClient(application(console), raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


Signer = Callable[..., Browser]


@pytest.fixture
def sign(console: Console) -> Iterator[Signer]:
    """Gives the browser of a fresh user of a role who is signed in."""
    clients: list[TestClient[Any]] = []

    def signed(role: Role, name: str | None = None, address: str | None = None) -> Browser:
        user = person(console.store, name or role, role, address)
        with console.store.writing() as connection:
            secret = sessions.begin(connection, user, at=console.now(), how="test")
        client = TestClient(application(console), raise_server_exceptions=False)
        client.__enter__()
        client.follow_redirects = False
        clients.append(client)
        return Browser(client, secret)

    yield signed
    for client in clients:
        client.__exit__(None, None, None)


KEPT = password.hashed(PASSWORD)


def person(store: Store, name: str, role: Role, address: str | None = None) -> User:
    with store.writing() as connection:
        return users.named(connection, name) or users.add(
            connection, name, role, by="test", at=store.now(), address=address, password=KEPT
        )


Keeper = Callable[..., int]


@pytest.fixture
def keep(store: Store) -> Keeper:
    """Records a mail; gives its number."""
    taken = count()

    def kept(
        level: Level = "malicious",
        to: str = "jo@corp.test",
        held: bool = True,
        place: str = "store",
        attack: AttackType = "credential_phishing",
        **parts: str,
    ) -> int:
        n = next(taken)
        mail = {
            "sender": "Mallory <mallory@evil.test>",
            "subject": "Your mailbox",
            "body": "Sign in at https://login.evil.test/",
            "extra": "",
        } | parts
        raw = (
            f"From: {mail['sender']}\nTo: {to}\nSubject: {mail['subject']}\nMessage-ID: <{n}@evil.test>\n"
            f"Date: {format_datetime(NOW - timedelta(hours=n + 1))}\n{mail['extra']}\n{mail['body']}\n"
        )
        checked = app.check(raw.encode(), CONTEXT)
        verdict = replace(checked.verdict, level=level, attack_types=(attack,))
        with store.writing() as connection:
            recorded = store.record(
                checked.message,
                verdict,
                Delivery("milter", recipients=(to,)),
                keep_raw=True,
                connection=connection,
            )
            if held:
                quarantine.hold(connection, recorded.id, place=place, at=store.now(), by="milter")
        return recorded.id

    return kept
