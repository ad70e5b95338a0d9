"""The watch as a service: started, reloaded and stopped without losing a mail."""

import asyncio
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from unhook import app
from unhook.context import Context
from unhook.errors import ConfigError, StoreError, UnhookError
from unhook.mailbox.model import Mailbox
from unhook.mailflow import extra, signals
from unhook.mailflow.judge import context as known
from unhook.mailflow.notify import notify
from unhook.mailflow.pool import Pool
from unhook.mailflow.watch import opinion
from unhook.mailflow.watch.watcher import PAUSES, Watcher
from unhook.message.model import Message
from unhook.settings import Settings, load
from unhook.settings.watch import AccountTable

with extra.store():
    from unhook.mailflow.reported.guard import Guard
    from unhook.mailflow.reported.post import Post
    from unhook.mailflow.reported.reportbox import ReportBox
    from unhook.mailflow.watch.inbox import Inbox, Takes
    from unhook.mailflow.watch.performer import Performer
    from unhook.store import Store, deeds, orders

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 1.0
_END_SECONDS = 45.0


async def run(path: Path) -> None:
    """Watch until SIGTERM or SIGINT; SIGHUP reads the file, the rules and the model anew.

    Raises `ConfigError` and the like where the start fails; a reload that fails leaves all as it was.
    """
    settings = _loaded(path)
    stop, again = signals.asked()
    pool = Pool(settings, settings.milter.workers or len(os.sched_getaffinity(0)))
    try:
        await pool.start()
        store = await _store(settings, stop)
        if store is not None:
            await _watch(path, settings, pool, store, stop=stop, again=again)
    finally:
        await pool.close()


def _loaded(path: Path) -> Settings:
    settings = load(path)
    if not settings.watch.account:
        raise ConfigError(f"{path}: no [[watch.account]]: there is nothing to watch")
    if settings.store.url is None:
        raise ConfigError(f"{path}: the watch needs [store] url: there it keeps how far it read")
    return settings


async def _store(settings: Settings, stop: asyncio.Event) -> "Store | None":
    """The store, as soon as it is there; None where the watch ends before."""
    assert settings.store.url is not None
    for failures in range(1_000_000):
        try:
            return await asyncio.to_thread(Store.open, settings.store.url)
        except StoreError as error:
            if not error.temporary:
                raise
            if not failures:
                _LOG.error("alarm: the watch waits for its store: %s", error)
        if await _set(stop, PAUSES[min(failures, len(PAUSES) - 1)]):
            break
    return None


async def _watch(
    path: Path, settings: Settings, pool: Pool, store: "Store", *, stop: asyncio.Event, again: asyncio.Event
) -> None:
    watchers, post = _started(settings, pool, store), _post(settings, store)
    sending: asyncio.Task[None] | None = None
    notify("READY")
    try:
        while not await _set(stop, _LOOK_SECONDS):
            waiting = await asyncio.to_thread(_waiting, store)
            for watcher in watchers:
                if orders.imap(watcher.account.name) in waiting:
                    watcher.wake()
            if post is not None and orders.SMTP in waiting and (sending is None or sending.done()):
                sending = asyncio.create_task(asyncio.to_thread(_send, post))
            if again.is_set():
                again.clear()
                notify("RELOADING")
                try:
                    fresh = _loaded(path).model_copy(update={"store": settings.store})
                    await pool.renew(fresh)
                except UnhookError as error:
                    _LOG.error("alarm: not reloaded, all stays as it was: %s", error)
                else:
                    await _ended(watchers)
                    settings = fresh
                    watchers, post = _started(settings, pool, store), _post(settings, store)
                    _LOG.info("reloaded")
                notify("READY")
    finally:
        notify("STOPPING")
        await _ended(watchers)


def _started(settings: Settings, pool: Pool, store: "Store") -> list[Watcher]:
    judge = opinion.bridge(pool, settings.milter.deadline_seconds, asyncio.get_running_loop())
    context = replace(known(settings), direction=None)
    watchers = [
        _watcher(account, settings, judge, store, context=context) for account in settings.watch.account
    ]
    for watcher in watchers:
        watcher.start()
    _LOG.info("watching %d mailboxes", len(watchers))
    return watchers


def _watcher(
    account: AccountTable, settings: Settings, judge: opinion.Judge, store: "Store", *, context: Context
) -> Watcher:
    mine = replace(context, mailbox=account.owner)
    largest = settings.milter.max_message_bytes

    def parse(raw: bytes) -> Message:
        return app.parse(raw, mine)

    def form(raw: bytes, whole: bool) -> opinion.Opinion:
        if not whole:
            return opinion.unjudged(raw, "it is larger than max_message_bytes")
        return opinion.form(raw, account.owner, judge, mine, watcher.stopped)

    def form_of(raw: bytes, owner: str) -> opinion.Opinion:
        whose = replace(context, mailbox=owner)
        return opinion.form(raw, owner, judge, whose, watcher.stopped)

    takes: Takes = Inbox(account, store, form)
    if settings.report.account == account.name:
        takes = ReportBox(Inbox(account, store, form), settings.report, _guard(account, settings), form_of)
    watcher = Watcher(
        account,
        store,
        _connecting(account, settings),
        takes=takes,
        performer=Performer(account, store, parse),
        largest=largest,
    )
    return watcher


def _guard(account: AccountTable, settings: Settings) -> "Guard":
    own = (account.owner, account.user, settings.report.address, settings.smtp.sender)
    return Guard(
        frozenset(each.lower() for each in own if each),
        frozenset(settings.report.reporters),
        frozenset(settings.milter.trusted_authserv_ids),
    )


def _post(settings: Settings, store: "Store") -> "Post | None":
    """Who sends mails, if anybody is to."""
    sender = settings.smtp.sender or settings.report.address
    if sender is None:
        named = {each.name: each.owner for each in settings.watch.account}
        sender = named.get(settings.report.account or "")
    return Post(settings.smtp, sender, store) if settings.smtp.host and sender else None


def _connecting(account: AccountTable, settings: Settings) -> Callable[[], Mailbox]:
    with extra.watch():
        from unhook.mailbox.imap.connection import Server
        from unhook.mailbox.imap.mailbox import Imap
    from unhook.mailbox.secret import Secret

    server = Server(
        account.host,
        account.port or (993 if account.protection == "tls" else 143),
        account.user,
        Secret(account.secret_file, account.secret_variable),
        account.mechanism,
        account.protection,
        account.authorities,
        settings.watch.answer_seconds,
    )
    return lambda: Imap(server, account.folder, settings.watch.poll_seconds)


def _waiting(store: "Store") -> frozenset[str]:
    """Where something is to be done."""
    try:
        with store.reading() as connection:
            return deeds.waiting(connection, store.now())
    except StoreError:
        return frozenset()


def _send(post: "Post") -> None:
    try:
        post.perform()
    except Exception:
        # What was being sent comes again when its lease is over.
        _LOG.exception("alarm: mails could not be sent")


async def _ended(watchers: list[Watcher]) -> None:
    for watcher in watchers:
        watcher.stop()
    ended = await asyncio.gather(*(asyncio.to_thread(each.join, _END_SECONDS) for each in watchers))
    if not all(ended):
        _LOG.warning("%d mailboxes are left in the middle; the next start goes on", ended.count(False))


async def _set(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
