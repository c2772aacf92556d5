"""From a scene to the calls of the Bot API that show it."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from flows import engine
from flows.utf16 import utf16_length
from flows.wording import N_, Say, say
from handlers.buttons import page_rows, prompt_rows
from handlers.calls import answering_press, editing, sending
from handlers.keyboards import Keyboard, keyboard
from handlers.rendering import MOST_UNITS, messages, page_messages, prompt_messages
from handlers.reply import Owed, Reply
from handlers.scene import Incoming, PressedMessage, Scene, Stage
from handlers.telling import worded
from locales.voice import Voice, voice

HOLD = 1.5
"""Seconds that the next question waits where a further piece of a long text may still arrive."""
TOAST_UNITS = 200
"""Characters that a word on a pressed button may have (Bot API, answerCallbackQuery)."""


def shown(scene: Scene, incoming: Incoming) -> list[Reply]:
    """The calls that show a scene, in order. The last message carries the keyboard."""
    speak = voice(scene.language)
    chat = incoming.chat_id
    replies: list[Reply] = []
    if incoming.query_id is not None:
        toast = None if scene.toast is None else speak.plain(scene.toast)[:TOAST_UNITS]
        replies.append(Reply(answering_press(incoming.query_id, toast), best_effort=True))
    if scene.chosen is not None and incoming.message is not None and incoming.message.html:
        replies += _marked(scene, chat, incoming.message, speak)
    if scene.attachment is not None:
        content = BufferedInputFile(scene.attachment.content, scene.attachment.name)
        caption = speak.html(scene.attachment.caption)
        buttons = keyboard(page_rows(scene.attachment.rows, speak))
        replies.append(Reply(SendDocument(chat_id=chat, document=content, caption=caption, reply_markup=buttons)))
    if scene.page is not None:
        wording = worded(scene.page, scene.language, scene.notes)
        replies += _paged(scene, chat, wording.texts, keyboard(wording.rows), incoming.message)
        for there in scene.elsewhere:
            replies += _sent(there, wording.texts, keyboard(wording.rows))
    elif scene.stage is None and scene.notes:
        replies += _sent(chat, page_messages(scene.notes, speak), None)
    if scene.stage is not None:
        notes = () if scene.page is not None else scene.notes
        replies += _prompted(scene, scene.stage, notes, chat, incoming.message, speak)
    return replies


def _paged(
    scene: Scene, chat: int, texts: Sequence[str], buttons: Keyboard | None, pressed: PressedMessage | None
) -> list[Reply]:
    """A page: redrawn in place, as when a box on it was ticked, or sent."""
    if scene.redraw and pressed is not None and pressed.html and len(texts) == 1:
        edit = editing(chat, pressed.message_id, texts[0], buttons)
        send = sending(chat, texts[0], buttons)
        return [Reply(edit, fallback=send)]
    return _sent(chat, texts, buttons)


def _prompted(
    scene: Scene, stage: Stage, notes: tuple[Say, ...], chat: int, pressed: PressedMessage | None, speak: Voice
) -> list[Reply]:
    """The prompt of the conversation: redrawn in place, or sent."""
    prompt = engine.prompt(stage.flow, stage.session, stage.facts)
    texts = prompt_messages(prompt, notes, speak)
    buttons = keyboard([*prompt_rows(prompt, stage.session_id, speak), *page_rows(stage.more, speak)])
    owed = Owed(stage.session_id, stage.session.revision)
    send = sending(chat, texts[-1], buttons)
    if scene.redraw and pressed is not None and pressed.html and len(texts) == 1:
        edit = editing(chat, pressed.message_id, texts[0], buttons)
        return [Reply(edit, owed=owed, replaces=True, fallback=send)]
    hold = HOLD if stage.session.tail is not None else 0.0
    before = _sent(chat, texts[:-1], None)
    return [*before, Reply(send, owed=owed, replaces=True, hold=hold, repeats=scene.repeats)]


def _sent(chat: int, texts: Sequence[str], buttons: Keyboard | None) -> list[Reply]:
    """Messages in order, the keyboard under the last."""
    return [
        Reply(sending(chat, text, buttons if number == len(texts) else None)) for number, text in enumerate(texts, 1)
    ]


def _marked(scene: Scene, chat: int, pressed: PressedMessage, speak: Voice) -> list[Reply]:
    """The pressed message keeps its question and shows what was chosen; its keyboard goes."""
    if scene.chosen is None:
        return []
    mark = "".join(messages([speak.html(say(N_("✓ <b>{answer}</b>"), answer=scene.chosen))], speak))
    text = f"{pressed.html}\n\n{mark}"
    if utf16_length(text) > MOST_UNITS:
        return []
    return [Reply(editing(chat, pressed.message_id, text), best_effort=True)]
