"""What the secretariat sees at its desk: what waits, one letter, what differs, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.comparison import Difference
from flows.errands import REASONS, asked_labels
from flows.session import Answers
from flows.wording import N_, Say, Several, WebAddress, as_is, say, say_n
from handlers import pages
from handlers.buttons import PageButton, Rows, base36
from handlers.pages import day
from handlers.scene import Page, Quote
from storage.desk_records import Letter, Overtaken, Partner, Remark

PER_PAGE = 8
"""Letters on a page of a list, each with its button."""
MOST_TITLE = 40

PLAN = PageButton(say(N_("The plan of my area")), "plan")
REPORT = PageButton(say(N_("The report of my area")), "report")
INBOX = PageButton(say(N_("Letters that wait")), "inbox", "0")
SOMEBODY = say(N_("Somebody"))
NO_SUCH_LETTER = say(N_("There is no letter with this reference."))
STANDS_OTHERWISE = say(
    N_("Something has happened to this letter since that button was shown. It stands like this now:")
)

STATES = {
    "received": N_("Waits for the secretariat"),
    "asked": N_("Waits for the applicant, who was asked to complete it"),
    "registered": N_("Registered"),
    "set aside": N_("Set aside"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """All that a letter's page shows. `address` is where it is published, empty where it is not."""

    letter: Letter
    answers: Answers
    summary: tuple[Say, ...]
    remark: Remark | None
    partner: Partner | None
    borne: tuple[Say, ...]
    address: str
    has_scan: bool
    begun: bool = False


def numbered(letter: Letter) -> str:
    """A letter as it was seen: its reference and revision, for buttons that act only while both are so."""
    return f"{letter.reference}.{base36(letter.revision)}"


def inbox(letters: Sequence[Letter], total: int, number: int, asked: int) -> Page:
    """The letters that wait, the oldest first."""
    paragraphs = [say(N_("<b>Letters that wait for the secretariat</b>"))]
    if total:
        paragraphs.append(
            say_n(N_("{n} letter waits, the oldest first."), N_("{n} letters wait, the oldest first."), total)
        )
    else:
        paragraphs.append(say(N_("Nothing waits. New letters are announced here as they come in.")))
    if asked:
        paragraphs.append(
            say_n(
                N_("{n} more letter waits for its applicant to complete it."),
                N_("{n} more letters wait for their applicants to complete them."),
                asked,
            )
        )
    lines = tuple(
        say(
            N_("<b>{reference}</b>: {title}, version {version}, sent on {sent}"),
            reference=letter.reference,
            title=letter.title,
            version=letter.version,
            sent=day(letter.sent_at),
        )
        for letter in letters
    )
    rows = [(letter_button(letter),) for letter in letters]
    return Page(tuple(paragraphs), (*rows, *turning("inbox", number, total), (FIND,)), lines)


FIND = PageButton(say(N_("Find a partner or a letter")), "find")


def turning(act: str, number: int, total: int, per_page: int = PER_PAGE) -> Rows:
    """Buttons to the pages before and after; these acts take the page's number as people write it."""
    return pages.turning(act, number, more=(number + 1) * per_page < total, numeral=str)


def letter_button(letter: Letter) -> PageButton:
    """Opens a letter; a name too long for a button is cut."""
    title = letter.title if len(letter.title) <= MOST_TITLE else f"{letter.title[:MOST_TITLE].rstrip()}…"
    words = say(N_("{reference}: {title}"), reference=letter.reference, title=title)
    return PageButton(words, "desk", letter.reference)


def letter_page(case: Case, ways_on: Rows = ()) -> Page:
    """One letter: where it stands, what it says in short, and what can be done."""
    letter = case.letter
    paragraphs = [
        say(
            N_("<b>{reference}</b>, version {version}, sent on {sent}. {state}."),
            reference=letter.reference,
            version=letter.version,
            sent=day(letter.sent_at),
            state=say(STATES[letter.state]),
        ),
        *remarked(case.remark, case.answers, letter),
        *published(case),
        *case.borne,
    ]
    if letter.person_id is None:
        paragraphs.append(say(N_("Its applicant asked to be forgotten: nobody can be asked or told here.")))
    elif letter.blocked:
        paragraphs.append(say(N_("Its applicant has blocked this assistant. What is meant for them is kept.")))
    return Page(tuple(paragraphs), (*acts(case), *reading(case), (INBOX,), *ways_on), case.summary)


def acts(case: Case) -> Rows:
    """What can be done with a letter as it stands."""
    letter = case.letter
    rows: list[tuple[PageButton, ...]] = []
    which = numbered(letter)
    if letter.state in ("received", "asked"):
        rows.append((PageButton(say(N_("Register")), "register", which),))
        aside = PageButton(say(N_("Set aside")), "aside", which)
        if letter.person_id is not None:
            rows.append((PageButton(say(N_("Ask for completion")), "ask", which), aside))
        else:
            rows.append((aside,))
    if letter.state in ("asked", "set aside"):
        rows.append((PageButton(say(N_("Take up again")), "takeup", which),))
    if case.address:
        rows.append((PageButton(say(N_("Withdraw from publication")), "unpublish", letter.reference),))
    elif case.partner is not None and case.partner.public and case.partner.withdrawn_at is not None:
        rows.append((PageButton(say(N_("Publish again")), "republish", letter.reference),))
    return tuple(rows)


def reading(case: Case) -> Rows:
    """Ways to read a letter: whole, as files, its signed copy, beside the version before, its history."""
    letter = case.letter
    whole = f"{letter.reference}.{letter.version}"
    first = [PageButton(say(N_("Read it whole")), "whole", whole), PageButton(say(N_("Files")), "files", whole)]
    second = [PageButton(say(N_("History")), "history", f"{letter.reference}.0")]
    if letter.version > 1:
        second.insert(0, PageButton(say(N_("What has changed")), "compare", whole))
    if case.has_scan:
        second.insert(0, PageButton(say(N_("Signed copy")), "scan", whole))
    return (tuple(first), tuple(second))


def remarked(remark: Remark | None, answers: Answers, letter: Letter) -> tuple[Say, ...]:
    """What the secretariat last said about a letter, as long as it stands so."""
    if remark is None or letter.state not in ("asked", "set aside"):
        return ()
    name = remark.by_name or SOMEBODY
    said = (say(N_("“{words}”"), words=remark.words),) if remark.words else ()
    if letter.state == "asked" and remark.kind == "completion":
        return (
            say(
                N_("Asked on {day} by {name}, about: {questions}"),
                day=day(remark.at),
                name=name,
                questions=Several(asked_labels(remark.asked, answers), "apart"),
            ),
            *said,
        )
    if letter.state == "set aside" and remark.kind == "set aside":
        reason = say(REASONS.get(remark.reason, REASONS["other"]))
        return (
            say(N_("Set aside on {day} by {name}: {reason}"), day=day(remark.at), name=name, reason=reason),
            *said,
        )
    return ()


def published(case: Case) -> tuple[Say, ...]:
    """Whether everyone may read it, and where."""
    partner = case.partner
    if partner is None:
        return ()
    told = []
    if partner.version != case.letter.version:
        told.append(say(N_("Version {version} is the one that is registered."), version=partner.version))
    if case.address:
        told.append(say(N_("Published at: {address}"), address=WebAddress(case.address)))
    elif partner.withdrawn_at is not None:
        told.append(say(N_("Withdrawn from publication on {day}."), day=day(partner.withdrawn_at)))
    else:
        told.append(say(N_("Not published: the applicant has not agreed to it.")))
    return tuple(told)


def confirm_registration(case: Case, is_public: bool) -> Page:
    """The question before a letter is registered."""
    which = numbered(case.letter)
    paragraphs = (
        say(N_("<b>Register {reference}?</b>"), reference=case.letter.reference),
        say(N_("{name} becomes a partner, and is told so."), name=case.letter.title)
        if case.partner is None
        else say(N_("The register of partners takes over what this version says. The partner is told so.")),
        say(N_("The letter is published, as the applicant has agreed."))
        if is_public
        else say(N_("The letter is not published: the applicant has not agreed to it.")),
        *case.borne,
    )
    rows = (
        (PageButton(say(N_("Yes, register it")), "registered", which),),
        (PageButton(say(N_("◀ Back to the letter")), "desk", case.letter.reference),),
    )
    return Page(paragraphs, rows, case.summary)


def confirm_publication(reference: str, *, again: bool) -> Page:
    """The question before a letter is taken off the public register, or put there again."""
    if again:
        ask = say(N_("<b>Publish {reference} again?</b>"), reference=reference)
        tell = say(N_("Everyone can read it then, as before. The partner is told."))
        yes = PageButton(say(N_("Yes, publish it again")), "republished", reference)
    else:
        ask = say(N_("<b>Withdraw {reference} from publication?</b>"), reference=reference)
        tell = say(N_("Its page then says that it was withdrawn. It stays registered, and the partner is told."))
        yes = PageButton(say(N_("Yes, withdraw it")), "unpublished", reference)
    return Page((ask, tell), ((yes,), (PageButton(say(N_("◀ Back to the letter")), "desk", reference),)))


OVERTAKEN = {
    "submitted": N_("The applicant has sent a new version in the meantime, on {day}. Please look at it first."),
    "registered": N_("{name} has registered this letter already, on {day}."),
    "asked for completion": N_("{name} has already asked the applicant to complete this letter, on {day}."),
    "set aside": N_("{name} has set this letter aside already, on {day}."),
    "taken up again": N_("{name} has taken this letter up again, on {day}."),
}
"""What to say of each step, as the audit calls it, to who came second."""


def overtaken(by: Overtaken) -> Say:
    """Who acted first, and what they did."""
    words = OVERTAKEN.get(by.what)
    return STANDS_OTHERWISE if words is None else say(words, name=by.by_name or SOMEBODY, day=day(by.at))


def whole_letter(reference: str, version: int, quote: Quote, kept_back: tuple[Say, ...]) -> Page:
    """A letter with all that it says, for the secretariat."""
    heading = (say(N_("<b>For the secretariat only, not published</b>")),) if kept_back else ()
    return Page(
        (say(N_("<b>{reference}</b>, version {version}"), reference=reference, version=version),),
        ((PageButton(say(N_("◀ Back to the letter")), "desk", reference),),),
        (*heading, *kept_back),
        quote,
    )


def comparison(reference: str, version: int, found: Sequence[Difference], back: PageButton) -> Page:
    """What differs between a version and the one before it."""
    paragraphs = [
        say(
            N_("<b>{reference}</b>: what has changed from version {before} to version {now}"),
            reference=reference,
            before=version - 1,
            now=version,
        )
    ]
    nothing = say(N_("nothing"))
    for each in found:
        paragraphs.append(say(N_("<b>{label}</b>"), label=each.label))
        paragraphs.append(say(N_("Before: {answer}"), answer=nothing if each.before is None else each.before))
        paragraphs.append(say(N_("Now: {answer}"), answer=nothing if each.now is None else each.now))
    if not found:
        paragraphs.append(say(N_("No answer has changed.")))
    rows = [(back,)]
    if version > 2:
        earlier = PageButton(say(N_("◀ Earlier")), "compare", f"{reference}.{version - 1}")
        rows.insert(0, (earlier,))
    return Page(tuple(paragraphs), tuple(rows))


def results(words: str, partners: Sequence[Partner], letters: Sequence[Letter], most: int) -> Page:
    """What was found: partners by name, letters with the newest first."""
    if not partners and not letters:
        nothing = say(N_("Nothing was found for “{words}”. Please try fewer words, or part of a name."), words=words)
        return Page((nothing,), ((FIND,), (INBOX,)))
    of_partners = {partner.reference for partner in partners}
    others = [letter for letter in letters if letter.reference not in of_partners]
    lines = [
        say(N_("Partner: {name}, {reference}"), name=partner.name, reference=partner.reference)
        if partner.reference
        else say(N_("Partner: {name}"), name=partner.name)
        for partner in partners
    ]
    lines += [
        say(N_("{reference}: {title}. {state}"), reference=one.reference, title=one.title, state=say(STATES[one.state]))
        for one in others
    ]
    rows = [(PageButton(as_is(one.reference), "desk", one.reference),) for one in partners if one.reference]
    rows += [(PageButton(as_is(one.reference), "desk", one.reference),) for one in others]
    paragraphs = [say(N_("Found for “{words}”:"), words=words)]
    if len(partners) >= most or len(letters) >= most:
        paragraphs.append(say(N_("There may be more: more words find less.")))
    return Page(tuple(paragraphs), (*rows, (FIND,), (INBOX,)), tuple(lines))
