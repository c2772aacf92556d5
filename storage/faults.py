"""Tells apart what went wrong in a database, and says it in this room's own words."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from storage.errors import StatementRefused, StorageUnavailable


def unavailable(error: Exception) -> StorageUnavailable:
    """The machine, the server or another program stands in the way."""
    return StorageUnavailable(f"{type(_cause(error)).__name__}: {_first_line(error)}")


def refused(error: Exception) -> StatementRefused:
    """A database library's error in this room's words, with the traceback of the statement.

    Only the first line: further ones repeat rows and parameters, which are what people wrote, and errors are logged.
    """
    return StatementRefused(_first_line(error)).with_traceback(error.__traceback__)


def _cause(error: Exception) -> BaseException:
    return error.orig or error if isinstance(error, DBAPIError) else error


def _first_line(error: Exception) -> str:
    return str(_cause(error)).partition("\n")[0]
