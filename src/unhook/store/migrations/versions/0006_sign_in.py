"""Passkeys, with which people sign in."""

from unhook.store.migrations.statements import run

revision = "0006_sign_in"
down_revision = "0005_lessons"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
