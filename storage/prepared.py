"""Statements on the path that every answer takes, compiled once.

SQLAlchemy writes the SQL; what it does at every execution costs ten times what SQLite does. So on SQLite a prepared
statement goes to the driver directly, with the same conversions of parameters and of results. On PostgreSQL, where
the server's share is the larger one, it goes the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from storage.transaction import Transaction

Parameters: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]


class Prepared:
    """A statement whose parameters are all `bindparam`s or constants; none may be a list."""

    __slots__ = ("_constants", "_convert_out", "_order", "_sql", "statement")

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self.statement = statement
        self._sql = ""
        self._order: tuple[tuple[str, Convert | None], ...] = ()
        self._constants: dict[str, Any] = {}
        self._convert_out: tuple[tuple[int, Convert], ...] = ()

    def rows(self, tx: Transaction, parameters: Parameters) -> list[tuple[Any, ...]]:
        """The rows of a query, or of a statement with RETURNING."""
        if tx.driver is None:
            return [tuple(row) for row in tx.connection.execute(self.statement, dict(parameters))]
        rows: list[tuple[Any, ...]] = self._on_sqlite(tx.driver, parameters).fetchall()
        return [self._converted(row) for row in rows] if self._convert_out else rows

    def row(self, tx: Transaction, parameters: Parameters) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.rows(tx, parameters)
        return rows[0] if rows else None

    def run(self, tx: Transaction, parameters: Parameters) -> int:
        """How many rows a statement without a result changed."""
        if tx.driver is None:
            return int(tx.connection.execute(self.statement, dict(parameters)).rowcount)
        return self._on_sqlite(tx.driver, parameters).rowcount

    def _on_sqlite(self, driver: sqlite3.Connection, parameters: Parameters) -> sqlite3.Cursor:
        if not self._sql:
            self._compile()
        if self._constants:
            parameters = {**self._constants, **parameters}
        values = [parameters[name] if convert is None else convert(parameters[name]) for name, convert in self._order]
        return driver.execute(self._sql, values)

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for index, convert in self._convert_out:
            values[index] = convert(values[index])
        return tuple(values)

    def _compile(self) -> None:
        dialect: Dialect = sqlite.dialect()
        compiled = self.statement.compile(dialect=dialect)
        self._convert_out = tuple(
            (index, convert)
            for index, column in enumerate(self._columns())
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        )
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self._constants = {bind.key: bind.value for bind in binds if not bind.required}
        self._order = tuple((bind.key, bind.type.dialect_impl(dialect).bind_processor(dialect)) for bind in binds)
        self._sql = str(compiled)

    def _columns(self) -> list[Any]:
        if isinstance(self.statement, Select):
            return list(self.statement.selected_columns)
        return list(self.statement.exported_columns) if self.statement._returning else []
