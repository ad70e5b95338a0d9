"""Which messages are of one campaign, and how far those who follow the store have come."""

from unhook.store.migrations.statements import run

revision = "0003_out"
down_revision = "0002_watch"


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
