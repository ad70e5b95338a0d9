"""Who may use the console, what they keep there, and whom they block."""

from unhook.store.migrations.statements import run

revision = "0002_console"
down_revision = "0001"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
