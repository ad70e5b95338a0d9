"""Run by Alembic: the migrations of one connection, all in its transaction."""

from alembic import context

from unhook.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
