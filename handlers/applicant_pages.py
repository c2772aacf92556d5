"""What applicants and partners see of their own letters: where each stands, and what they can do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.errands import REASONS, asked_labels
from flows.framework import CURRENT
from flows.session import Answers
from flows.wording import N_, Moment, Say, Several, WebAddress, say
from handlers.buttons import PageButton, Rows
from handlers.pages import GO_ON, MINE, MOST_DRAFTS, WRITE, day, open_button
from handlers.scene import Page, Quote

if TYPE_CHECKING:
    from handlers.applicant_views import Entry
    from storage.desk_records import Letter
    from storage.records import Draft, Submission


def mine(drafts: Sequence[Draft], entries: Sequence[Entry]) -> Page:
    """All letters of a person and where each stands."""
    paragraphs = [say(N_("<b>My letters</b>"))]
    rows: list[tuple[PageButton, ...]] = []
    for draft in drafts[:MOST_DRAFTS]:
        paragraphs.append(
            say(
                N_("Draft: {title}, begun on {begun}, last changed on {changed}"),
                title=draft.title or say(N_("without a name yet")),
                begun=day(draft.begun_at),
                changed=day(draft.changed_at),
            )
        )
        rows.append((open_button(draft),))
    being_changed = {draft.reference for draft in drafts}
    for one in entries[:MOST_DRAFTS]:
        paragraphs.append(
            say(
                N_("<b>{reference}</b>: {title}, sent on {sent}. {state}"),
                reference=one.letter.reference,
                title=one.letter.title or say(N_("without a name")),
                sent=day(one.letter.sent_at),
                state=state(one),
            )
        )
        if one.letter.state == "asked" and one.letter.reference not in being_changed:
            rows.append((complete_button(one.letter.reference),))
    rows += [(read_button(one.letter),) for one in entries[:MOST_DRAFTS]]
    if not drafts and not entries:
        paragraphs.append(say(N_("You have no letters yet.")))
    if not drafts:
        rows.append((WRITE,))
    rows.append((PageButton(say(N_("A link for another device")), "device"),))
    return Page(tuple(paragraphs), tuple(rows))


def state(entry: Entry) -> Say:
    """Where a letter stands, in a sentence."""
    letter, partner = entry.letter, entry.partner
    if letter.state == "asked":
        if entry.remark is None:
            return say(N_("The secretariat asks you to complete it."))
        return say(N_("The secretariat asked you on {day} to complete it."), day=day(entry.remark.at))
    if letter.state == "set aside":
        return say(N_("The secretariat has set it aside."))
    if partner is None:
        return say(N_("The secretariat has received it."))
    if partner.version != letter.version:
        return say(
            N_("The secretariat has received version {now}. Version {before} is registered."),
            now=letter.version,
            before=partner.version,
        )
    return say(
        N_("It is registered: partner since {day}. {publication}"), day=day(partner.since), publication=public(entry)
    )


def public(entry: Entry) -> Say:
    """Whether a registered letter is published, and where."""
    if entry.address:
        return say(N_("Published at {address}"), address=WebAddress(entry.address))
    if entry.partner is not None and entry.partner.withdrawn_at is not None:
        return say(N_("It was withdrawn from publication on {day}."), day=day(entry.partner.withdrawn_at))
    return say(N_("It is not published, as you wished."))


def read_button(letter: Letter | Submission) -> PageButton:
    """Opens a letter that was sent."""
    words = say(N_("Read {reference}"), reference=letter.reference)
    return PageButton(words, "read", f"{letter.reference}.{letter.version}")


def complete_button(reference: str) -> PageButton:
    """Opens a letter at what the secretariat asks about."""
    return PageButton(say(N_("Complete {reference}"), reference=reference), "complete", reference)


def sent_letter(
    submission: Submission, entry: Entry, quote: Quote, kept_back: tuple[Say, ...], answers: Answers, *, going_on: bool
) -> Page:
    """A letter that was sent: where it stands, the letter, and what is not published of it; and what can be done."""
    heading = (say(N_("<b>For the secretariat only, not published</b>")),) if kept_back else ()
    paragraphs = [
        say(
            N_("<b>{reference}</b>, version {version}, sent on {sent}. {state}"),
            reference=submission.reference,
            version=submission.version,
            sent=day(submission.submitted_at),
            state=state(entry),
        ),
        *asked(entry, answers),
        say(N_("This is how you sent it:")),
    ]
    ways_back = ((GO_ON, MINE) if going_on else (MINE,),)
    return Page(tuple(paragraphs), (*acts(submission, entry, answers), *ways_back), (*heading, *kept_back), quote)


def asked(entry: Entry, answers: Answers) -> tuple[Say, ...]:
    """What the secretariat said last about a letter, while it stands so."""
    remark, letter = entry.remark, entry.letter
    if remark is None:
        return ()
    said = (say(N_("“{words}”"), words=remark.words),) if remark.words else ()
    if letter.state == "asked":
        return (about(remark.asked, answers), *said)
    reason = say(REASONS.get(remark.reason, REASONS["other"]))
    return (say(N_("The reason: {reason}"), reason=reason), *said)


def about(paths: Sequence[str], answers: Answers) -> Say:
    """Which questions the secretariat asks about."""
    return say(N_("It is about: {questions}"), questions=Several(asked_labels(paths, answers), "apart"))


def acts(submission: Submission, entry: Entry, answers: Answers) -> Rows:
    """What its owner can do with a letter. Changing it makes a new version under the same reference."""
    letter = entry.letter
    which = f"{submission.reference}.{submission.version}"
    rows: list[tuple[PageButton, ...]] = []
    if letter.state == "asked":
        rows.append((PageButton(say(N_("Complete the letter")), "complete", letter.reference),))
    else:
        rows.append((PageButton(say(N_("Change the letter")), "change", letter.reference),))
    reading = [PageButton(say(N_("Files")), "files", which)]
    if (scan := answers.get("scan")) is not None and isinstance(scan.value, dict):
        reading.append(PageButton(say(N_("Signed copy")), "scan", which))
    rows.append(tuple(reading))
    looking = [PageButton(say(N_("History")), "history", f"{letter.reference}.0")]
    if submission.version > 1:
        looking.append(PageButton(say(N_("What has changed")), "compare", which))
        before = say(N_("Version {version}"), version=submission.version - 1)
        looking.append(PageButton(before, "read", f"{submission.reference}.{submission.version - 1}"))
    rows.append(tuple(looking))
    if entry.address:
        rows.append((PageButton(say(N_("Withdraw from publication")), "withdraw", letter.reference),))
    return tuple(rows)


def submitted(submission: Submission) -> Page:
    """After a letter was sent; one that was sent before keeps its reference."""
    if submission.version == 1:
        first = (
            say(N_("<b>Thank you. Your letter of intent has been sent.</b>")),
            say(
                N_("Its reference is <b>{reference}</b>. Please quote it when you write about the letter."),
                reference=submission.reference,
            ),
        )
    else:
        first = (
            say(N_("<b>Thank you. Your letter of intent has been sent again.</b>")),
            say(
                N_("It keeps its reference, <b>{reference}</b>, and is version {version} now. Earlier versions stay."),
                reference=submission.reference,
                version=submission.version,
            ),
        )
    return Page(
        (
            *first,
            say(
                N_(
                    "The secretariat of the Partnership now has it. It will ask you here if something is missing, and "
                    "then register and publish the letter. Where it stands: /mine"
                )
            ),
            say(N_("The letter is coming to you as a PDF and as a Word document.")),
        ),
        ((read_button(submission),), (MINE,)),
    )


def confirm_withdrawal(reference: str, version: int) -> Page:
    """The question before an owner's letter is taken off the public register."""
    return Page(
        (
            say(N_("<b>Withdraw {reference} from publication?</b>"), reference=reference),
            say(
                N_(
                    "Its public page then says that it was withdrawn. You remain a partner, and the secretariat is "
                    "told. To have it published again, write to the secretariat."
                )
            ),
        ),
        (
            (PageButton(say(N_("No, leave it published")), "read", f"{reference}.{version}"),),
            (PageButton(say(N_("Yes, withdraw it")), "withdrawn", reference),),
        ),
    )


NOT_KEPT = say(
    N_(
        "The answers that this letter was made from are no longer kept, so it cannot be changed here. "
        "You can write another."
    )
)
WITHDRAWN = say(N_("The letter is withdrawn from publication."))


# -- what notices say --------------------------------------------------------------------------------------------------


def completion_asked(reference: str, version: int, words: str, paths: Sequence[str], answers: Answers) -> Page:
    """The secretariat asks for what is missing (G2(c))."""
    return Page(
        (
            say(N_("<b>The secretariat asks you to complete your letter {reference}.</b>"), reference=reference),
            about(paths, answers),
            say(N_("“{words}”"), words=words),
            say(N_("The letter opens directly at these questions. All your other answers stay as they are.")),
        ),
        (
            (PageButton(say(N_("Complete the letter")), "complete", reference),),
            (PageButton(say(N_("Read {reference}"), reference=reference), "read", f"{reference}.{version}"),),
        ),
    )


def set_aside(letter: Letter, reason: str, words: str) -> Page:
    """The secretariat has set a letter aside; it is kept, and can be taken up again."""
    return Page(
        (
            say(N_("<b>The secretariat has set your letter {reference} aside.</b>"), reference=letter.reference),
            say(N_("The reason: {reason}"), reason=say(REASONS.get(reason, REASONS["other"]))),
            *((say(N_("“{words}”"), words=words),) if words else ()),
            say(
                N_(
                    "Nothing is lost: the letter is kept and can be taken up again. If you think that this is a "
                    "mistake, write to {email} and quote the reference."
                ),
                email=CURRENT.address.email,
            ),
        ),
        ((read_button(letter),),),
    )


def taken_up_again(letter: Letter) -> Page:
    """A letter waits for the secretariat again."""
    told = say(
        N_("The secretariat has taken up your letter {reference} again. There is nothing you need to do."),
        reference=letter.reference,
    )
    return Page((told,), ((read_button(letter),),))


def welcome_partner(
    entry: Entry, leads: Sequence[tuple[Say, Sequence[str]]], meetings: Sequence[tuple[str, Moment]]
) -> Page:
    """The welcome of a new partner: what partners do, who leads their areas, the next meetings, how to go on."""
    partner, letter = entry.partner, entry.letter
    if partner is None:
        raise ValueError("a welcome is for who was registered")
    paragraphs = [
        say(N_("<b>Welcome to the UNEP Global Mercury Partnership.</b>")),
        say(
            N_("Your letter {reference} is registered: {name} is a partner since {day}."),
            reference=letter.reference,
            name=partner.name,
            day=day(partner.since),
        ),
        public(entry),
        *(lead_line(area, names) for area, names in leads),
        *(say(N_("Next meeting: {title}, {moment}"), title=title, moment=moment) for title, moment in meetings),
        *(() if meetings else (say(N_("No meeting is planned at the moment. You will hear of the next one here.")),)),
        say(N_("Whom you can turn to: /contacts")),
        say(N_("To change your letter later, open it with /mine. What partners do:")),
    ]
    return Page(tuple(paragraphs), ((read_button(letter), MINE),), tuple(_bulleted(CURRENT.partner_does)))


def _bulleted(lines: Sequence[Say]) -> list[Say]:
    return [say(N_("• {it}"), it=line) for line in lines]


def lead_line(area: Say, names: Sequence[str]) -> Say:
    """Who leads an area."""
    if not names:
        return say(N_("{area}: no lead has been named yet."), area=area)
    return say(N_("{area}: the lead is {name}."), area=area, name=Several(tuple(names)))


def new_version_registered(entry: Entry) -> Page:
    """A later version of a partner's letter is registered."""
    letter = entry.letter
    told = say(
        N_("Version {version} of your letter {reference} is registered now."),
        version=0 if entry.partner is None else entry.partner.version,
        reference=letter.reference,
    )
    return Page((told, public(entry)), ((read_button(letter),),))


def publication_changed(entry: Entry, *, again: bool) -> Page:
    """The secretariat has withdrawn a letter from publication, or published it again."""
    words = (
        N_("The secretariat has published your letter {reference} again.")
        if again
        else N_("The secretariat has withdrawn your letter {reference} from publication. You remain a partner.")
    )
    return Page((say(words, reference=entry.letter.reference), public(entry)), ((read_button(entry.letter),),))
