from pathlib import Path

from unhook.console import demo
from unhook.context import Context
from unhook.store import Keeping, Store, cases, quarantine, users


def test_the_demonstration_has_something_to_look_at(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'mail.db'}", Keeping(raw="all", mature_days=0))
    admin = demo.fill(store, Context(files=None))
    with store.reading() as connection:
        found = users.get(connection, admin)
        assert found is not None
        assert (found.role, found.password) == ("admin", None)
        assert len(cases.listed(connection)) == len(demo._TOLD)
        assert len(quarantine.listed(connection)) > 5
