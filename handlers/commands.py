"""What each command and each button of a page does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

import orjson

from flows.events import Asked
from flows.letter import LETTER
from flows.wording import LANGUAGES, N_, say
from handlers import pages
from handlers.keyboards import PagePressed, base36
from handlers.scene import Attachment, Command, Page, Scene
from handlers.talk import Talk
from locales.languages import match_language
from storage.records import Draft, LinkRefused

Does: TypeAlias = Callable[[Talk, str], Scene]

DEVICE_LINK_DAYS = 30
CONFIRM_WITHIN = timedelta(minutes=15)
"""How long the question before erasing may wait for its answer."""


def run(talk: Talk, command: Command) -> Scene:
    """Carry out a command; one that is not known leads to the list of those that are."""
    does = COMMANDS.get(command.name)
    if does is None:
        return talk.show(pages.help_page(talk.standing is not None), say(N_("I do not know this command.")))
    return does(talk, command.argument)


def press(talk: Talk, pressed: PagePressed) -> Scene:
    """Do what a page's button says; one that is no longer known shows where the person stands."""
    does = BUTTONS.get(pressed.act)
    return talk.again() if does is None else does(talk, pressed.arg)


def start(talk: Talk, payload: str) -> Scene:
    """Welcome, or go on; a payload is a link's token, an invitation or one for another device."""
    if payload == "letter":
        return letter(talk, "")
    if payload:
        return follow(talk, payload)
    if talk.standing is not None:
        return talk.again()
    scene = talk.show(pages.welcome())
    if open_drafts(talk):
        return replace(scene, page=mine_page(talk), notes=(say(N_("Welcome back.")),))
    return scene


def follow(talk: Talk, token: str) -> Scene:
    """Use a link: attach this chat to the person it belongs to, or take up the role it invites to."""
    channel, chat, at = talk.incoming.channel, talk.incoming.chat_id, talk.incoming.at
    use = talk.tx.redeem(token, talk.person.id, at)
    if isinstance(use, LinkRefused):
        return (
            talk.again(pages.of_no_use(use.reason))
            if talk.standing
            else talk.show(pages.welcome(), pages.of_no_use(use.reason))
        )
    if use.purpose == "invitation" and use.role is not None:
        talk.tx.grant_role(talk.person.id, use.role, use.area, at, None)
        talk.tx.record(f"person:{talk.person.id}", "joined", f"role:{use.role}", {"area": use.area}, at)
        return talk.show(pages.welcome(), pages.joined_role(use.role))
    if use.person_id is None:
        raise ValueError("a device link belongs to nobody")
    if use.person_id == talk.person.id:
        return start(talk, "")
    talk.tx.attach_chat(channel, chat, use.person_id)
    conversation = talk.tx.conversation(channel, chat)
    if conversation is None:
        raise ValueError("the chat that was attached is not there")
    joined = Talk(talk.tx, talk.incoming, talk.surroundings, conversation)
    welcome = say(N_("This device now belongs to you as well. Here is where you are."))
    if joined.standing is not None:
        return joined.again(welcome)
    return joined.show(mine_page(joined), welcome)


def letter(talk: Talk, _: str) -> Scene:
    """Go on with a letter, or begin one; a second letter is begun only after a question."""
    if talk.standing is not None:
        return talk.again()
    drafts = [draft for draft in open_drafts(talk) if draft.flow == LETTER.key]
    if drafts:
        return talk.open(drafts[0].id)
    sent = talk.tx.submissions_of(talk.person.id)
    if sent:
        return talk.show(pages.another_letter(len({one.reference for one in sent})))
    return talk.begin(LETTER)


def another(talk: Talk, _: str) -> Scene:
    """Begin a further letter."""
    return talk.again() if talk.standing is not None else talk.begin(LETTER)


def open_drafts(talk: Talk) -> list[Draft]:
    """The person's drafts that can still be written, the last changed first."""
    drafts = [draft for draft in talk.tx.drafts_of(talk.person.id) if draft.state == "open"]
    return sorted(drafts, key=lambda draft: draft.changed_at, reverse=True)


def mine_page(talk: Talk) -> Page:
    """The person's letters."""
    return pages.mine(open_drafts(talk), talk.tx.submissions_of(talk.person.id))


def mine(talk: Talk, _: str) -> Scene:
    """Show the person's letters."""
    return talk.show(mine_page(talk))


def open_draft(talk: Talk, draft_id: str) -> Scene:
    """Go on with a draft."""
    return talk.open(int(draft_id)) if draft_id.isdecimal() else talk.again()


def language(talk: Talk, wanted: str) -> Scene:
    """Change the language, or ask which; the question that stands is shown again in it."""
    code = match_language(wanted) if wanted else ""
    if not code or (code not in LANGUAGES) or (code == "en" and not wanted.lower().startswith("en")):
        return talk.show(pages.languages())
    talk.tx.set_language(talk.person.id, code)
    talk.language = code
    # Translators: write the name of your own language in place of English
    changed = say(N_("I speak English with you now."))
    if talk.standing is not None:
        return talk.again(changed)
    return talk.show(pages.welcome(), changed)


def languages(talk: Talk, _: str) -> Scene:
    """Ask which language."""
    return talk.show(pages.languages())


def help_(talk: Talk, _: str) -> Scene:
    """Explain."""
    return talk.show(pages.help_page(talk.standing is not None))


def privacy(talk: Talk, _: str) -> Scene:
    """Tell what is kept."""
    return talk.show(pages.privacy(talk.standing is not None))


def here(talk: Talk, _: str) -> Scene:
    """Show where the person stands."""
    return talk.again()


def export(talk: Talk, _: str) -> Scene:
    """All that is kept about the person, as JSON."""
    held = talk.tx.export_person(talk.person.id)
    content = orjson.dumps(held, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    talk.tx.record(f"person:{talk.person.id}", "exported", f"person:{talk.person.id}", {}, talk.incoming.at)
    caption = say(N_("Everything that is kept about you, as a JSON file."))
    return Scene(talk.language, attachment=Attachment("quicksilver.json", content, caption))


def forget(talk: Talk, confirmed: str) -> Scene:
    """Erase what is not yet published, after a question."""
    at = talk.incoming.at
    if not confirmed or not _just_asked(confirmed, at):
        return talk.show(pages.forget(base36(int(at.timestamp()))))
    gone = talk.tx.forget(talk.person.id, at)
    return talk.show(pages.forgotten(gone.drafts, gone.files, len(gone.kept)))


def _just_asked(stamp: str, at: datetime) -> bool:
    try:
        asked = int(stamp, 36)
    except ValueError:
        return False
    return 0 <= at.timestamp() - asked <= CONFIRM_WITHIN.total_seconds()


def cancel(talk: Talk, _: str) -> Scene:
    """Ask whether to give the present draft up."""
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
    return talk.show(pages.device_link(url, telegram, DEVICE_LINK_DAYS))


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
}
