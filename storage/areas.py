"""The partnership areas (Framework G1(b)): data, since areas are added, renamed and closed over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage import clock
from storage.records import AreaRow
from storage.tables import areas as areas_table
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction


def seed_areas(tx: Transaction, areas: Sequence[AreaRow]) -> None:
    """Add the areas that are not there yet, in this order; one that is there stays as the secretariat has it."""
    for position, area in enumerate(areas):
        is_new = tx.connection.execute(
            insert_once(areas_table)
            .values(key=area.key, position=position, name=area.name, names=dict(area.names), open=area.open)
            .on_conflict_do_nothing(index_elements=["key"])
        ).rowcount
        if is_new:
            watch(tx, "gathering", area.key, clock.now())


def areas(tx: Transaction) -> tuple[AreaRow, ...]:
    """All areas in their order, closed ones too."""
    rows = tx.connection.execute(
        select(areas_table.c.key, areas_table.c.name, areas_table.c.names, areas_table.c.open).order_by(
            areas_table.c.position, areas_table.c.key
        )
    )
    return tuple(AreaRow(*row) for row in rows)
