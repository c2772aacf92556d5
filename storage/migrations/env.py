"""Alembic's environment: `storage.migrate` hands in the connection, inside a transaction that it commits itself."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import String
from sqlmodel import AutoString, SQLModel

from storage import (  # noqa: F401 - their tables join the metadata
    desk_tables,
    gateway_tables,
    meeting_tables,
    plan_tables,
    reminder_tables,
    report_tables,
    tables,
    term_tables,
)


def _written(kind: str, item: Any, _: object) -> str | Literal[False]:
    """A column's type as a step names it: SQLModel's own text type is plain text, ours come from `storage.columns`."""
    if kind != "type":
        return False
    if isinstance(item, AutoString) and isinstance(item.impl_instance, String):
        return f"sa.String({item.impl_instance.length})"
    if type(item).__module__ == "storage.columns":
        return f"{type(item).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # SQLite cannot alter most of a table in place.
    render_as_batch=True,
    render_item=_written,
    transactional_ddl=False,
)
context.run_migrations()
