"""A form that several people write, and that belongs to an area and not to a person: what differs between such forms.

The business plan (F§4) and the report to UNEP (F§7) are such forms. Who may write in one is asked of storage at every
use, since roles and invitations may end at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows import engine
from flows.form import Flow
from flows.wording import Say
from handlers.permissions import NOT_YOURS

if TYPE_CHECKING:
    from flows.session import Session
    from handlers.buttons import PageButton, Rows
    from handlers.plan_access import Access
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing


@dataclass(frozen=True, slots=True)
class SharedForm:
    """How handlers deal with a shared flow; `subject` is what its draft is about, as storage keeps it.

    access: what the person may do with the draft of a subject, if they may write in it now.
    title: the heading of everything about it.
    go_on: the button that opens it to be written in.
    more: buttons beside answering, below its own.
    left: after "save and leave".
    may_give_up, given_up: whether the person may give the draft up, and what follows; `not_given_up` says why not.
    barred: what to show to who stands in it and may write in it no longer.
    still_open: said to who begins anew while it is open.
    """

    flow: Flow
    access: Callable[[Talk, str], Access | None]
    title: Callable[[Access], Say]
    go_on: Callable[[str], PageButton]
    more: Callable[[Talk, Standing, Session, Access], Rows]
    left: Callable[[Talk, Standing], Scene]
    may_give_up: Callable[[Talk, Standing], bool]
    given_up: Callable[[Talk, Standing], Scene]
    not_given_up: Say
    barred: Callable[[Talk, Standing], Scene]
    still_open: Say


def join(talk: Talk, flow: Flow, draft_id: int) -> None:
    """Let the person stand in a draft of a shared flow, where they left it."""
    standing = engine.start(flow).standing()
    talk.standing = talk.tx.join_draft(talk.person.id, draft_id, standing, talk.incoming.at)


def barred(talk: Talk, _: Standing) -> Scene:
    """Somebody stands where they may no longer write: they leave it, and it stays as it is."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    return talk.idle(NOT_YOURS)
