"""All targets, in the order of the table."""

from __future__ import annotations

from typing import Final

from tests.fuzz import answers, calls, conversations, papers, rendering, served, updates
from tests.fuzz.target import Target

TARGETS: Final[tuple[Target, ...]] = (
    *answers.TARGETS,
    *conversations.TARGETS,
    *rendering.TARGETS,
    *papers.TARGETS,
    *served.TARGETS,
    *updates.TARGETS,
    *calls.TARGETS,
)
