"""One update taken in, within its transaction. What comes out is shown after the commit."""

from __future__ import annotations

from dataclasses import replace

from flows import engine
from flows.answering import UNFIT
from flows.events import Brought, Said, Unfit
from flows.wording import N_, Say, say
from handlers import commands, pages
from handlers.blocking import note_block
from handlers.buttons import PagePressed
from handlers.scene import Blocking, Command, Incoming, Scene, SessionPressed, Upload
from handlers.talk import FetchedFile, Surroundings, Talk
from locales.languages import match_language
from storage.records import Conversation
from storage.transaction import Transaction

TEXT_FILES = (".txt", ".docx")
"""How the names of files end whose words are taken for an answer."""


ONLY_THE_FILE = say(N_("I have taken the text of the file. The words below it are not kept: send them as a message."))


def receive(
    tx: Transaction, incoming: Incoming, surroundings: Surroundings, file: FetchedFile | None = None
) -> Scene | None:
    """Take one update in. One seen before changes nothing and shows again where the person stands.

    The reply to the first may never have left, so a repeat is answered too (Bot API: an update that was not confirmed
    is delivered again).
    """
    fresh = tx.note_update(incoming.channel, incoming.update_id, incoming.at)
    if isinstance(incoming.what, Blocking):
        if incoming.what.blocked:
            note_block(tx, incoming.channel, incoming.chat_id, incoming.at)
        else:
            tx.mark_unblocked(incoming.channel, incoming.chat_id)
        return None
    conversation = tx.conversation(incoming.channel, incoming.chat_id)
    if conversation is None:
        language = match_language(incoming.language_code)
        if not fresh:
            # It was the wish to be forgotten that comes again: nobody is to be met anew for that.
            return Scene(language, page=pages.welcome())
        person = tx.meet(incoming.channel, incoming.chat_id, language, incoming.name, incoming.at)
        talk = Talk(tx, incoming, surroundings, Conversation(person, None, blocked=False))
        return _first(talk, incoming, file)
    if conversation.blocked:
        tx.mark_unblocked(incoming.channel, incoming.chat_id)
    talk = Talk(tx, incoming, surroundings, conversation)
    return _handled(talk, incoming, file) if fresh else replace(_repeated(talk, incoming), repeats=True)


def _first(talk: Talk, incoming: Incoming, file: FetchedFile | None) -> Scene:
    """Somebody's very first update: who does not ask for anything in particular is welcomed."""
    if isinstance(incoming.what, Command | PagePressed):
        return _handled(talk, incoming, file)
    return talk.show(pages.welcome())


def _repeated(talk: Talk, incoming: Incoming) -> Scene:
    """An update that was handled before: what only shows something is shown again."""
    match incoming.what:
        case Command("start"):
            return commands.at_the_door(talk)
        case Command(name) as command if name in commands.SHOWING:
            return commands.run(talk, command)
        case PagePressed(act) as pressed if act in commands.SHOWING:
            return commands.press(talk, pressed)
    return talk.again()


def _handled(talk: Talk, incoming: Incoming, file: FetchedFile | None) -> Scene:
    match incoming.what:
        case Command() as command:
            return commands.run(talk, command)
        case PagePressed() as pressed:
            return commands.press(talk, pressed)
        case SessionPressed(session_id, pressed):
            if talk.standing is None or talk.standing.session_id != session_id:
                return talk.again(engine.STALE)
            return talk.step(pressed)
        case Upload() as upload:
            if file is not None and isinstance(file.text, Say) and (talk.takes_text() or talk.takes_plan()):
                return talk.again(file.text)
            event = talk.file_sent(upload, file)
            if isinstance(event, Said | Brought) and upload.caption:
                # One answer came in the file; that the words below it are no second one is said.
                scene = talk.step(event)
                return replace(scene, notes=(ONLY_THE_FILE, *scene.notes))
            if isinstance(event, Unfit) and upload.caption and talk.standing is not None:
                # The words below it are the answer; that the file is not kept is said.
                scene = talk.step(Said(upload.caption, upload.message_id, upload.at))
                return replace(scene, notes=(UNFIT[event.what], *scene.notes))
            return talk.step(event)
        case Blocking():
            raise TypeError("who blocks the bot is noted, not answered")
        case event:
            return talk.step(event)


def expects_file(tx: Transaction, incoming: Incoming, surroundings: Surroundings) -> bool:
    """Whether the file that came with an update should be fetched: only where the present question asks for one, or for
    words that may come in a text file or a Word file."""
    conversation = tx.conversation(incoming.channel, incoming.chat_id)
    if conversation is None:
        return False
    talk = Talk(tx, incoming, surroundings, conversation)
    return talk.takes_file() or (is_text_file(incoming) and (talk.takes_text() or talk.takes_plan()))


def is_text_file(incoming: Incoming) -> bool:
    """Whether an update brings a file that is called a text file or a Word file."""
    what = incoming.what
    return isinstance(what, Upload) and not what.as_photo and what.name.lower().endswith(TEXT_FILES)


def not_fetched(tx: Transaction, incoming: Incoming, surroundings: Surroundings, problem: Say) -> Scene | None:
    """After a file could not be fetched: say so, and ask again."""
    tx.note_update(incoming.channel, incoming.update_id, incoming.at)
    conversation = tx.conversation(incoming.channel, incoming.chat_id)
    return None if conversation is None else Talk(tx, incoming, surroundings, conversation).again(problem)


def greet_again(tx: Transaction, incoming: Incoming, surroundings: Surroundings) -> Scene | None:
    """Where a person stands, for a prompt that is still owed after a restart."""
    conversation = tx.conversation(incoming.channel, incoming.chat_id)
    if conversation is None or conversation.session is None:
        return None
    return replace(Talk(tx, incoming, surroundings, conversation).again(), repeats=True)


def apology(tx: Transaction, incoming: Incoming, reference: str) -> Scene:
    """After an unexpected error: nothing of the step was kept. The update is noted, so it is not tried for ever."""
    tx.note_update(incoming.channel, incoming.update_id, incoming.at)
    conversation = tx.conversation(incoming.channel, incoming.chat_id)
    language = match_language(incoming.language_code) if conversation is None else conversation.person.language
    sorry = say(
        N_(
            "I am sorry, something went wrong on my side. Your last message was not taken in; all earlier answers are "
            "kept. If it happens again, please tell the secretariat this reference: {reference}"
        ),
        reference=reference,
    )
    return Scene(language, notes=(sorry,))
