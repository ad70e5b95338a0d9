"""A console to look at: the example mails in a store that is gone when it ends."""

from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from unhook import app
from unhook.console import serve
from unhook.console.console import Console, Manner
from unhook.console.judging import Here
from unhook.context import Context
from unhook.store import Delivery, Keeping, Store, cases, lessons, quarantine, teaching, users
from unhook.store.model import Label

_TOLD: dict[str, str] = {
    "seed-scam": "jo@example.org",
    "parcel-fr": "fay@example.org",
    "genuine-maintenance": "max@example.org",
}
"""Which examples somebody reported, and who."""
_SAID: dict[str, Label] = {"extortion": "phish", "storage-full-de": "phish", "genuine-newsletter": "genuine"}
ORGANISATION = frozenset({"example.org"})
_APART = timedelta(hours=5)


def run(port: int, started: Callable[[str], None]) -> None:
    """Serve examples on loopback until it is told to stop; `started` is told the link that signs in."""
    with TemporaryDirectory(prefix="unhook-demo-") as folder:
        store = Store.open(str(Path(folder) / "mail.db"), Keeping(raw="all", mature_days=0))
        context = Context(org_domains=ORGANISATION, direction="inbound")
        console = Console(store, Here(store, context), Manner(demo=True, organisation=ORGANISATION))
        admin = fill(store, context)
        word = console.invitations.make(admin)
        try:
            serve.listen(console, "127.0.0.1", port, started=lambda url: started(f"{url}/once/{word}"))
        finally:
            store.close()


def fill(store: Store, context: Context) -> int:
    """Put the examples, and what people did about some of them, into a store; the number of the admin."""
    mails = sorted(
        (each.name.removesuffix(".eml"), each.read_bytes())
        for each in files("unhook.console").joinpath("examples").iterdir()
        if each.name.endswith(".eml")
    )
    now = store.now()
    with store.writing() as connection:
        admin = users.add(connection, "demo", "admin", by="demo", at=now)
        users.add(connection, "jo", "viewer", by="demo", at=now, address="jo@example.org")
    for place, (name, raw) in enumerate(mails):
        checked = app.check(raw, context)
        at = now - place * _APART
        delivery = Delivery("milter", recipients=("jo@example.org",), received=at)
        with store.writing() as connection:
            recorded = store.record(
                checked.message, checked.verdict, delivery, keep_raw=True, connection=connection
            )
            if checked.verdict.level in ("malicious", "suspicious"):
                quarantine.hold(
                    connection, recorded.id, place="store", at=at, by="milter", reason=checked.verdict.level
                )
            if name in _TOLD:
                cases.open_(connection, recorded.id, reporter=_TOLD[name], channel="mail", at=at)
            if name in _SAID:
                teaching.teach(connection, recorded.id, _SAID[name], by="demo", at=now)
                lessons.make(connection, recorded.id, "", by="demo", at=now)
    return admin.id
