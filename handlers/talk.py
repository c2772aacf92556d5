"""One person's conversation during one update: load, step, keep, and say what to show.

Everything here is a plain synchronous function of a `Transaction`, so that storage can run it where and as often as it
must: nothing is sent, awaited or read from outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flows import engine
from flows.beside import AT_AN_ANSWER
from flows.errands import ERRANDS
from flows.events import Brought, Corrected, Event, Pressed, Said, Sent, Turn, Unfit
from flows.facts import Area, Facts, FileSent, NameBorne, PartnerFound, Remarked
from flows.form import Flow, Group
from flows.kinds import Text
from flows.layout import find, stands
from flows.letter import LETTER
from flows.plan import PLAN
from flows.plan_import import Paragraph, split
from flows.session import Answer, Change, Place, Session
from flows.wording import LANGUAGES, N_, Param, Say, say
from flows.words import fold
from handlers import (
    applicant_pages,
    applicant_views,
    desk_pages,
    hands,
    pages,
    plans,
    reports,
)
from handlers.buttons import Rows
from handlers.effects import carried_out
from handlers.permissions import OFFICERS, holds
from handlers.plan_access import Access
from handlers.scene import Incoming, Page, Scene, Stage, Upload
from handlers.shared import SHARED
from handlers.short import SHORT
from handlers.short_form import ShortForm
from locales.voice import voice
from storage.records import Conversation, Draft, Person, Standing
from storage.transaction import Transaction

FLOWS: Mapping[str, Flow] = {
    LETTER.key: LETTER,
    **{key: form.flow for key, form in SHARED.items()},
    **{key: form.flow for key, form in SHORT.items()},
}

REDRAWN = frozenset(
    {
        "tick",
        "back",
        "item",
        "list",
        "stay",
        "remove",
        "turn",
        "checks",
        "extend",
        "up",
        "down",
        "edit",
        "section",
        "menu",
        "review",
        "missing",
        "no",
    }
)
"""Acts that only turn a page: the prompt is redrawn in place. Others answer, and their answer stays to be read."""

BETWEEN_ANSWERS = frozenset({"menu", "section", "group", "item", "checks", "brought"})
"""Places in a plan where a file can only be a whole plan."""

MOST_ID_DIGITS = 18
"""Identifiers have 64 bits; what is longer in a forged button is none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a conversation knows of the world beside storage: where the page is, the bot's name on Telegram, and the
    areas that are open now."""

    public_url: str
    username: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that came with an update: what it holds, and what that is (`None`: nothing the forms take).

    `text` are the paragraphs of a text file or a Word file, or why they could not be read; `None` where none were
    looked for.
    """

    name: str
    media_type: str | None
    content: bytes
    text: tuple[Paragraph, ...] | Say | None = None


class Talk:
    """The conversation. `standing` is where the person stands in a draft, `None` when no draft is open."""

    def __init__(
        self, tx: Transaction, incoming: Incoming, surroundings: Surroundings, conversation: Conversation
    ) -> None:
        self.tx = tx
        self.incoming = incoming
        self.surroundings = surroundings
        self.person: Person = conversation.person
        self.standing: Standing | None = conversation.session
        self.language = conversation.person.language
        self._access: tuple[str, str, Access] | None = None

    def facts(self, same_names: Sequence[NameBorne] = (), partners: Sequence[PartnerFound] = ()) -> Facts:
        """What a step may know."""
        facts = Facts(
            now=self.incoming.at,
            language=self.language,
            tell=voice(self.language).plain,
            areas=self.surroundings.areas,
            same_names=tuple(same_names),
            reference=self.standing.reference if self.standing is not None else None,
            remark=self._remark(),
            partners=tuple(partners),
            sections=self._sections(),
            zone=self.person.time_zone or "",
        )
        form = self.short_form(self.standing)
        if self.standing is None or form is None or form.knows is None:
            return facts
        return form.knows(self, self.standing, facts)

    def short_form(self, standing: Standing | None) -> ShortForm | None:
        """How the form where somebody stands is dealt with, if it is a short one."""
        return None if standing is None else SHORT.get(standing.flow)

    def _remark(self) -> Remarked | None:
        """What the secretariat asks about the letter that is open again."""
        if self.standing is None or not self.standing.submitted_version or self.standing.flow != LETTER.key:
            return None
        remark = self.tx.open_remark(self.standing.draft_id)
        return None if remark is None else Remarked(remark.words, remark.asked)

    def _sections(self) -> tuple[str, ...]:
        """The sections of the shared draft where the person stands that they may write in; none where it is all."""
        access = self.access()
        return () if access is None or access.leads else access.sections

    def access(self) -> Access | None:
        """What the person may do with the shared draft that they stand in; asked once for each update."""
        standing = self.standing
        form = None if standing is None else SHARED.get(standing.flow)
        if standing is None or form is None:
            return None
        if self._access is None or self._access[:2] != (standing.flow, standing.subject):
            access = form.access(self, standing.subject)
            self._access = None if access is None else (standing.flow, standing.subject, access)
        return None if self._access is None else self._access[2]

    def show(self, page: Page, *notes: Say) -> Scene:
        """A page to read, and nothing else."""
        return Scene(self.language, notes=notes, page=page)

    def open_drafts(self) -> list[Draft]:
        """The person's letters that can still be written, the last changed first."""
        drafts = self.tx.drafts_of(self.person.id)
        return [draft for draft in drafts if draft.state == "open" and draft.flow == LETTER.key]

    def stands_in_letter(self) -> bool:
        """Whether the person stands in a letter, or in an errand about one."""
        return self.standing is not None and self.standing.flow in {LETTER.key, *ERRANDS}

    def letters(self) -> Page | None:
        """The person's letters, written and sent; `None` where there are none."""
        drafts, entries = self.open_drafts(), applicant_views.entries(self)
        return applicant_pages.mine(drafts, entries) if drafts or entries else None

    def is_officer(self) -> bool:
        """Whether the person belongs to the secretariat at this moment."""
        return holds(self.tx, self.person.id, OFFICERS, self.incoming.at)

    def ways_on(self) -> Rows:
        """Back to the letter that the person is writing, for pages that stand beside it."""
        if self.standing is not None:
            return ((pages.GO_ON,),)
        return tuple((pages.open_button(draft),) for draft in self.open_drafts()[:1])

    def idle(self, *notes: Say) -> Scene:
        """What to show where no draft is open and nothing else was asked for."""
        work: Rows = ((desk_pages.INBOX,),) if self.is_officer() else ()
        if plans.has_plan(self):
            work = (*work, (desk_pages.PLAN,))
        if reports.has_report(self):
            work = (*work, (desk_pages.REPORT,))
        return self.show(pages.nothing_open(self.open_drafts(), work), *notes)

    def again(self, *notes: Say) -> Scene:
        """Where the person stands, shown again; where no draft is open, the person's letters."""
        if (barred := self._barred()) is not None:
            return barred
        if self.standing is None:
            letters = self.letters()
            return self.idle(*notes) if letters is None else self.show(letters, *notes)
        flow, session = self.loaded(self.standing)
        facts = self.facts()
        turn = engine.resume(flow, session, facts)
        seen = replace(turn, session=engine.look(flow, turn.session), notes=(*notes, *turn.notes))
        return self._kept(flow, seen, facts, session, None)

    def go(self, place: Place, *notes: Say) -> Scene:
        """To another place of the draft where the person stands."""
        if self.standing is None or self._is_barred():
            return self.again(*notes)
        _, session = self.loaded(self.standing)
        return self.apply(session.moved(place=place, back_to=None, pending=None), (), *notes)

    def apply(self, session: Session, changes: Sequence[Change], *notes: Say) -> Scene:
        """Keep changes that did not come from an answer, and show where the person stands then."""
        if self.standing is None:
            raise ValueError("changes are kept without a session")
        flow, before = self.loaded(self.standing)
        answers = dict(session.answers)
        for change in changes:
            if change.new is None:
                answers.pop(change.path, None)
            else:
                answers[change.path] = change.new
        facts = self.facts()
        turn = engine.resume(flow, session.moved(answers=answers, revision=before.revision + 1), facts)
        seen = replace(turn, session=engine.look(flow, turn.session))
        whole = replace(seen, changes=(*changes, *turn.changes), notes=(*notes, *turn.notes))
        return self._kept(flow, whole, facts, before, None)

    def step(self, event: Event) -> Scene:
        """Have the engine take an event, and keep what it makes of it."""
        if (barred := self._barred()) is not None:
            return barred
        if self.standing is None:
            return self.idle(*((NOT_AN_ANSWER,) if isinstance(event, Corrected) else ()))
        flow, before = self.loaded(self.standing)
        if flow.shared:
            event = hands.as_written_here(event, self.tx.chat)
        facts = self.facts(self._same_names(flow, before, event), self._partners(flow, before, event))
        resumed = engine.resume(flow, before, facts)
        if resumed.session.place != before.place:
            lost = hands.lost_place(self, self.standing, before.place, event) if flow.shared else ()
            return self._kept(flow, replace(resumed, notes=(*lost, *resumed.notes)), facts, before, None)
        turn = engine.step(flow, resumed.session, event, facts)
        if resumed.notes:
            turn = replace(turn, notes=(*resumed.notes, *turn.notes))
        return self._kept(flow, turn, facts, before, event)

    def _barred(self) -> Scene | None:
        """What is shown to who may go on no longer where they stand: a role has ended, or what a form was for."""
        standing = self.standing
        if standing is None or not self._is_barred():
            return None
        form = SHARED.get(standing.flow) or SHORT[standing.flow]
        return form.barred(self, standing)

    def _is_barred(self) -> bool:
        """Whether the person stands in a shared draft, or in a short form, where they may not go on."""
        standing = self.standing
        if standing is None:
            return False
        if standing.flow in SHARED:
            return self.access() is None
        short = self.short_form(standing)
        return short is not None and not short.may_go_on(self, standing)

    def begin(self, flow: Flow, subject: str = "", *, owned: bool = True) -> Scene:
        """Begin a new draft; all but letters have a subject. A shared one is not `owned`: it belongs to its area."""
        session = engine.start(flow)
        person, at = self.person.id, self.incoming.at
        self.standing = self.tx.begin_draft(
            person, flow.key, flow.edition, session.standing(), at, subject=subject, owned=owned
        )
        # What the form chooses from is known only now that its subject is.
        facts = self.facts()
        session = engine.start(flow, facts)
        return self._kept(flow, Turn(session), facts, session, None)

    def open(self, draft_id: int) -> Scene:
        """Go on with a draft that was left, if it is this person's and still open."""
        if all(draft.id != draft_id for draft in self.open_drafts()):
            return self.again()
        self.standing = self.tx.open_session(self.person.id, draft_id)
        return self.again()

    def takes_file(self) -> bool:
        """Whether the question where the person stands is answered with a file."""
        if self.standing is None:
            return False
        flow, session = self.loaded(self.standing)
        if not stands(flow, session.answers, session.place.path):
            return False
        return engine.prompt(flow, session, self.facts()).expects == "file"

    def takes_text(self) -> bool:
        """Whether the question where the person stands is answered with words that may come in a file."""
        if self.standing is None:
            return False
        flow, session = self.loaded(self.standing)
        if session.place.kind not in AT_AN_ANSWER or not stands(flow, session.answers, session.place.path):
            return False
        stop = find(flow, session.answers, session.place.path)
        return stop is not None and isinstance(stop.question, Text)

    def takes_plan(self) -> bool:
        """Whether a whole plan may be brought as a file where the person stands: anywhere in one but at an answer."""
        return (
            self.standing is not None
            and self.standing.flow == PLAN.key
            and Place(*self.standing.standing["place"]).kind in BETWEEN_ANSWERS
        )

    def file_sent(self, upload: Upload, file: FetchedFile | None) -> Event:
        """A file as the engine takes it; what nothing asks for is not kept, be it that another device has moved on."""
        if file is not None and isinstance(file.text, tuple):
            if self.takes_text():
                return Said("\n".join(one.text for one in file.text), upload.message_id, upload.at)
            if self.takes_plan():
                return Brought(split(PLAN, file.text, [voice(language).plain for language in LANGUAGES]))
        if file is None or not self.takes_file():
            return Unfit("photo" if upload.as_photo else "file")
        media_type = file.media_type or "application/octet-stream"
        file_id = self.tx.keep_file(
            person_id=self.person.id,
            draft_id=None if self.standing is None else self.standing.draft_id,
            name=file.name,
            mime=media_type,
            content=file.content,
            at=self.incoming.at,
        )
        return Sent(FileSent(str(file_id), file.name, file.media_type, len(file.content)), upload.message_id)

    def loaded(self, standing: Standing) -> tuple[Flow, Session]:
        """The form and the session where the person stands."""
        answers = self.tx.answers(standing.draft_id, standing.draft_revision)
        session = Session.from_standing(standing.standing, answers)
        return FLOWS[session.flow], engine.with_own_item(session)

    def _same_names(self, flow: Flow, session: Session, event: Event) -> tuple[NameBorne, ...]:
        folded = engine.lookup(flow, session, event)
        if not folded or self.standing is None:
            return ()
        found = self.tx.same_names(folded, self.standing.draft_id, self.person.id)
        return tuple(NameBorne(name.name, name.what, name.reference) for name in found)

    def _partners(self, flow: Flow, session: Session, event: Event) -> tuple[PartnerFound, ...]:
        """Partners in the register whose names have in them what was typed, where a partner is asked for."""
        words = engine.searched(flow, session, event)
        found = self.tx.find_partners(words) if words else ()
        return tuple(PartnerFound(partner.id, partner.name) for partner in found)

    def _kept(self, flow: Flow, turn: Turn, facts: Facts, before: Session, event: Event | None) -> Scene:
        """Keep what a turn changed, do what it asks for, and say what to show.

        That a prompt is owed is kept even where nothing else changed: should the program be killed before it has gone
        out, it is shown when the program is back.
        """
        standing, session = self.standing, turn.session
        if standing is None:
            raise ValueError("a turn is kept without a session")
        self.standing = self.tx.keep(
            standing,
            session,
            turn.changes,
            person_id=self.person.id,
            at=self.incoming.at,
            owed=not turn.effects,
            traced=turn.changes if flow.shared else (),
        )
        more: Rows = ()
        if flow.shared:
            facts, turn, more = self._among_others(flow, standing, turn, facts, before)
        self._title(flow, standing, turn.changes)
        self._tidy_files(standing, turn.changes, event)
        chosen = _chosen(flow, before, turn, facts, event)
        if turn.effects:
            return replace(carried_out(self, flow, standing, session, turn.effects[0]), chosen=chosen)
        return Scene(
            self.language,
            notes=turn.notes,
            stage=Stage(flow, session, standing.session_id, facts, more),
            chosen=chosen,
            redraw=isinstance(event, Pressed) and event.act in REDRAWN,
        )

    def _among_others(
        self, flow: Flow, standing: Standing, turn: Turn, facts: Facts, before: Session
    ) -> tuple[Facts, Turn, Rows]:
        """What several people in one draft need to know of each other, and what they can do beside answering."""
        session = turn.session
        if turn.aside:
            self.tx.keep_aside(standing.draft_id, turn.aside, self.person.id, self.incoming.at)
        if session.place.kind == "clash":
            facts = replace(facts, changed_by=self.tx.who_answered(standing.draft_id, session.place.path))
        left = engine.section_of(flow, before) if session is not before else ""
        company = hands.company(self, standing, flow, left, session) if not turn.effects else ()
        access = self.access()
        more: Rows = ()
        if access is not None and not turn.effects:
            more = SHARED[flow.key].more(self, standing, session, access)
        return facts, replace(turn, notes=(*turn.notes, *company)), more

    def _title(self, flow: Flow, standing: Standing, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.path == flow.titled_by and change.new is not None and isinstance(change.new.value, str):
                self.tx.title_draft(standing.draft_id, change.new.value, fold(change.new.value))

    def _tidy_files(self, standing: Standing, changes: Sequence[Change], event: Event | None) -> None:
        """Erase a file that was refused, and one that another answer has replaced unless it was submitted."""
        kept = {_file_of(change.new) for change in changes}
        gone = set() if standing.submitted_version else {_file_of(change.old) for change in changes}
        if isinstance(event, Sent):
            gone.add(event.file.file_id)
        for file_id in gone - kept - {None}:
            self.tx.drop_file(int(str(file_id)), of_draft=standing.draft_id)


NOT_AN_ANSWER = say(N_("The message you changed is not one of your answers here, so nothing changed."))


def _file_of(answer: Answer | None) -> str | None:
    """The file that an answer refers to."""
    match answer:
        case Answer(value={"file_id": str(file_id)}):
            return file_id
    return None


def _chosen(flow: Flow, before: Session, turn: Turn, facts: Facts, event: Event | None) -> Param | None:
    """The words of the button that gave an answer, to be marked on its message; `None` if it was not taken."""
    if not isinstance(event, Pressed) or event.act in REDRAWN:
        return None
    if turn.session.revision == before.revision and not turn.effects:
        return None
    if event.act == "done":
        return _shown(flow, turn.session, before.place.path, facts)
    if event.act == "pick":
        return _offered(flow, before, event.arg, facts)
    return next(
        (
            button.label
            for row in engine.buttons(flow, before, facts)
            for button in row
            if (button.act, button.arg) == (event.act, event.arg)
        ),
        None,
    )


def _offered(flow: Flow, session: Session, option: str, facts: Facts) -> Param | None:
    """The words of an option of the question where the person stood."""
    stop = find(flow, session.answers, session.place.path)
    if stop is None or isinstance(stop.question, Group):
        return None
    seen = stop.question.facts_seen(session.answers, facts)
    return next((one.label for one in stop.question.options(seen) if one.id == option), None)


def _shown(flow: Flow, session: Session, path: str, facts: Facts) -> Param | None:
    stop = find(flow, session.answers, path)
    answer = session.answers.get(path)
    if stop is None or answer is None or answer.value is None or isinstance(stop.question, Group):
        return None
    return stop.question.shown(answer.value, session.answers, facts)
