"""Mail, what was found in it, who wrote to whom, and what people did about it."""

from unhook.store.migrations.statements import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward; there is no way back but a copy."""
    run(revision)
