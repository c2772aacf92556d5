"""Alembic's environment: `storage.migrate` hands in the connection, inside a transaction that it commits itself."""

from alembic import context
from sqlmodel import SQLModel

from storage import gateway_tables, tables  # noqa: F401 - their tables join the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # SQLite cannot alter most of a table in place.
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
