"""The chat page in a real browser, before the real gateway and a scripted bot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.web.axe import found_by_axe
from tests.web.chat_stage import PATIENCE, Stage, Visitor, a_browser, a_visitor, mine, on_stage, pdf, until, write
from web.page_texts import TEXTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("chat page"),
]

OPTIONS = "#commands:not([hidden]) li"
STATIC = Path(__file__).parents[2] / "web" / "static"

expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with a_browser(chromium) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser, stage: Stage) -> AsyncIterator[Visitor]:
    async with a_visitor(browser, stage) as someone:
        yield someone


async def started(visitor: Visitor) -> Page:
    """A tab in which the conversation has begun."""
    page = await visitor.open()
    await page.click("#start")
    await expect(page.locator(".current .key")).to_have_count(2)
    return page


async def test_a_newcomer_is_welcomed_and_starts_a_conversation(visitor: Visitor, stage: Stage) -> None:
    page = await visitor.open()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_text("What is the full official name?")).to_be_visible()
    await expect(page.locator("#welcome")).to_be_hidden()
    await write(page, "Ministry of Environment")
    await expect(mine(page, "Ministry of Environment")).to_have_count(1)
    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    assert stage.bot.heard == ["/start", "Ministry of Environment"]


async def test_the_progress_in_the_header_follows_the_bots_questions(visitor: Visitor) -> None:
    page = await started(visitor)
    await write(page, "one")
    bar = page.get_by_role("progressbar", name="Progress")
    await expect(bar).to_have_attribute("value", "20")
    await expect(bar).to_have_attribute("aria-valuetext", "Contact · Question 2 of 10")
    await expect(page.locator("#whereabouts")).to_have_text("Contact · Question 2 of 10")


async def test_a_press_reaches_the_bot_once_and_only_the_newest_buttons_are_shown(
    visitor: Visitor, stage: Stage
) -> None:
    page = await started(visitor)
    await page.get_by_role("button", name="Skip").dblclick()
    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    await expect(page.locator("#toast")).to_have_text("Noted")
    await expect(page.locator(".keyboard.current")).to_have_count(1)
    assert stage.bot.presses == ["skip:1"]
    await expect(page.locator(".keyboard:not(.current)")).to_be_hidden()
    await page.get_by_role("button", name="Back").click()
    await until(stage.bot.presses, ["skip:1", "back:2"])


async def test_a_reload_shows_the_conversation_and_the_draft_again(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await write(page, "Ministry of Environment")
    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    await page.fill("#text", "half a sentence")
    kept = "() => Object.values(localStorage).some((value) => value.includes('half a sentence'))"
    await page.wait_for_function(kept)  # when the typing rests
    await page.reload()
    await expect(page.locator("#messages .row")).to_have_count(4)
    await expect(mine(page, "Ministry of Environment")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("half a sentence")
    assert stage.bot.heard == ["/start", "Ministry of Environment"]


async def test_older_messages_come_when_one_scrolls_up(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    for number in range(70):
        await stage.call("sendMessage", text=f"Line {number}")
    await page.reload()
    await expect(page.locator("#messages .row")).to_have_count(50)
    await page.locator("#scroller").evaluate("box => box.scrollTo(0, 0)")
    await expect(page.locator("#messages .row")).to_have_count(72)
    first = await page.locator("#messages .row .body").first.inner_text()
    assert first == "/start"
    top = await page.locator("#scroller").evaluate("box => box.scrollTop")
    assert top > 500, "what was being read has not moved away"
    await expect(page.locator("#earlier")).to_be_hidden()


async def test_a_reply_that_comes_while_the_page_still_scrolls_is_shown_whole(visitor: Visitor, stage: Stage) -> None:
    """The bot is quicker than a smooth scroll: the newest question once stayed half hidden below the field."""
    page = await started(visitor)
    for number in range(8):
        await write(page, f"answer {number}" + "\nand one more line" * 9)
        await expect(page.locator("#messages .row.bot")).to_have_count(number + 2)
        await expect(page.locator(".current .key").last).to_be_in_viewport(ratio=1)
    await page.locator("#scroller").evaluate("box => box.scrollBy({ top: -300, behavior: 'instant' })")
    before = await page.locator("#scroller").evaluate("box => box.scrollTop")
    await stage.call("sendMessage", text="Something that nobody waited for")
    await expect(page.locator("#messages .row.bot")).to_have_count(10)
    await expect(page.locator("#newest.unread")).to_be_visible()
    assert await page.locator("#scroller").evaluate("box => box.scrollTop") == before, "who reads above stays there"


async def test_two_tabs_stay_in_step(visitor: Visitor, stage: Stage) -> None:
    one = await started(visitor)
    other = await visitor.open()
    await write(one, "from the first tab")
    await expect(mine(other, "from the first tab")).to_have_count(1)
    await write(other, "from the second tab")
    await expect(mine(one, "from the second tab")).to_have_count(1)
    await expect(one.locator("#messages .row.bot")).to_have_count(3)
    await expect(other.locator("#messages .row.bot")).to_have_count(3)
    assert stage.bot.heard == ["/start", "from the first tab", "from the second tab"]


async def test_another_language_reaches_both_tabs_the_server_and_the_bot(visitor: Visitor, stage: Stage) -> None:
    one = await started(visitor)
    other = await visitor.open()
    await one.get_by_label("Language").select_option("ar")
    for page in (one, other):
        await expect(page.locator("html")).to_have_attribute("lang", "ar")
        await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await until(stage.bot.heard, ["/start", "/language ar"])
    await one.reload()
    await expect(one.locator("html")).to_have_attribute("lang", "ar")
    await expect(one.locator("#language")).to_have_value("ar")


async def test_what_is_written_while_the_server_is_away_arrives_exactly_once(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await stage.go_away()
    await expect(page.locator("#banner")).to_have_text("Connecting…")
    await write(page, "first, without a line")
    await write(page, "second, without a line")
    await expect(page.locator("#unsent .row")).to_have_count(2)
    await expect(page.locator("#unsent .row").first).to_contain_text("Not sent yet – trying again")
    await page.get_by_role("button", name="Skip").click()
    await expect(page.get_by_role("button", name="Skip")).to_have_attribute("aria-disabled", "true")
    await stage.come_back()
    await expect(page.locator("#unsent .row")).to_have_count(0)
    await until(stage.bot.heard, ["/start", "first, without a line", "second, without a line"])
    await expect(mine(page, "first, without a line")).to_have_count(1)
    await expect(page.locator("#banner")).to_be_empty()
    await expect(page.locator("#messages .row.bot")).to_have_count(4)
    assert stage.bot.presses == ["skip:1"]


async def test_an_answer_that_was_lost_on_the_way_is_not_sent_twice(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    lost = 0

    async def lose_the_first_answer(route: Any) -> None:
        nonlocal lost
        if lost:
            await route.continue_()
            return
        lost += 1
        await route.fetch()  # The server has it; the page never hears so.
        await route.abort()

    await page.route("**/chat/messages", lose_the_first_answer)
    await write(page, "said once")
    await until(stage.bot.heard, ["/start", "said once"])
    await expect(page.locator("#unsent .row")).to_have_count(0)
    await expect(mine(page, "said once")).to_have_count(1)
    assert lost == 1
    assert stage.bot.heard == ["/start", "said once"]


async def test_unsent_text_survives_closing_the_page(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await page.route("**/chat/messages", lambda route: route.abort())
    await write(page, "written in a tunnel")
    await expect(page.locator("#unsent .row")).to_contain_text("Not sent yet")
    await page.close()
    again = await visitor.open()
    await expect(mine(again, "written in a tunnel")).to_have_count(1)
    await until(stage.bot.heard, ["/start", "written in a tunnel"])


async def test_what_the_server_refuses_can_be_changed_and_sent_again(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    refusal = {"status": 400, "json": {"error": {"code": "empty", "message": "This cannot be sent so."}}}
    await page.route("**/chat/messages", lambda route: route.fulfill(**refusal))
    await write(page, "a text")
    await expect(page.locator("#unsent .row")).to_contain_text("This cannot be sent so.")
    await page.unroute("**/chat/messages")
    await page.get_by_role("button", name="Change").click()
    await expect(page.locator("#text")).to_have_value("a text")
    await expect(page.locator("#unsent .row")).to_have_count(0)
    await page.press("#text", "Enter")
    await until(stage.bot.heard, ["/start", "a text"])


async def test_files_go_up_and_come_down(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    scan = pdf("signed letter.pdf", b"%PDF-1.4 " + b"x" * 40_000)
    await page.set_input_files("#file", scan)
    await expect(page.locator("#attached")).to_contain_text("signed letter.pdf")
    await write(page, "Our signed copy")
    link = page.get_by_role("link", name="Download signed letter.pdf")
    await expect(link).to_be_visible()
    await expect(mine(page, "Our signed copy")).to_have_count(1)
    await until(stage.bot.files, [("signed letter.pdf", scan["buffer"])])
    async with page.expect_download() as download:
        await link.click()
    saved = await (await download.value).path()
    assert saved.read_bytes() == scan["buffer"]


async def test_an_unsent_file_survives_closing_the_page(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await page.route("**/chat/files", lambda route: route.abort())
    await page.set_input_files("#file", pdf("scan.pdf", b"%PDF-1.4 scanned in a tunnel"))
    await page.click("#send")
    await expect(page.locator("#unsent .row")).to_contain_text("Not sent yet")
    await page.close()
    await visitor.open()
    await until(stage.bot.files, [("scan.pdf", b"%PDF-1.4 scanned in a tunnel")])


async def test_a_server_that_asks_for_patience_gets_it(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    asked = 0

    async def ask_for_patience_once(route: Any) -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            await route.continue_()
            return
        refusal = {"error": {"code": "too_fast", "message": "Please wait a moment."}}
        await route.fulfill(status=429, headers={"Retry-After": "1"}, json=refusal)

    await page.route("**/chat/messages", ask_for_patience_once)
    await write(page, "in a hurry")
    await expect(page.get_by_role("alert")).to_have_text("Please wait a moment.")
    await until(stage.bot.heard, ["/start", "in a hurry"])
    assert asked == 2


async def test_a_note_that_must_be_read_waits_until_it_is_closed(visitor: Visitor, stage: Stage) -> None:
    stage.bot.alerts = True
    page = await started(visitor)
    await page.get_by_role("button", name="Skip").click()
    note = page.get_by_role("dialog")
    await expect(note).to_contain_text("Noted")
    await page.keyboard.press("Escape")
    await expect(note).to_be_hidden()


async def test_a_screen_reader_hears_new_messages_with_their_speaker_language_and_buttons(visitor: Visitor) -> None:
    page = await started(visitor)
    await page.get_by_label("Language").select_option("zh")
    newest = page.locator("#messages .row.bot").last
    await expect(newest.locator(".body")).to_have_attribute("lang", "zh")
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(page.locator("#log #messages")).to_have_count(1)
    await expect(newest.locator(".quiet").first).to_have_text("Quicksilver: ")
    group = newest.get_by_role("group")
    assert await group.get_attribute("aria-label")
    await expect(group.get_by_role("button")).to_have_count(2)
    await expect(newest.locator(".cells")).to_have_attribute("aria-hidden", "true")


async def test_a_dropped_file_waits_above_the_field_and_can_be_taken_away(visitor: Visitor) -> None:
    page = await started(visitor)
    await page.evaluate(
        """() => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["a scan"], "scan.png", { type: "image/png" }));
          for (const kind of ["dragenter", "dragover", "drop"]) {
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }"""
    )
    await expect(page.locator("#attached")).to_contain_text("scan.png")
    await expect(page.locator("#drop")).to_be_hidden()
    await page.get_by_role("button", name="Remove scan.png").click()
    await expect(page.locator("#attached")).to_be_hidden()


async def test_one_s_own_message_can_be_changed(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await write(page, "Minstry")
    await expect(mine(page, "Minstry")).to_have_count(1)
    await page.get_by_role("button", name="Edit this message").click()
    await expect(page.locator("#text")).to_have_value("Minstry")
    await write(page, "Ministry")
    await expect(mine(page, "Ministry")).to_have_count(1)
    await expect(page.locator("#messages .row.me").last).to_contain_text("edited")
    await until(stage.bot.changes, ["Ministry"])
    assert stage.bot.heard == ["/start", "Minstry"]


async def test_typing_is_shown_until_the_answer_comes(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    stage.bot.knows = asyncio.Event()
    await write(page, "a hard question")
    await expect(page.locator("#typing")).to_be_visible()
    await expect(page.locator("#status")).to_have_text("Quicksilver is writing…")
    stage.bot.knows.set()
    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_the_bots_own_edit_and_removal_show_at_once(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    sent = await stage.call("sendMessage", text="a first wording")
    await expect(page.get_by_text("a first wording")).to_be_visible()
    await stage.call("editMessageText", message_id=sent["message_id"], text="a better wording")
    await expect(page.get_by_text("a better wording")).to_be_visible()
    await expect(page.get_by_text("a first wording")).to_have_count(0)
    await stage.call("deleteMessage", message_id=sent["message_id"])
    await expect(page.get_by_text("a better wording")).to_have_count(0)


async def test_the_whole_conversation_can_be_had_with_the_keyboard_alone(visitor: Visitor, stage: Stage) -> None:
    page = await visitor.open()
    skip = page.get_by_role("link", name="Skip to writing")
    await skip.focus()
    await expect(skip).to_be_in_viewport()
    for stop in ("language", "theme", "more", "scroller", "start", "open-commands", "attach", "text"):
        await page.keyboard.press("Tab")
        await expect(page.locator(f"#{stop}")).to_be_focused()
    await skip.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_focused()

    await page.keyboard.type("/le")
    options = page.locator(OPTIONS)
    await expect(options).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await page.keyboard.press("Control+a")
    await page.keyboard.type("/")
    await expect(options).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(OPTIONS + "[aria-selected=true]")).to_contain_text("/help")
    await page.keyboard.press("Enter")
    await until(stage.bot.heard, ["/help"])
    await expect(page.locator("#text")).to_have_value("")

    await page.keyboard.type("first line")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("second line")
    await page.keyboard.press("Enter")
    await until(stage.bot.heard, ["/help", "first line\nsecond line"])

    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    await page.keyboard.press("Shift+Tab")
    for _ in range(6):
        if await page.evaluate("document.activeElement.textContent") == "Skip":
            break
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await until(stage.bot.presses, ["skip:2"])

    await page.locator("#text").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#text")).to_have_value("first line\nsecond line")
    await page.keyboard.press("Escape")
    await expect(page.locator("#text")).to_have_value("")


async def test_the_command_button_opens_a_list_that_gives_the_focus_back(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    opener = page.get_by_role("button", name="Commands")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("listbox", name="Commands")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await until(stage.bot.heard, ["/start", "/help"])


async def test_a_link_with_a_payload_sends_it_once_and_hides_it(visitor: Visitor, stage: Stage) -> None:
    page = await visitor.open("?start=letter_Ab-9")
    await until(stage.bot.heard, ["/start letter_Ab-9"])
    await expect(mine(page, "/start")).to_have_count(1)
    assert page.url == stage.address
    await page.reload()
    await expect(page.locator("#messages .row.bot")).to_have_count(1)
    assert stage.bot.heard == ["/start letter_Ab-9"]


async def test_twenty_thousand_characters_go_and_one_more_does_not(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    counter = page.locator("#counter")
    await page.fill("#text", "x" * 20_001)
    await expect(counter).to_have_text("Characters too many: 1. Please shorten the text.")
    await page.press("#text", "Enter")
    await expect(page.locator("#unsent .row")).to_have_count(0)
    await page.fill("#text", ("word " * 4_000).strip())
    await expect(counter).to_have_text("Characters left: 1")
    await page.press("#text", "Enter")
    await expect(page.locator("#messages .row.me")).to_have_count(6)
    await expect(page.locator("#unsent .row")).to_have_count(0)
    assert sum(len(part.split()) for part in stage.bot.heard[1:]) <= 4_000


async def test_markup_in_what_a_person_writes_stays_text(visitor: Visitor) -> None:
    page = await started(visitor)
    nasty = "<img src=x onerror=alert(1)> <b>not bold</b> & <script>alert(2)</script>"
    await write(page, nasty)
    await expect(mine(page, nasty)).to_have_count(1)
    assert await page.locator("#messages img, #messages script, #messages .me b").count() == 0


async def test_only_listed_markup_reaches_the_page_even_from_the_server(visitor: Visitor) -> None:
    page = await visitor.open()
    shown = await page.evaluate(
        """async () => {
          const { formatted } = await import("/static/dom.js");
          const box = document.createElement("div");
          box.append(formatted(`<b onclick="x()">b</b><img src=x onerror=x()><a href="javascript:x()">j</a>` +
            `<a href="https://example.org" onclick="x()">l</a><script>x()</` + `script>` +
            `<pre><code class="c">k</code></pre>`));
          return box.innerHTML;
        }"""
    )
    assert shown == (
        '<b>b</b>j<a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">l</a>'
        "<pre><code>k</code></pre>"
    )
    assert all("inline event handler" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()  # The policy has seen the handlers that the list leaves out.


async def test_arabic_runs_from_the_right(visitor: Visitor, stage: Stage) -> None:
    page = await started(visitor)
    await page.get_by_label("Language").select_option("ar")
    question = page.locator("#messages .row.bot").last
    await expect(question).to_contain_text("السؤال")
    await expect(question.locator(".body")).to_have_attribute("lang", "ar")
    width = await page.evaluate("innerWidth")
    bot, me = await _box(question.locator(".bubble")), await _box(page.locator("#messages .row.me .bubble").last)
    logo, send = await _box(page.locator(".logo")), await _box(page.locator("#send"))
    assert bot["x"] + bot["width"] > me["x"] + me["width"], "the bot speaks from the right"
    assert logo["x"] > width / 2
    assert send["x"] < width / 2
    assert await page.locator("#text").evaluate("field => getComputedStyle(field).direction") == "rtl"


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
async def test_a_phone_never_scrolls_sideways(browser: Browser, stage: Stage, language: str) -> None:
    phone = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
    async with a_visitor(browser, stage, **phone) as someone:
        page = await started(someone)
        await page.get_by_label(TEXTS["language"]).select_option(language)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await page.fill("#text", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3)
        await page.click("#send")
        await stage.call("sendMessage", text="https://example.org/" + "a" * 300)
        await page.set_input_files("#file", pdf("a-long-name" * 20 + ".pdf"))
        await page.click("#open-commands")
        await expect(page.locator(OPTIONS)).to_have_count(3)
        for box in ("document.documentElement", "document.getElementById('scroller')"):
            assert await page.evaluate(f"{box}.scrollWidth") <= 360
        send = await _box(page.locator("#send"))
        assert min(send["width"], send["height"]) >= 44, "a finger's width"


async def test_enter_begins_a_new_line_on_a_touch_screen(browser: Browser, stage: Stage) -> None:
    async with a_visitor(browser, stage, has_touch=True, is_mobile=True) as someone:
        page = await started(someone)
        await page.fill("#text", "one")
        await page.press("#text", "Enter")
        await page.keyboard.type("two")
        await page.click("#send")
        await until(stage.bot.heard, ["/start", "one\ntwo"])


async def test_dark_follows_the_device_until_the_person_chooses(browser: Browser, stage: Stage) -> None:
    async with a_visitor(browser, stage, color_scheme="dark") as someone:
        page = await someone.open()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.get_by_role("button", name="Use light colours").click()
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")


async def test_forgetting_the_device_begins_anew(visitor: Visitor) -> None:
    page = await started(visitor)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Forget this device").click()
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.locator("#messages .row.bot")).to_have_count(1)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Forget this device").click()
    await page.get_by_role("button", name="Forget", exact=True).click()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    await expect(page.locator("#messages .row")).to_have_count(0)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light"), ("ar", "dark")])
async def test_axe_finds_nothing_wrong(browser: Browser, stage: Stage, language: str, scheme: str) -> None:
    async with a_visitor(browser, stage, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True) as someone:
        page = await someone.open()
        findings = await found_by_axe(page)
        await page.click("#start")
        await expect(page.locator(".current .key")).to_have_count(2)
        await page.locator("#language").select_option(language)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await expect(page.locator("#messages .row.bot")).to_have_count(2)
        await page.set_input_files("#file", pdf("a.pdf"))
        await write(page, "a scan")
        await expect(page.locator("#messages .row.bot")).to_have_count(3)
        refusal = {"status": 400, "json": {"error": {"code": "empty", "message": "This cannot be sent so."}}}
        await page.route("**/chat/messages", lambda route: route.fulfill(**refusal))
        await write(page, "refused")
        await expect(page.locator("#unsent .refused")).to_be_visible()
        findings += await found_by_axe(page)
        await page.fill("#text", "/")
        await expect(page.locator(OPTIONS)).to_have_count(3)
        findings += await found_by_axe(page)
        await page.fill("#text", "y" * 20_050)
        findings += await found_by_axe(page)
        await page.click("#more")
        findings += await found_by_axe(page)
        await page.click("#leave")
        findings += await found_by_axe(page)
        assert findings == []


async def test_the_policy_forbids_inline_and_foreign_script_and_nothing_breaks_it(visitor: Visitor) -> None:
    page = await started(visitor)
    await write(page, "a text")
    await expect(page.locator("#messages .row.bot")).to_have_count(2)
    response = await page.request.get(visitor.address)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert visitor.complaints == [], "the browser reports what it blocks in the console"


async def test_the_page_is_small_and_comes_from_one_place(visitor: Visitor, stage: Stage) -> None:
    page = await visitor.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(visitor.address)
    await expect(page.locator("#welcome")).to_be_visible()
    host = stage.address.removesuffix("/chat")
    assert [url for url in asked if not url.startswith(host)] == []
    scripts = [url for url in asked if url.endswith(".js")]
    assert len(scripts) == len(set(scripts)), "what is named in the head is what the modules import"
    loaded = {url.rpartition("/")[2].partition("?")[0] for url in asked}
    sizes = {file.name: file.stat().st_size for file in STATIC.iterdir() if file.name in loaded}
    assert {"chat.js", "chat.css"} <= set(sizes)
    size = sum(size for name, size in sizes.items() if name.endswith((".js", ".css")))
    assert size < 100_000


async def test_without_javascript_a_sentence_says_so(visitor: Visitor) -> None:
    # Chromium's switch for tests turns scripts off too late for the parser, which then leaves this out.
    answer = await visitor.context.request.get(visitor.address)
    assert f'<noscript><p class="banner shown">{TEXTS["no_script"]}</p></noscript>' in await answer.text()


async def test_every_sentence_that_the_script_and_the_template_name_is_there(visitor: Visitor) -> None:
    page = await visitor.open()
    delivered = json.loads(await page.locator("#texts").inner_text() or await page.inner_html("#texts"))
    named = await page.eval_on_selector_all(
        "[data-text], [data-label], [data-title], [data-placeholder]",
        "nodes => nodes.flatMap(({dataset: d}) => [d.text, d.label, d.title, d.placeholder]).filter(Boolean)",
    )
    assert set(named) <= set(delivered["texts"])
    assert set(delivered["texts"]) == set(TEXTS)


async def _box(locator: Any) -> dict[str, float]:
    box: dict[str, float] | None = await locator.bounding_box()
    assert box is not None
    return box
