"""How far watched mailboxes have been read."""

from unhook.store.migrations.statements import run

revision = "0002_watch"
down_revision = "0001"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
