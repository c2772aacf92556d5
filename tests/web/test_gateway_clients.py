"""The bot's two client libraries against the gateway: what they send arrives, what they are answered they can read."""

import pytest
import telegram
from aiogram import Bot as AiogramBot
from aiogram import types
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramForbiddenError, TelegramNotFound
from telegram.error import BadRequest, Forbidden

from tests.web.house import House, png


async def test_aiogram_reads_who_it_is(aiogram_bot: AiogramBot):
    me = await aiogram_bot.get_me()
    assert (me.id, me.is_bot, me.username, me.first_name) == (4242, True, "quicksilver_bot", "Quicksilver")


async def test_ptb_reads_who_it_is(ptb_bot: telegram.Bot):
    assert ptb_bot.username == "quicksilver_bot"
    assert ptb_bot.id == 4242


async def test_aiogram_converses(house: House, aiogram_bot: AiogramBot):
    visitor, chat_id = await house.newcomer("fr-CH, en;q=0.5")
    await visitor.write("/start abc")
    [update] = await aiogram_bot.get_updates(timeout=30)
    assert update.message is not None
    assert update.message.text == "/start abc"
    assert update.message.entities is not None
    assert [entity.extract_from(update.message.text) for entity in update.message.entities] == ["/start"]
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "fr"
    assert update.message.from_user.id == update.message.chat.id == chat_id
    assert update.message.chat.type == "private"

    keys = types.InlineKeyboardMarkup(inline_keyboard=[[types.InlineKeyboardButton(text="Oui", callback_data="yes")]])
    sent = await aiogram_bot.send_message(chat_id, "<b>Bonjour</b> 😀", parse_mode="HTML", reply_markup=keys)
    assert sent.text == "Bonjour 😀"
    assert sent.html_text == "<b>Bonjour</b> 😀"
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == keys.model_dump()
    assert (await visitor.press(sent.message_id, "yes"))[0] == 200

    [press] = await aiogram_bot.get_updates(offset=update.update_id + 1, timeout=30)
    query = press.callback_query
    assert query is not None
    assert query.data == "yes"
    assert isinstance(query.message, types.Message)
    assert query.message.reply_markup is not None
    assert query.message.reply_markup.inline_keyboard[0][0].text == "Oui"
    assert await aiogram_bot.answer_callback_query(query.id, text="Merci")

    edited = await aiogram_bot.edit_message_text("<i>Choisi</i>", chat_id=chat_id, message_id=sent.message_id)
    assert isinstance(edited, types.Message)
    assert edited.text == "<i>Choisi</i>"
    assert edited.edit_date is not None
    assert edited.reply_markup is None
    assert await aiogram_bot.delete_message(chat_id, sent.message_id)
    messages = (await visitor.state())["messages"]
    assert [message["text"] for message in messages] == ["/start abc"]


async def test_ptb_converses(house: House, ptb_bot: telegram.Bot):
    visitor, chat_id = await house.newcomer()
    await visitor.write("hello")
    [update] = await ptb_bot.get_updates(timeout=30)
    assert update.message is not None
    assert update.message.text == "hello"
    keys = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("Open", url="example.org/page"))
    sent = await ptb_bot.send_message(
        chat_id,
        "see here",
        entities=[telegram.MessageEntity("text_link", 4, 4, url="https://example.org")],
        reply_markup=keys,
        reply_to_message_id=update.message.message_id,
    )
    assert sent.entities[0].url == "https://example.org/"
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "hello"
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].url == "http://example.org/page"
    await ptb_bot.edit_message_reply_markup(chat_id, sent.message_id)
    assert (await visitor.state())["messages"][-1]["buttons"] == []
    assert await ptb_bot.send_chat_action(chat_id, "typing")
    assert await ptb_bot.delete_messages(chat_id, [sent.message_id, 999])


async def test_both_send_documents_and_the_visitor_saves_them(
    house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot
):
    visitor, chat_id = await house.newcomer()
    first = await aiogram_bot.send_document(
        chat_id,
        types.BufferedInputFile(b"%PDF-1.7 one", "Lettre d’intention.pdf"),
        caption="<b>One</b>",
        parse_mode="HTML",
    )
    assert first.document is not None
    assert (first.document.file_name, first.document.mime_type) == ("Lettre d’intention.pdf", "application/pdf")
    assert first.caption_entities is not None
    again = await ptb_bot.send_document(chat_id, first.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == first.document.file_unique_id
    second = await ptb_bot.send_document(chat_id, b"PK two", filename="plan.docx")
    assert second.document is not None
    assert second.document.file_size == 6

    one, _, two = (await visitor.state())["messages"]
    assert one["html"] == "<b>One</b>"
    assert two["file"]["name"] == "plan.docx"
    async with visitor.session.get(visitor.base + one["file"]["url"]) as response:
        assert await response.read() == b"%PDF-1.7 one"
        assert response.content_type == "application/pdf"
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Lettre%20d")


async def test_both_send_photos(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    visitor, chat_id = await house.newcomer()
    one = await aiogram_bot.send_photo(chat_id, types.BufferedInputFile(png(), "chart.png"), caption="chart")
    assert one.photo is not None
    assert (one.photo[-1].width, one.photo[-1].height) == (40, 30)
    two = await ptb_bot.send_photo(chat_id, png(10, 20), caption="second")
    assert two.photo[-1].height == 20
    edited = await ptb_bot.edit_message_caption(chat_id, two.message_id, caption="put right")
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "put right"
    assert [message["file"]["mime"] for message in (await visitor.state())["messages"]] == ["image/png"] * 2


async def test_both_download_what_a_visitor_sends(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    visitor, _ = await house.newcomer()
    status, _ = await visitor.send_file(b"signed" * 1000, "../скан.pdf", caption="the scan", client_id="upload-0001")
    assert status == 200
    [update] = await aiogram_bot.get_updates(timeout=30)
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert document.file_name == "скан.pdf"
    assert update.message.caption == "the scan"
    downloaded = await aiogram_bot.download(document.file_id)
    assert downloaded is not None
    assert downloaded.read() == b"signed" * 1000
    file = await ptb_bot.get_file(document.file_id)
    assert await file.download_as_bytearray() == b"signed" * 1000


async def test_both_set_names_descriptions_and_commands(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    visitor, chat_id = await house.newcomer("ru")
    await aiogram_bot.set_my_commands([types.BotCommand(command="start", description="Begin")])
    await aiogram_bot.set_my_commands(
        [types.BotCommand(command="start", description="Начать")],
        scope=types.BotCommandScopeAllPrivateChats(),
        language_code="ru",
    )
    assert (await visitor.state())["commands"] == [{"command": "start", "description": "Начать"}]
    kept = await ptb_bot.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "ru")
    assert kept[0].description == "Начать"
    assert await ptb_bot.get_my_commands(language_code="fr") == ()
    own = telegram.BotCommandScopeChat(chat_id)
    await ptb_bot.set_my_commands([telegram.BotCommand("lead", "Areas")], scope=own)
    assert (await visitor.state())["commands"] == [{"command": "lead", "description": "Areas"}]
    await ptb_bot.delete_my_commands(own)
    await aiogram_bot.delete_my_commands(scope=types.BotCommandScopeAllPrivateChats(), language_code="ru")
    assert (await visitor.state())["commands"] == [{"command": "start", "description": "Begin"}]

    await ptb_bot.set_my_name("Mercure", "fr")
    await aiogram_bot.set_my_description("What it does")
    await aiogram_bot.set_my_short_description("Ртуть", language_code="ru")
    assert (await ptb_bot.get_my_name("fr")).name == "Mercure"
    assert (await aiogram_bot.get_my_name()).name == "Quicksilver"
    assert (await aiogram_bot.get_my_description(language_code="ru")).description == "What it does"
    assert (await ptb_bot.get_my_short_description("ru")).short_description == "Ртуть"
    assert (await visitor.state())["bot"]["description"] == "What it does"


async def test_both_set_menu_buttons(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    _, chat_id = await house.newcomer()
    assert await aiogram_bot.set_chat_menu_button(menu_button=types.MenuButtonCommands())
    assert (await ptb_bot.get_chat_menu_button(chat_id)).type == "commands"
    web_app = telegram.MenuButtonWebApp("Register", telegram.WebAppInfo("https://example.org/register"))
    assert await ptb_bot.set_chat_menu_button(chat_id, web_app)
    assert isinstance(await aiogram_bot.get_chat_menu_button(chat_id), types.MenuButtonWebApp)


async def test_both_read_the_chat(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    _, chat_id = await house.newcomer()
    assert (await aiogram_bot.get_chat(chat_id)).first_name == ""
    assert (await ptb_bot.get_chat(chat_id)).type == "private"


async def test_both_know_the_webhook(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    assert await aiogram_bot.set_webhook("http://127.0.0.1:9/hook", secret_token="s", max_connections=7)
    info = await ptb_bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("http://127.0.0.1:9/hook", 7)
    with pytest.raises(TelegramConflictError):
        await aiogram_bot.get_updates()
    assert await ptb_bot.delete_webhook(drop_pending_updates=True)
    assert (await aiogram_bot.get_webhook_info()).url == ""


async def test_both_understand_refusals(house: House, aiogram_bot: AiogramBot, ptb_bot: telegram.Bot):
    visitor, chat_id = await house.newcomer()
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(1, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb_bot.send_message(1, "x")
    with pytest.raises(TelegramNotFound, match="Not Found"):
        await aiogram_bot.get_user_gifts(chat_id)
    assert (await visitor.post("/chat/leave", {}))[0] == 200
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram_bot.send_message(chat_id, "are you there?")
    with pytest.raises(Forbidden):
        await ptb_bot.send_message(chat_id, "are you there?")


async def test_an_edited_message_comes_as_an_edited_message(house: House, aiogram_bot: AiogramBot):
    visitor, _ = await house.newcomer()
    message = await visitor.write("helo")
    status, answer = await visitor.post(f"/chat/messages/{message['id']}", {"text": "hello"})
    assert status == 200
    assert answer["message"]["edited"] is True
    _, edit = await aiogram_bot.get_updates()
    assert edit.edited_message is not None
    assert (edit.edited_message.text, edit.edited_message.message_id) == ("hello", message["id"])
