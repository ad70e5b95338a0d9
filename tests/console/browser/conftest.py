"""One Chromium for all tests of the console, and the console on loopback for those of a module."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from console.conftest import KEPT, Clock
from unhook.console import demo
from unhook.console.application import application
from unhook.console.console import Console
from unhook.console.judging import Here
from unhook.context import Context
from unhook.pages.browser import availability
from unhook.store import Keeping, Store, blocks, exempt, lessons, searches, sessions, teaching, tokens, users
from unhook.store.model import Summary
from unhook.store.query import parse
from unhook.store.search import search
from unhook.store.users import Role, User

ORG = Context(org_domains=frozenset({"example.org"}), files=None, direction="inbound")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Ended with the package: while it runs, no event loop of another test can run in this thread."""
    program = availability.chromium()
    if program is None:
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        # Everything that it is shown comes from this machine; containers have no sandbox to offer.
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False)
        yield browser
        browser.close()


@dataclass
class Site:
    """A console that answers."""

    console: Console
    port: int
    opened: list[BrowserContext] = field(default_factory=list)

    @property
    def url(self) -> str:
        """By name: at an address there are no passkeys."""
        return f"http://localhost:{self.port}"

    def person(self, name: str, role: Role, **values: Any) -> User:
        with self.console.store.writing() as connection:
            return users.named(connection, name) or users.add(
                connection, name, role, by="test", at=self.console.now(), password=KEPT, **values
            )

    def found(self, query: str) -> Summary:
        """The newest mail that a search finds."""
        with self.console.store.reading() as connection:
            return search(connection, parse(query, self.console.now())).messages[0]

    def context(self, browser: Browser, user: User | None = None, **options: Any) -> BrowserContext:
        """A browser of its own in which a user is signed in."""
        made = browser.new_context(
            **{"locale": "en", "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
            | options
        )
        made.set_default_timeout(15_000)
        if user is not None:
            with self.console.store.writing() as connection:
                secret = sessions.begin(connection, user, at=self.console.now(), how="test")
            made.add_cookies([{"name": "unhook", "value": secret, "url": self.url, "httpOnly": True}])
        self.opened.append(made)
        return made

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()


@contextmanager
def serving(console: Console) -> Iterator[Site]:
    """The console on loopback, in a thread."""
    server = uvicorn.Server(uvicorn.Config(application(console), port=0, log_level="warning"))
    started = threading.Event()
    startup = server.startup

    async def told(*args: Any, **values: Any) -> None:
        await startup(*args, **values)
        started.set()

    server.startup = told  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert started.wait(30)
        site = Site(console, server.servers[0].sockets[0].getsockname()[1])
        yield site
        site.close()
    finally:
        server.should_exit = True
        thread.join(30)


@contextmanager
def empty(folder: Path, clock: Clock | None = None) -> Iterator[Console]:
    """A console whose store has no mail."""
    keeping = Keeping(raw="all", mature_days=0)
    url = f"sqlite:///{folder / 'mail.db'}"
    store = Store.open(url, keeping, clock=clock) if clock else Store.open(url, keeping)
    try:
        yield Console(store, Here(store, ORG))
    finally:
        store.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The examples of the demonstration, and something of everything else that pages show."""
    with empty(tmp_path_factory.mktemp("console")) as console, serving(console) as site:
        filled(site)
        yield site


def filled(site: Site) -> None:
    store, now = site.console.store, site.console.now()
    demo.fill(store, ORG)
    ada = site.person("Ada Admin", "admin")
    site.person("Ann Analyst", "analyst")
    soon = now + timedelta(days=30)
    lesson = site.found("verdict:malicious").id
    with store.writing() as connection:
        teaching.teach(connection, lesson, "phish", by="Ada Admin", at=now)
        lessons.make(connection, lesson, "", by="Ada Admin", at=now)
        exempt.make(
            connection, "domain", "partner.test", reason="A partner", by="Ada Admin", at=now, expires=soon
        )
        blocks.make(connection, "mallory@evil.test", reason="Sends nothing else", by="Ada Admin", at=now)
        tokens.make(connection, ada, "mail gateway", ["check", "read"], by="Ada Admin", at=now, expires=soon)
        searches.save(connection, ada.id, "This week", "after:7d -verdict:clean", at=now)
