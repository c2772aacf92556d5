"""Statements on the path that every answer takes, compiled once.

SQLAlchemy writes the SQL of both databases; what it does at every execution costs several times what the driver does.
So a prepared statement goes to the driver directly, with the same conversions of parameters and of results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from sqlalchemy import Delete, Dialect, Insert, Select, Update

if TYPE_CHECKING:
    from storage.transaction import Transaction

Parameters: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]
Statement: TypeAlias = "Select[Any] | Insert | Update | Delete"


class Driver(Protocol):
    """A database's own driver, inside the transaction; parameters by position."""

    @property
    def dialect(self) -> Dialect:
        """The dialect in which SQL is written for it."""

    def rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def run(self, sql: str, values: Sequence[Any]) -> int:
        """How many rows a statement changed."""


class Prepared:
    """A statement whose parameters are all `bindparam`s or constants; none may be a list."""

    __slots__ = ("_forms", "_statement")

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, tx: Transaction, parameters: Parameters) -> list[tuple[Any, ...]]:
        """The rows of a query, or of a statement with RETURNING."""
        form = self._for(tx.driver)
        rows = tx.driver.rows(form.sql, form.values(parameters))
        return [form.converted(row) for row in rows] if form.results else rows

    def row(self, tx: Transaction, parameters: Parameters) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.rows(tx, parameters)
        return rows[0] if rows else None

    def run(self, tx: Transaction, parameters: Parameters) -> int:
        """How many rows a statement without a result changed."""
        form = self._for(tx.driver)
        return tx.driver.run(form.sql, form.values(parameters))

    def _for(self, driver: Driver) -> _Form:
        form = self._forms.get(driver.dialect.name)
        if form is None:
            form = self._forms[driver.dialect.name] = _compile(self._statement, driver.dialect)
        return form


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one dialect has it: its text, its parameters in order, and the columns to convert."""

    sql: str
    parameters: tuple[tuple[str, Convert | None], ...]
    constants: Parameters
    results: tuple[tuple[int, Convert], ...]

    def values(self, given: Parameters) -> list[Any]:
        if self.constants:
            given = {**self.constants, **given}
        return [given[name] if convert is None else convert(given[name]) for name, convert in self.parameters]

    def converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for index, convert in self.results:
            values[index] = convert(values[index])
        return tuple(values)


def _compile(statement: Statement, dialect: Dialect) -> _Form:
    compiled = statement.compile(dialect=dialect)
    if made_up := [*getattr(compiled, "insert_prefetch", ()), *getattr(compiled, "update_prefetch", ())]:
        # SQLAlchemy makes these up at each execution, which a prepared statement goes past.
        raise ValueError(f"a prepared statement must give values to {', '.join(column.name for column in made_up)}")
    binds = [compiled.binds[name] for name in compiled.positiontup or ()]
    return _Form(
        sql=str(compiled),
        parameters=tuple((bind.key, bind.type.dialect_impl(dialect).bind_processor(dialect)) for bind in binds),
        constants={bind.key: bind.value for bind in binds if not bind.required},
        results=tuple(
            (index, convert)
            for index, column in enumerate(_columns(statement))
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ),
    )


def _columns(statement: Statement) -> list[Any]:
    if isinstance(statement, Select):
        return list(statement.selected_columns)
    return list(statement.exported_columns) if statement._returning else []
