"""Imports aiogram with its types left unbuilt: each is built at its first use, in place of all of them at import.

aiogram builds the validators of all its 444 types when it is imported, which takes four fifths of the import's time
and two thirds of its memory (`docs/performance.md`). The types themselves would wait (`defer_build`), but could not
find each other's names later; here they look where aiogram's own loop looks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram, and build what every update needs. Does nothing where aiogram is there already."""
    if "aiogram" in sys.modules:
        return
    with _left_unbuilt():
        import aiogram.types
    from aiogram.methods.base import Response, TelegramMethod
    from aiogram.types.base import TelegramObject

    names = vars(aiogram.types)
    rebuild = _pydantic_rebuild()

    def build(cls: type[BaseModel], /, *, force: bool = False, raise_errors: bool = True, **_: Any) -> bool | None:
        """Pydantic's `model_rebuild`, which it also calls at a type's first use, with aiogram's names at hand."""
        return rebuild(cls, force=force, raise_errors=raise_errors, _types_namespace=names)

    for family in (TelegramObject, TelegramMethod, Response):
        family.model_rebuild = classmethod(build)  # type: ignore[method-assign, assignment]
    aiogram.types.Update.model_rebuild()


@contextmanager
def _left_unbuilt() -> Iterator[None]:
    """Let what aiogram's modules ask to have built wait, for as long as they are imported."""
    original = BaseModel.__dict__["model_rebuild"]
    rebuild = _pydantic_rebuild()

    def later(cls: type[BaseModel], /, **options: Any) -> bool | None:
        if cls.__module__.partition(".")[0] == "aiogram":
            return None
        return rebuild(cls, **options)

    BaseModel.model_rebuild = classmethod(later)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = original  # type: ignore[method-assign]


def _pydantic_rebuild() -> Callable[..., bool | None]:
    """Pydantic's own function, which takes the class first."""
    function: Callable[..., bool | None] = BaseModel.__dict__["model_rebuild"].__func__
    return function
