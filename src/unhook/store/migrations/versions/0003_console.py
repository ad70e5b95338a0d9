"""Who may use the console, what they keep there, and whom they block."""

from unhook.store.migrations.statements import run

revision = "0003_console"
down_revision = "0002_watch"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
