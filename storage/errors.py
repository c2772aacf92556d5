"""What can go wrong at the door of storage, in its own words: no database library's exception is part of the door."""

from __future__ import annotations


class StorageUnavailable(Exception):
    """The database cannot be used at the moment: full disk, lock held too long, lost connection, closed store.

    Nothing of the transaction was kept, except where a connection broke during the commit itself, when it may have
    been; the update that caused it is recognised when it comes again.
    """


class StatementRefused(Exception):
    """The database refused a statement, which is a fault of this program. Holds nothing of what people wrote."""


class Conflict(Exception):
    """Somebody else changed the row between its loading and its keeping. `Store.transact` runs the work again."""


class AlreadyRunning(Exception):
    """Another program has this SQLite file open. The message is one sentence for the operator."""


class WrongAddress(ValueError):
    """A database address that names no database that can be used. The message is one sentence for the operator."""


class LastOfficer(Exception):
    """The role of the only member of the secretariat cannot be ended: nobody could invite another."""
