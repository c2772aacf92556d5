"""`python -m storage.migrations "Add the outbox"`: writes the step from the newest revision to what the models say.

For whoever changes a table. Read the file through, let ruff tidy it, and name the revision in `storage.migrate.NEWEST`.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from storage.migrate import NEWEST, migrate, write_step


async def _main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{Path(folder) / 'newest.db'}"
        await migrate(database_url)
        print(await write_step(database_url, message, f"{int(NEWEST) + 1:04}"))  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    asyncio.run(_main(sys.argv[1]))
