"""A migration's statements: SQL as each database wants it, `versions/<revision>_<database>.sql`."""

from pathlib import Path

from alembic import op

_END = ";\n\n"
"""An empty line ends a statement: a trigger has semicolons of its own."""


def run(revision: str) -> None:
    """Execute the revision's statements for the database at hand."""
    connection = op.get_bind()
    path = Path(__file__).parent / "versions" / f"{revision}_{connection.dialect.name}.sql"
    for statement in path.read_text("utf-8").split(_END):
        if statement.strip():
            connection.exec_driver_sql(statement.strip().removesuffix(";"))
