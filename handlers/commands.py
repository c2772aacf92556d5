"""What each command and each button of a page does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

import orjson

from flows.events import Asked
from flows.letter import LETTER
from flows.plan import PLAN
from flows.wording import LANGUAGES, N_, Say, say
from flows.words import fold
from handlers import (
    applicant,
    applicant_pages,
    board,
    contacts,
    desk,
    letter_acts,
    meeting_acts,
    meeting_forms,
    meetings,
    naming,
    objecting,
    observers,
    pages,
    people,
    plan_files,
    plan_filling,
    plan_history,
    plan_people,
    plan_remarks,
    plan_sending,
    plans,
    questions,
    reminders,
    term_notices,
    terms,
)
from handlers.buttons import PagePressed, base36
from handlers.permissions import NOT_YOURS, commands_of, may_command, may_press
from handlers.scene import Attachment, Command, Scene
from handlers.talk import MOST_ID_DIGITS, Talk
from locales.languages import LANGUAGE_NAMES, match_language
from storage.privacy import PAGE
from storage.records import LinkRefused

Does: TypeAlias = Callable[[Talk, str], Scene]

DEVICE_LINK_DAYS = 30
CONFIRM_WITHIN = timedelta(minutes=15)
"""How long the question before erasing may wait for its answer."""
NAMED = {fold(name): code for code, name in LANGUAGE_NAMES.items()}
"""Languages by what each calls itself."""


def run(talk: Talk, command: Command) -> Scene:
    """Carry out a command; one that is not known leads to the list of those that are."""
    does = COMMANDS.get(command.name)
    person, at = talk.person.id, talk.incoming.at
    if does is None or not may_command(talk.tx, person, command.name, at):
        return replace(help_(talk, ""), notes=(say(N_("I do not know this command.")),))
    return does(talk, command.argument)


def press(talk: Talk, pressed: PagePressed) -> Scene:
    """Do what a page's button says; one that is no longer known shows where the person stands."""
    does = BUTTONS.get(pressed.act)
    if does is None:
        return talk.again()
    if not may_press(talk.tx, talk.person.id, pressed.act, talk.incoming.at):
        return talk.again(NOT_YOURS)
    return does(talk, pressed.arg)


def start(talk: Talk, payload: str) -> Scene:
    """Welcome, or go on; a payload is a link's token, an invitation or one for another device."""
    if payload == "letter":
        return letter(talk, "")
    if payload:
        return follow(talk, payload)
    return at_the_door(talk, *([] if talk.standing is None else [pages.still_open(talk.standing.flow)]))


def at_the_door(talk: Talk, *notes: Say) -> Scene:
    """Where the person stands; their letters where none is open; a welcome for who has none."""
    if talk.standing is not None:
        return talk.again(*notes)
    letters = talk.letters()
    if letters is None:
        return talk.idle(*notes) if talk.is_officer() else talk.show(pages.welcome(), *notes)
    return talk.show(letters, *(notes or (say(N_("Welcome back.")),)))


def follow(talk: Talk, token: str, *, sure: bool = False) -> Scene:
    """Use a link: attach this chat to the person it belongs to, or take up the role it invites to.

    A chat that has something of its own is attached only after a question: else whoever lures somebody into opening
    a link of theirs would come by that person's letters and roles.
    """
    at = talk.incoming.at
    use = talk.tx.redeem(token, talk.person.id, at)
    if isinstance(use, LinkRefused):
        return at_the_door(talk, pages.of_no_use("yours" if use.by_you else use.reason))
    if use.purpose == "invitation" and use.role is not None:
        return people.take_up(talk, use)
    if use.purpose == plan_people.PLAN_LINK:
        return plans.take_up(talk, use)
    if use.purpose == observers.MEETING_LINK:
        return observers.take_up(talk, use)
    if use.person_id is None:
        raise ValueError("a device link belongs to nobody")
    if use.person_id == talk.person.id:
        return start(talk, "")
    if not sure and (talk.letters() is not None or talk.tx.roles(talk.person.id, at)):
        return talk.show(pages.join(token))
    return attach(talk, use.person_id)


def attach(talk: Talk, person_id: int) -> Scene:
    """Make this chat one more device of somebody."""
    channel, chat = talk.incoming.channel, talk.incoming.chat_id
    talk.tx.attach_chat(channel, chat, person_id)
    conversation = talk.tx.conversation(channel, chat)
    if conversation is None:
        raise ValueError("the chat that was attached is not there")
    joined = Talk(talk.tx, talk.incoming, talk.surroundings, conversation)
    welcome = say(N_("This device now belongs to you as well. Here is where you are."))
    return at_the_door(joined, welcome)


def join(talk: Talk, token: str) -> Scene:
    """Attach this chat to another person, having been asked."""
    return follow(talk, token, sure=True)


def letter(talk: Talk, _: str) -> Scene:
    """Go on with a letter, or begin one; a second letter is begun only after a question."""
    if talk.stands_in_letter():
        return talk.again()
    drafts = talk.open_drafts()
    if drafts:
        return talk.open(drafts[0].id)
    sent = talk.tx.submissions_of(talk.person.id)
    if sent:
        return talk.show(pages.another_letter(len({one.reference for one in sent})))
    return talk.begin(LETTER)


def another(talk: Talk, _: str) -> Scene:
    """Begin a further letter."""
    return talk.again() if talk.stands_in_letter() else talk.begin(LETTER)


def mine(talk: Talk, _: str) -> Scene:
    """Show the person's letters."""
    return talk.show(talk.letters() or applicant_pages.mine((), ()))


def open_draft(talk: Talk, draft_id: str) -> Scene:
    """Go on with a draft."""
    return talk.open(int(draft_id)) if draft_id.isdecimal() and len(draft_id) <= MOST_ID_DIGITS else talk.again()


def language(talk: Talk, wanted: str) -> Scene:
    """Change the language, or ask which; the question that stands is shown again in it."""
    code = NAMED.get(fold(wanted)) or match_language(wanted)
    # What is not known is matched with English, which is then not what was asked for.
    if code not in LANGUAGES or (code == "en" and not wanted.lower().startswith("en")):
        return languages(talk, "")
    talk.tx.set_language(talk.person.id, code)
    talk.language = code
    # Translators: write the name of your own language in place of English
    changed = say(N_("I speak English with you now."))
    return talk.show(pages.welcome(), changed) if talk.standing is None else talk.again(changed)


def languages(talk: Talk, _: str) -> Scene:
    """Ask which language."""
    return talk.show(pages.languages(talk.standing is not None))


def help_(talk: Talk, _: str) -> Scene:
    """Explain, with the commands of the person's roles."""
    work = commands_of(talk.tx, talk.person.id, talk.incoming.at)
    return talk.show(pages.help_page(talk.standing is not None, work))


def privacy(talk: Talk, _: str) -> Scene:
    """Tell what is kept."""
    return talk.show(pages.privacy(talk.standing is not None))


def here(talk: Talk, _: str) -> Scene:
    """Show where the person stands."""
    return talk.again()


def export(talk: Talk, _: str) -> Scene:
    """All that is kept about the person, as JSON."""
    going_on = talk.standing is not None
    held = talk.tx.export_person(talk.person.id)
    content = orjson.dumps(held, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    talk.tx.record(f"person:{talk.person.id}", "exported", f"person:{talk.person.id}", {}, talk.incoming.at)
    on_page = talk.incoming.channel == PAGE
    return Scene(talk.language, attachment=Attachment("quicksilver.json", content, *pages.exported(on_page, going_on)))


def forget(talk: Talk, confirmed: str) -> Scene:
    """Erase what is not yet published, after a question."""
    at = talk.incoming.at
    if not _just_asked(confirmed, talk.person.id, at):
        return talk.show(pages.forget(f"{base36(int(at.timestamp()))}.{base36(talk.person.id)}"))
    channel = talk.incoming.channel
    here_too = talk.tx.chats_of(talk.person.id, channel)
    held = talk.tx.roles(talk.person.id, at)
    gone = talk.tx.forget(talk.person.id, at)
    term_notices.left(talk.tx, talk.person.id, held, at)
    page = pages.forgotten(gone.drafts, gone.files, len(gone.kept), on_page=channel == PAGE)
    # Said on the person's other devices too: an open page there clears itself when something is shown in it.
    elsewhere = tuple(chat for chat in here_too if chat != talk.incoming.chat_id)
    return replace(talk.show(page), elsewhere=elsewhere)


def _just_asked(confirmed: str, person_id: int, at: datetime) -> bool:
    """Whether the question was put a moment ago, and to the one to whom this chat belongs now."""
    stamp, _, asked_of = confirmed.partition(".")
    try:
        asked, person = int(stamp, 36), int(asked_of, 36)
    except ValueError:
        return False
    return person == person_id and abs(at.timestamp() - asked) <= CONFIRM_WITHIN.total_seconds()


def cancel(talk: Talk, _: str) -> Scene:
    """Ask whether to give the present draft up."""
    standing = talk.standing
    if standing is None:
        return talk.idle(pages.NOTHING_TO_GIVE_UP)
    if standing.flow == PLAN.key and not plans.may_give_up(talk, standing):
        return talk.again(plans.ONLY_THE_LEAD)
    return talk.step(Asked("cancel"))


def device(talk: Talk, _: str) -> Scene:
    """Make a link for another device."""
    at = talk.incoming.at
    token = talk.tx.make_link(
        "device",
        person_id=talk.person.id,
        expires=at + timedelta(days=DEVICE_LINK_DAYS),
        single_use=False,
        at=at,
    )
    surroundings = talk.surroundings
    url = f"{surroundings.public_url}/chat?start={token}"
    telegram = f"https://t.me/{surroundings.username}?start={token}" if surroundings.username else ""
    return talk.show(pages.device_link(url, telegram, DEVICE_LINK_DAYS, talk.standing is not None))


COMMANDS: Mapping[str, Does] = {
    "start": start,
    "letter": letter,
    "mine": mine,
    "language": language,
    "help": help_,
    "privacy": privacy,
    "export": export,
    "forget": lambda talk, _: forget(talk, ""),
    "cancel": cancel,
    **letter_acts.COMMANDS,
    **desk.COMMANDS,
    **people.COMMANDS,
    **board.COMMANDS,
    **plans.COMMANDS,
    **plan_history.COMMANDS,
    **contacts.COMMANDS,
    **reminders.COMMANDS,
    **meetings.COMMANDS,
    **naming.COMMANDS,
}

BUTTONS: Mapping[str, Does] = {
    "letter": letter,
    "another": another,
    "mine": mine,
    "open": open_draft,
    "language": language,
    "languages": languages,
    "help": help_,
    "here": here,
    "forget": forget,
    "device": device,
    "join": join,
    **letter_acts.BUTTONS,
    **applicant.BUTTONS,
    **desk.BUTTONS,
    **people.BUTTONS,
    **board.BUTTONS,
    **terms.BUTTONS,
    **plans.BUTTONS,
    **plan_people.BUTTONS,
    **plan_history.BUTTONS,
    **plan_filling.BUTTONS,
    **plan_remarks.BUTTONS,
    **plan_sending.BUTTONS,
    **plan_files.BUTTONS,
    **contacts.BUTTONS,
    **reminders.BUTTONS,
    **meetings.BUTTONS,
    **meeting_forms.BUTTONS,
    **meeting_acts.BUTTONS,
    **questions.BUTTONS,
    **observers.BUTTONS,
    **objecting.BUTTONS,
}

SHOWING = (
    frozenset({"help", "privacy", "mine", "languages", "here", "export"})
    | letter_acts.SHOWING
    | applicant.SHOWING
    | desk.SHOWING
    | people.SHOWING
    | board.SHOWING
    | terms.SHOWING
    | contacts.SHOWING
    | reminders.SHOWING
    | plans.SHOWING
    | plan_people.SHOWING
    | plan_history.SHOWING
    | plan_remarks.SHOWING
    | plan_sending.SHOWING
    | plan_files.SHOWING
    | meetings.SHOWING
    | meeting_acts.SHOWING
    | questions.SHOWING
    | observers.SHOWING
)
"""Commands and acts that only show something."""
