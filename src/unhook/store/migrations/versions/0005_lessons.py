"""Mails that people may learn from."""

from unhook.store.migrations.statements import run

revision = "0005_lessons"
down_revision = "0004_out"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
