"""Progress notes: a partner tells the lead of an area what has been done, at any time and with files (G6(b)).

Partners can ask to be asked for one once a quarter; nobody is who did not agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.layout import items
from flows.report_errands import PROGRESS_NOTE
from flows.session import Answers, Session, text_at, value_at
from flows.wording import N_, Say, as_is, say, say_n
from flows.words import glance
from handlers import announcing_reports, naming, report_filling
from handlers.buttons import PageButton, Rows, base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.pages import INTO_THE_PAST, day, turning
from handlers.permissions import NOT_YOURS
from handlers.report_access import area_named, leads
from handlers.report_pages import period
from handlers.scene import Attachment, Page, Quote, Scene
from handlers.short_form import ShortForm, begin, ended, erase, you_had_written
from storage.progress import AGREED, STOPPED
from storage.report_records import NewProgressNote

if TYPE_CHECKING:
    from flows.facts import Area, Facts, Option
    from handlers.talk import Talk
    from storage.records import FileInfo, Standing
    from storage.report_records import Cycle, ProgressNote
    from storage.transaction import Transaction

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PER_PAGE: Final = 5
MOST_SHOWN: Final = 400
"""Characters of a note that the list shows; opened it is there in whole."""
MOST_NAME: Final = 40
"""Characters of a file's name that a button shows."""


def title(area: Area) -> Say:
    """The heading of everything about an area's notes."""
    return say(N_("<b>Progress in the area: {area}</b>"), area=area.name)


def areas_of(talk: Talk) -> tuple[Area, ...]:
    """The open areas in which the person takes part as a partner."""
    theirs = talk.tx.areas_of_partner(talk.person.id)
    return tuple(area for area in talk.surroundings.areas if area.key in theirs)


# -- a partner --------------------------------------------------------------------------------------------------------


def progress(talk: Talk, key: str, *notes: Say) -> Scene:
    """Where a partner writes a note to the lead of an area; who takes part in several chooses one."""
    areas = areas_of(talk)
    if not areas:
        told = say(N_("Progress notes come from the registered partners of an area, and go to its lead (G6(b))."))
        return talk.show(Page((told,)), *notes)
    if not key and len(areas) > 1:
        ask = say(N_("<b>Progress in which area?</b>"))
        return talk.show(Page((ask,), tuple((PageButton(as_is(one.name), "progress", one.key),) for one in areas)))
    area = next((one for one in areas if one.key == (key or areas[0].key)), None)
    if area is None:
        return talk.again(NOT_YOURS)
    return talk.show(_page(talk, area), *notes, *naming.unnamed(talk))


def _page(talk: Talk, area: Area) -> Page:
    names = [one.name for one in talk.tx.holders("lead", talk.incoming.at, area.key) if one.name]
    told = [
        title(area),
        say(N_("Tell the lead what has been done and what has come of it: a few sentences, at any time (G6(b)).")),
        say(N_("Lead of the area: {name}"), name=", ".join(names))
        if names
        else say(N_("The area has no lead at the moment. Notes are kept for the next one.")),
    ]
    rows: list[tuple[PageButton, ...]] = [(PageButton(say(N_("Write a note ▶")), "progressnew", area.key),)]
    wish = talk.tx.progress_wish(talk.person.id, area.key)
    told += _wished(wish)
    return Page(tuple(told), (*rows, *_wish_buttons(area.key, wish)))


def _wished(wish: str) -> tuple[Say, ...]:
    """What was agreed about being asked; a question where nothing was."""
    if wish == AGREED:
        return (say(N_("You are asked for a note once a quarter, as you agreed.")),)
    if wish == STOPPED:
        return (say(N_("You are not asked for notes. You can write one whenever you like.")),)
    return (say(N_("Shall I ask you for a note once a quarter? You can end that at any time.")),)


def _wish_buttons(area: str, wish: str) -> Rows:
    agree = PageButton(say(N_("Yes, ask me once a quarter")), "progwish", f"{area}.{AGREED}")
    stop = PageButton(
        say(N_("Do not ask me any more")) if wish else say(N_("No, do not ask me")), "progwish", f"{area}.{STOPPED}"
    )
    if not wish:
        return ((agree,), (stop,))
    return ((stop,),) if wish == AGREED else ((agree,),)


def wish(talk: Talk, which: str) -> Scene:
    """Keep whether a partner wants to be asked: `<area>.<wish>`."""
    key, _, wanted = which.rpartition(".")
    if wanted not in (AGREED, STOPPED) or all(area.key != key for area in areas_of(talk)):
        return talk.again(NOT_YOURS)
    talk.tx.wish_progress(talk.person.id, key, wanted, talk.incoming.at)
    return progress(talk, key)


def write(talk: Talk, key: str) -> Scene:
    """Begin a note, or go on with it."""
    if all(area.key != key for area in areas_of(talk)):
        return talk.again(NOT_YOURS)
    return begin(talk, PROGRESS_NOTE, key)


def _may_go_on(talk: Talk, standing: Standing) -> bool:
    return any(area.key == standing.subject for area in areas_of(talk))


def _about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    return progress(talk, standing.subject, *notes)


def _given(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Keep the note, tell the leads, and ask once whether to ask again."""
    tx, at, key = talk.tx, talk.incoming.at, standing.subject
    words = str(session.answers["words"].value)
    if not _may_go_on(talk, standing):
        erase(talk, standing)
        return talk.again(NOT_YOURS, you_had_written(words))
    partner = next((one.id for one in tx.partners_of(talk.person.id) if key in one.areas), None)
    note = NewProgressNote(
        key, talk.person.id, partner, talk.language, words, text_at(session.answers, "effort"), _files(session.answers)
    )
    announcing_reports.progress_given(tx, key, tx.add_progress_note(note, at), at)
    return ended(talk, standing, say(N_("Thank you. Your note is with the lead of the area.")))


def _files(answers: Answers) -> tuple[int, ...]:
    found = []
    for item in items(answers, "files"):
        file = value_at(answers, f"files.{item}.file")
        if isinstance(file, dict):
            found.append(int(str(file["file_id"])))
    return tuple(found)


def _knows(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    return replace(facts, choices=report_filling.efforts(talk.tx, standing.subject))


FORM: Final = ShortForm(
    PROGRESS_NOTE,
    _may_go_on,
    _given,
    _about,
    kept=say(N_("What you wrote is kept. “Write a note” goes on with it.")),
    nothing=say(N_("Nothing was sent.")),
    knows=_knows,
)
"""How a note is dealt with while it is written."""


# -- its readers ------------------------------------------------------------------------------------------------------


def notes(talk: Talk, which: str) -> Scene:
    """The notes on an area, the newest first: `<area>.<page>.<cycle>`; with a cycle those of its period."""
    key, page, number = parts_of(which)
    area, cycle = area_named(talk, key), talk.tx.cycle(number_in(number))
    if area is None or not _reads_all(talk, key):
        return talk.again(NOT_YOURS)
    since, until = report_filling.EVER if cycle is None else report_filling.days_of(cycle)
    total = talk.tx.count_progress_notes(key, since, until)
    last = max(0, (total - 1) // PER_PAGE)
    at = min(max(0, number_in(page)), last)
    found = talk.tx.progress_notes(key, since, until, offset=at * PER_PAGE, limit=PER_PAGE)
    efforts = {option.id: option for option in report_filling.efforts(talk.tx, key)}
    lines = tuple(_line(at * PER_PAGE + place, note, efforts) for place, note in enumerate(found, 1))
    reading = tuple(
        PageButton(say(N_("Read {number}"), number=at * PER_PAGE + place), "prognote", base36(note.id))
        for place, note in enumerate(found, 1)
    )
    return talk.show(Page(_told(area, cycle, total), (*_in_rows(reading), *_turning(key, at, last, cycle)), lines))


def _told(area: Area, cycle: Cycle | None, total: int) -> tuple[Say, ...]:
    count = say_n(N_("{n} note, the newest first"), N_("{n} notes, the newest first"), total)
    none = say(N_("No partner has sent a note yet."))
    of_period = () if cycle is None else (say(N_("Period: {period}"), period=period(cycle)),)
    return (title(area), *of_period, count if total else none)


def _in_rows(buttons: Iterable[PageButton]) -> Rows:
    every = tuple(buttons)
    return tuple(every[start : start + 3] for start in range(0, len(every), 3))


def _turning(key: str, at: int, last: int, cycle: Cycle | None) -> Rows:
    of = base36(cycle.id) if cycle is not None else ""
    back = () if cycle is None else ((PageButton(say(N_("◀ Back to the report")), "report", f"{key}.{of}"),),)
    return (*turning("prognotes", at, more=at < last, before=f"{key}.", after=f".{of}", words=INTO_THE_PAST), *back)


def _line(number: int, note: ProgressNote, efforts: Mapping[str, Option]) -> Say:
    words = glance(note.words, MOST_SHOWN)
    effort = efforts.get(note.effort)
    if effort is None:
        return say(
            N_("{number}. {day}, {name}: “{words}”"), number=number, day=day(note.at), name=who(note), words=words
        )
    return say(
        N_("{number}. {day}, {name}, on “{effort}”: “{words}”"),
        number=number,
        day=day(note.at),
        name=who(note),
        effort=effort.label,
        words=words,
    )


def who(note: ProgressNote) -> Say:
    """Who told it: the partner, and who wrote it for them, as far as these are known."""
    name = note.name or SOMEBODY
    if note.partner and note.partner != name:
        return say(N_("{name} ({partner})"), name=name, partner=note.partner)
    return say(N_("{name}"), name=name)


def note(talk: Talk, number: str) -> Scene:
    """One note in whole, with its files."""
    found = talk.tx.progress_note(number_in(number))
    area = None if found is None else area_named(talk, found.area)
    if found is None or area is None or not may_read(talk, found):
        return talk.again(NOT_YOURS)
    return talk.show(whole(talk.tx, found, area, all_notes=_reads_all(talk, area.key)))


def may_read(talk: Talk, found: ProgressNote) -> bool:
    """Whether the person may read a note: they lead its area, belong to the secretariat, or wrote it."""
    return found.person_id == talk.person.id or _reads_all(talk, found.area)


def _reads_all(talk: Talk, area: str) -> bool:
    return leads(talk, area) or talk.is_officer()


def whole(tx: Transaction, found: ProgressNote, area: Area, *, all_notes: bool) -> Page:
    """A note as its reader sees it: who told it, when, on which effort, in their words, with its files; and the way to
    all notes on the area, for who may read them."""
    told = [title(area), say(N_("{day}, {name}:"), day=day(found.at), name=who(found))]
    effort = next((one for one in report_filling.efforts(tx, found.area) if one.id == found.effort), None)
    if effort is not None:
        told.append(say(N_("On the effort: {effort}"), effort=effort.label))
    files = [(place, tx.file_info(file_id)) for place, file_id in enumerate(found.files)]
    rows = tuple(
        (PageButton(say(N_("File: {name}"), name=_short(info)), "progfile", f"{base36(found.id)}.{base36(place)}"),)
        for place, info in files
        if info is not None
    )
    every = ((PageButton(say(N_("All notes")), "prognotes", f"{found.area}.0."),),) if all_notes else ()
    return Page(tuple(told), (*rows, *every), quote=Quote(found.language, (as_is(found.words),)))


def _short(info: FileInfo) -> str:
    return glance(info.name, MOST_NAME)


def file(talk: Talk, which: str) -> Scene:
    """A file of a note: `<note>.<place>`."""
    number, _, place = which.partition(".")
    found, at = talk.tx.progress_note(number_in(number)), number_in(place)
    if found is None or not may_read(talk, found):
        return talk.again(NOT_YOURS)
    stored = talk.tx.file(found.files[at]) if 0 <= at < len(found.files) else None
    if stored is None:
        return talk.again(say(N_("This file is there no longer.")))
    caption = say(N_("{day}, {name}"), day=day(found.at), name=who(found))
    back = ((PageButton(say(N_("◀ Back to the note")), "prognote", base36(found.id)),),)
    return Scene(talk.language, attachment=Attachment(stored.info.name, stored.content, caption, back))


COMMANDS: Mapping[str, Does] = {"progress": lambda talk, words: progress(talk, words.strip().lower())}
BUTTONS: Mapping[str, Does] = {
    "progress": progress,
    "progressnew": write,
    "progwish": wish,
    "prognotes": notes,
    "prognote": note,
    "progfile": file,
}
SHOWING = frozenset({"progress", "prognotes", "prognote", "progfile"})
"""Commands and acts that only show something."""
