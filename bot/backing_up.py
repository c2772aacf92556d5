"""`backup`: everything that a program needs to go on elsewhere, as files, made while it runs.

That is the database, which holds the files that people sent too, and the key in DATA_DIR, without which the chat page
would know none of its visitors again.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.settings import SECRET_FILE, Settings
from storage.backup import copy_database

KEY = ".key"
"""The key is kept beside the copy of the database, under its name with this at the end."""


class UnfitPlace(ValueError):
    """The file cannot be written there. The message is a line for the operator."""


async def back_up(settings: Settings, place: Path) -> tuple[Path, ...]:
    """Write the copy, readable by its owner only; return the files, each of which is whole and on the disk.

    A file that is there already is never written over. Raises `UnfitPlace` and what `storage.backup.copy_database`
    raises; nothing is left behind then.
    """
    key = settings.data_dir / SECRET_FILE
    has_key = settings.secret_key is None and key.exists()
    beside = place.with_name(place.name + KEY)
    for name in (place, beside) if has_key else (place,):
        _refuse_what_is_there(name)
    with _unfit(place), tempfile.TemporaryDirectory(dir=place.parent, prefix=".backup-") as folder:
        drafts = [(Path(folder) / "database", place)]
        _empty(drafts[0][0])
        await copy_database(settings.database, drafts[0][0])
        if has_key:
            drafts.append((Path(folder) / "key", beside))
            _empty(drafts[1][0]).write_bytes(key.read_bytes())
        for draft, name in drafts:
            _onto_the_disk(draft)
            # Unlike a rename, a link never replaces what somebody has put there meanwhile.
            os.link(draft, name)
        _onto_the_disk(place.parent)
    return tuple(name for _, name in drafts)


def _refuse_what_is_there(place: Path) -> None:
    if os.path.lexists(place):
        raise UnfitPlace(f"{place} is there already, and is not written over: name another file.")


def _empty(place: Path) -> Path:
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return place


def _onto_the_disk(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _unfit(place: Path) -> Iterator[None]:
    try:
        yield
    except ConnectionError:
        raise  # the database's
    except OSError as problem:
        raise UnfitPlace(
            f"{place} must be a new file in a folder that can be written to: {problem.strerror}."
        ) from None
