"""Pages outside the conversation: welcome, help, privacy, my letters, and what follows when a draft is left or sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flows.framework import CURRENT
from flows.signposts import ALL_ANSWERS, BACK, SAVE
from flows.wording import LANGUAGES, N_, Day, Say, WebAddress, as_is, say, say_n
from handlers.buttons import PageButton, Rows, base36
from handlers.menu import COMMANDS, WORK_COMMANDS
from handlers.scene import Page
from locales.languages import LANGUAGE_NAMES
from storage.records import Draft

WRITE = PageButton(say(N_("Write a letter of intent")), "letter")
GO_ON = PageButton(say(N_("Go on ▶")), "here")
MINE = PageButton(say(N_("My letters")), "mine")
HELP = PageButton(say(N_("How this works")), "help")
NOT_MINE = PageButton(say(N_("No, leave everything as it is")), "here")
LANGUAGE = PageButton(say(N_("Language")), "languages")

STILL_OPEN = say(N_("Your letter is open, and here is where you are. How this works: /help"))
ONWARDS = (say(N_("◀ Earlier")), say(N_("Further ▶")))
"""What turns the pages of a list: to the one before, and to the next."""
INTO_THE_PAST = (say(N_("◀ Later")), say(N_("Earlier ▶")))
"""The same where the newest stands first."""
MOST_DRAFTS = 20
"""Drafts that a page lists, the last changed: a keyboard has room for 100 buttons."""
MOST_TITLE = 40
"""Characters of a name that a button shows."""


def welcome(name_of_goal: Say = CURRENT.goal) -> Page:
    """The first thing that anyone reads."""
    return Page(
        (
            say(N_("<b>Welcome to Quicksilver.</b>")),
            say(
                N_(
                    "I help you to join the UNEP Global Mercury Partnership. You answer questions, one at a time, and "
                    "end with a letter of intent that holds all the Partnership asks for."
                )
            ),
            name_of_goal,
            say(
                N_(
                    "It takes about a quarter of an hour. Everything you write is kept at once: stop whenever you like "
                    "and come back later, on this device or on another."
                )
            ),
            say(N_("What I keep about you, and why: /privacy")),
        ),
        ((WRITE,), (HELP, MINE), languages_row(LANGUAGES[:3]), languages_row(LANGUAGES[3:])),
    )


def languages_row(languages: Sequence[str]) -> tuple[PageButton, ...]:
    """Buttons for languages, each in its own name."""
    return tuple(PageButton(as_is(LANGUAGE_NAMES[language]), "language", language) for language in languages)


def turning(
    act: str,
    page: int,
    *,
    more: bool,
    before: str = "",
    after: str = "",
    words: tuple[Say, Say] = ONWARDS,
    numeral: Callable[[int], str] = base36,
) -> Rows:
    """The buttons that turn the pages of a list; they carry `<before><page><after>`. `more`: it goes on."""
    row = []
    if page > 0:
        row.append(PageButton(words[0], act, f"{before}{numeral(page - 1)}{after}"))
    if more:
        row.append(PageButton(words[1], act, f"{before}{numeral(page + 1)}{after}"))
    return (tuple(row),) if row else ()


def languages(going_on: bool) -> Page:
    """The choice of a language."""
    rows = (languages_row(LANGUAGES[:3]), languages_row(LANGUAGES[3:]))
    return Page((say(N_("Which language shall I speak?")),), (*rows, (GO_ON,)) if going_on else rows)


NOTHING_TO_GIVE_UP = say(N_("There is nothing to give up."))


def nothing_open(drafts: Sequence[Draft], work: Rows = ()) -> Page:
    """Said to who writes while no draft is open; `work` are the buttons of their role."""
    return Page(
        (
            say(N_("No letter is open here at the moment. Would you like to begin one, or go on with one of yours?"))
            if drafts
            else say(N_("No letter is open here at the moment. Would you like to begin one?")),
        ),
        (*work, *(((open_button(draft),) for draft in drafts[:MOST_DRAFTS]) if drafts else ((WRITE,),)), (MINE, HELP)),
    )


def open_button(draft: Draft) -> PageButton:
    """Goes on with a draft; a name too long for a button is cut."""
    title = draft.title or say(N_("without a name yet"))
    if isinstance(title, str) and len(title) > MOST_TITLE:
        title = f"{title[:MOST_TITLE].rstrip()}…"
    return PageButton(say(N_("Go on: {title}"), title=title), "open", str(draft.id))


def help_page(going_on: bool, work: Sequence[str] = ()) -> Page:
    """How it works, and every command; `work` are those of the reader's roles."""
    return Page(
        (
            say(N_("<b>How this works</b>")),
            say(
                N_(
                    "I ask one question at a time. Write your answer, or press a button. Each question shows an "
                    "example and the paragraph of the Partnership's rules that it comes from."
                )
            ),
            say(
                N_(
                    "“{back}” goes one question back; later answers stay. “{all_answers}” shows everything and lets "
                    "you change any of it. If you edit a message you sent, the answer is corrected. “{save}” stops for "
                    "now: nothing is lost."
                ),
                back=BACK.label,
                all_answers=ALL_ANSWERS.label,
                save=SAVE.label,
            ),
            say(N_("A long text can also be sent as a file: .docx, or .txt in UTF-8.")),
            say(
                N_(
                    "When nothing is missing you send the letter, and it gets a reference number. The secretariat "
                    "receives it, asks for what is missing, registers it and publishes it. No letter is refused."
                )
            ),
        ),
        ((GO_ON,) if going_on else (WRITE,), (LANGUAGE,)),
        (
            *(command_line(command, WORK_COMMANDS[command]) for command in work),
            *(command_line(command, text) for command, text in COMMANDS.items()),
        ),
    )


def command_line(command: str, text: str) -> Say:
    """A command with what it does."""
    return say(N_("{command} – {text}"), command=f"/{command}", text=say(text))


def privacy(going_on: bool) -> Page:
    """What is kept, why and for how long, in plain words."""
    return Page(
        (
            say(N_("<b>What is kept about you, and why</b>")),
            say(
                N_(
                    "Your answers and files, so that the letter can be written over several days, and so that the "
                    "secretariat can reach you about it. Your language, the name that your messenger gives, and the "
                    "number by which this chat is known, so that I can answer. On the chat page also what was said "
                    "there, so that you find it again. Nothing else is collected, and nothing is passed on to "
                    "advertisers."
                )
            ),
            say(
                N_(
                    "A letter that you send goes to the secretariat of the Partnership, which publishes letters on its "
                    "website (Framework G2(c)). The contact person, e-mail, telephone, postal address and signed copy "
                    "are kept for the secretariat and are not published."
                )
            ),
            say(
                N_(
                    "What the secretariat says about a letter is kept with it, and every step that is taken, with who "
                    "took it and when. Partners see each other's contacts only where their owner agrees: /contacts"
                )
            ),
            say(
                N_(
                    "Of meetings it is kept what you answer, whether you need travel support and whether you were "
                    "there, for whoever convenes them and for the secretariat. An objection stands by your name, with"
                    " your reason, for those who belong to the body. A progress note goes to the lead of your area, "
                    "with its files, and can be quoted in the report of the area."
                )
            ),
            say(
                N_(
                    "Of those who have roles it is kept since when and until when, and of members of the Advisory "
                    "Group whom they stand for, where that was told. In plans and reports that several people write, "
                    "it is kept who wrote or remarked what, and when."
                )
            ),
            say(
                N_(
                    "Where you live is kept as a time zone, and which reminders you got, put off or stopped, so that "
                    "none comes twice or at night. Of the secret address of your calendar only a fingerprint is kept: "
                    "/calendar"
                )
            ),
            say(
                N_(
                    "You can have everything that is kept about you as a file: /export. You can erase what is not yet "
                    "published: /forget. A draft stays until you erase it or give it up."
                )
            ),
            say(
                N_(
                    "What I told you unasked is removed half a year after it was sent, reminders 400 days after they "
                    "were of use, personal links and invitations half a year after their end. What was said on the "
                    "chat page is erased thirty days after you have it forget your device."
                )
            ),
        ),
        ((GO_ON,) if going_on else (WRITE,),),
    )


def left(draft_id: int) -> Page:
    """After "save and leave"."""
    return Page(
        (
            say(N_("Your answers are kept. Come back whenever you like: /letter goes on where you are.")),
            say(N_("For another device, make a personal link with /mine.")),
        ),
        ((PageButton(say(N_("Go on ▶")), "open", str(draft_id)),), (MINE,)),
    )


def abandoned() -> Page:
    """After a draft was given up."""
    return Page((say(N_("The draft has been erased.")),), ((WRITE,), (MINE,)))


def day(at: datetime) -> Day:
    """A moment's date."""
    return Day(at.date().isoformat())


def another_letter(count: int) -> Page:
    """Asked of one who has sent a letter and begins another."""
    return Page(
        (say_n(N_("You have sent {n} letter already."), N_("You have sent {n} letters already."), count),),
        ((PageButton(say(N_("Write another letter")), "another"),), (MINE,)),
    )


def exported(on_page: bool, going_on: bool) -> tuple[Say, Rows]:
    """What goes with the file of all that is kept, and the way back."""
    told = (
        say(N_("Everything that is kept about you, as a JSON file. What was said on this page is kept too, and in it."))
        if on_page
        else say(N_("Everything that is kept about you, as a JSON file."))
    )
    return told, ((GO_ON,),) if going_on else ((MINE,),)


def device_link(url: str, telegram_url: str, days: int, going_on: bool) -> Page:
    """A link that opens the person's letters on another device."""
    links = [as_is(WebAddress(one)) for one in (url, telegram_url) if one]
    return Page(
        (
            say(N_("Open this link on the other device, and you are where you are here:")),
            *links,
            say_n(
                N_("It works for {n} day. Keep it to yourself: whoever has it can read and change your letters."),
                N_("It works for {n} days. Keep it to yourself: whoever has it can read and change your letters."),
                days,
            ),
            say(N_("A new link ends the one before.")),
        ),
        ((GO_ON,),) if going_on else ((MINE,),),
    )


def join(token: str) -> Page:
    """The question before a chat that has something of its own becomes another person's device."""
    return Page(
        (
            say(N_("<b>Did you make this link yourself?</b>")),
            say(
                N_(
                    "It makes this chat one more device of whoever made it. There are letters or roles of your own "
                    "here: if you go on, that person can read and change them. If somebody sent you the link, choose "
                    "“{no}”."
                ),
                no=NOT_MINE.label,
            ),
        ),
        (
            (NOT_MINE,),
            (PageButton(say(N_("Yes, I made it for this device")), "join", token),),
        ),
    )


def forget(confirm: str) -> Page:
    """The question before anything is erased."""
    return Page(
        (
            say(N_("<b>Erase what is kept about you?</b>")),
            say(
                N_(
                    "Drafts, files, your name, your links and roles are erased for good, and so is what was said on "
                    "the chat page. Letters that were sent stay with the secretariat as they are published: without "
                    "contacts and without the signed copy. Write to the secretariat if one should be withdrawn."
                )
            ),
            say(
                N_(
                    "Objections, progress notes, and remarks on plans and reports stay without your name, and so do "
                    "the agendas and reports of meetings that you sent."
                )
            ),
        ),
        (
            (PageButton(say(N_("No, keep everything")), "here"),),
            (PageButton(say(N_("Yes, erase it")), "forget", confirm),),
        ),
    )


def forgotten(drafts: int, files: int, letters: int, *, on_page: bool) -> Page:
    """What was erased and what stays."""
    paragraphs = [say(N_("<b>What was kept about you is erased.</b>"))]
    if drafts:
        paragraphs.append(say_n(N_("{n} draft was erased."), N_("{n} drafts were erased."), drafts))
    if files:
        paragraphs.append(say_n(N_("{n} file was erased."), N_("{n} files were erased."), files))
    if letters:
        paragraphs.append(
            say_n(
                N_("{n} letter that you sent stays with the secretariat."),
                N_("{n} letters that you sent stay with the secretariat."),
                letters,
            )
        )
    if not on_page:
        paragraphs.append(say(N_("What stands in this chat itself is not mine to erase: delete the chat if you wish.")))
    return Page(tuple(paragraphs), ((WRITE,),))


def of_no_use(reason: str) -> Say:
    """Why a link does nothing: `unknown`, `expired` or `used`, or used by the same person: `yours`."""
    return say(REFUSALS[reason])


REFUSALS = {
    "unknown": N_("This link is not known here. Please check that it was copied whole."),
    "expired": N_("This link has expired. Please ask for a new one."),
    "used": N_("This link has been used already. Please ask for a new one."),
    "yours": N_("You have used this link already. You do not need it again."),
}
