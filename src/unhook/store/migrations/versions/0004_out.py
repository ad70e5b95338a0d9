"""Which messages are of one campaign, and how far those who follow the store have come."""

from unhook.store.migrations.statements import run

revision = "0004_out"
down_revision = "0003_console"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
