"""Plans as files: what one is made from is read in a transaction, and it is made outside of it, in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.facts import Area
from flows.wording import LANGUAGES, N_, Day, Say, say
from handlers import announcing, file_pages
from handlers.buttons import base36, parts_of
from handlers.permissions import NOT_YOURS
from handlers.plan_access import accesses_of, draft_named
from handlers.plan_pages import DRAFT, sections_button, title, version_in, version_meant
from handlers.scene import Page, Scene
from handlers.sent import answers_of
from handlers.telling import PlanOrder, Telling, Tells
from locales.languages import LANGUAGE_NAMES
from storage.plan_records import PlanRemark, Publication

if TYPE_CHECKING:
    from documents.files import DocumentFile
    from handlers.talk import Surroundings, Talk
    from storage.desk_records import Notice
    from storage.transaction import Transaction

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def which_language(talk: Talk, which: str) -> Scene:
    """Ask in which language the files of a plan are wanted: `<draft>.<version>`."""
    number, _, version = which.partition(".")
    found = draft_named(talk, number)
    if found is None:
        return talk.again(NOT_YOURS)
    draft, access = found
    named = f"{base36(draft.id)}.{base36(version_in(version))}"
    told = (
        title(access.area),
        say(N_("In which language would you like the plan?")),
        say(
            N_(
                "You get a PDF, a Word document and the timeline as a picture. Headings and fixed words come in "
                "that language; what people wrote stays as they wrote it."
            )
        ),
    )
    back = sections_button(base36(draft.id), version_in(version))
    return talk.show(file_pages.which_language(told, "planfile", named, back))


def wanted(talk: Talk, which: str) -> Scene:
    """Have the files of a plan made in one of the six languages: `<draft>.<version>.<language>`."""
    number, version, language = parts_of(which)
    found = draft_named(talk, number)
    if found is None or language not in LANGUAGES:
        return talk.again(NOT_YOURS)
    draft, _ = found
    # By the update, which may come twice: the files do not.
    asked = f"{talk.incoming.channel}.{talk.incoming.update_id}"
    announcing.plan_files(talk.tx, talk.person.id, draft.id, version_in(version), language, talk.incoming.at, asked)
    return talk.show(file_pages.being_made(language, sections_button(number, version_in(version))))


# -- what goes out ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanIngredients:
    """All that a plan's file is made from: its answers as plain data, by path."""

    order: PlanOrder
    answers: Mapping[str, Any]
    area: Area
    state: Say
    day: date
    leads: tuple[str, ...]
    reference: str
    remarks: tuple[PlanRemark, ...]
    areas: tuple[Area, ...]

    def made(self) -> DocumentFile | Page:
        """The file, or a page that says why there is none. Takes a while; call it in a thread."""
        # Typesetting and its fonts take a second to load, so only who makes files loads them.
        from documents.files import NothingToDraw, plan_file_of
        from documents.fonts import MissingGlyphs
        from documents.plan import Trail

        trail = tuple(Trail(one.name, one.section, one.words, one.answer) for one in self.remarks)
        try:
            return plan_file_of(
                self.order.form,
                self.answers,
                area=self.area,
                language=self.order.language,
                state=self.state,
                day=self.day,
                leads=self.leads,
                reference=self.reference,
                trail=trail,
                areas=self.areas,
                version=self.order.version,
            )
        except NothingToDraw:
            return Page((title(self.area), say(N_("There is no timeline yet: no effort has a date."))))
        except MissingGlyphs as missing:
            told = say(N_("The plan cannot be made into a file as it stands."))
            return Page((title(self.area), told, file_pages.undrawn(missing.characters)))

    def instead(self) -> Page:
        """What is said where it could not be made for a reason that is the program's own."""
        return file_pages.not_just_now(title(self.area))


def plan_file(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A plan as a file, for whoever may read it at this moment."""
    content = notice.content
    draft = tx.plan_draft_by_id(int(content["draft"]))
    if draft is None:
        return None
    readable = accesses_of(tx, notice.person_id, notice.made_at, surroundings.areas)
    area = next((access.area for access in readable if access.area.key == draft.area), None)
    if area is None:
        return None
    form, language = content["form"], str(content["language"])
    caption = say(CAPTIONS[form], area=area.name, language=LANGUAGE_NAMES[language])
    return Telling(file=PlanOrder(form, draft.id, int(content["version"]), language, caption))


CAPTIONS = {
    "pdf": N_("The business plan of the area {area} as PDF ({language})"),
    "docx": N_("The business plan of the area {area} as a Word document ({language})"),
    "png": N_("The timeline of the business plan of the area {area} ({language})"),
}


def plan_ingredients(tx: Transaction, order: PlanOrder, surroundings: Surroundings) -> PlanIngredients | None:
    """What a plan's file is made from; `None` where there is no such plan or version."""
    draft = tx.plan_draft_by_id(order.draft_id)
    area = None if draft is None else next((one for one in surroundings.areas if one.key == draft.area), None)
    if draft is None or area is None:
        return None
    version = order.version
    if version == DRAFT:
        answers = {path: answer.to_plain() for path, answer in tx.answers(draft.id, draft.revision).items()}
        day = draft.changed_at.date()
    else:
        sent = tx.submission(draft.reference or "", version)
        if sent is None:
            return None
        answers = {path: answer.to_plain() for path, answer in answers_of(sent).items()}
        day = sent.submitted_at.date()
    all_published = tx.publications(draft.area)
    published = next((one for one in all_published if one.version == version and version), None)
    leads = tuple(one.name for one in tx.holders("lead", draft.changed_at, draft.area) if one.name)
    if published is not None:
        remarks = tx.trail_of(published)
    else:
        remarks = tx.plan_remarks_on(draft.id, version) if version else ()
    reference = draft.reference or "" if version else ""
    number = version_meant(all_published, version) if version else DRAFT
    state = _state(number, published, day)
    return PlanIngredients(order, answers, area, state, day, leads, reference, remarks, surroundings.areas)


def _state(version: int, published: Publication | None, day: date) -> Say:
    """What a version, by the number that it is to have, is in words."""
    if version == DRAFT:
        return say(N_("Draft of {day}"), day=Day(day.isoformat()))
    if published is not None:
        return say(N_("Version {version}"), version=published.number)
    return say(N_("Version {version}, as sent to the Advisory Group"), version=version)


BUTTONS: Mapping[str, Does] = {"planfiles": which_language, "planfile": wanted}
SHOWING = frozenset({"planfiles"})
"""Acts that only show something."""
TELLINGS: Mapping[str, Tells] = {"plan file": plan_file}
