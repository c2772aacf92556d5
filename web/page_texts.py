"""The chat page's own sentences, and the page itself in a person's language.

What the bot says comes from the conversation; what stands around it (labels, notices, errors) is here, each under
the name by which `static/*.js` and the template know it. `{placeholders}` are filled by the script: they are handed
to the catalogue as their own value, so that a translation keeps them and Arabic isolates what fills them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.wording import LANGUAGES, N_, Say, Tell

HERE = Path(__file__).parent

LANGUAGE_NAMES: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "ar": "العربية",
    "zh": "中文",
}
"""The languages under the names their speakers give them; never translated."""

TEXTS: Mapping[str, str] = {
    # The page and its header
    "page_title": N_("Quicksilver: join the Global Mercury Partnership"),
    "subtitle": N_("Global Mercury Partnership"),
    "skip": N_("Skip to writing"),
    "no_script": N_("This page needs JavaScript. Please allow it for this site, or talk to us on Telegram."),
    "language": N_("Language"),
    "theme_dark": N_("Use dark colours"),
    "theme_light": N_("Use light colours"),
    "more": N_("More"),
    "print": N_("Print this conversation"),
    "leave": N_("Forget this device"),
    "leave_title": N_("Forget this device?"),
    "leave_body": N_(
        "This browser will no longer show the conversation. Nothing you have sent is erased. "
        "To come back, use your personal link."
    ),
    "leave_confirm": N_("Forget"),
    "progress": N_("Progress"),
    # The conversation
    "conversation": N_("Conversation"),
    "me": N_("You"),
    "welcome_title": N_("Welcome"),
    "welcome_body": N_(
        "Here you can write a letter of intent to join the Global Mercury Partnership. You are asked one question "
        "at a time, and you can stop and come back whenever you like."
    ),
    "start": N_("Start"),
    "loading": N_("Loading the conversation…"),
    "earlier": N_("Show earlier messages"),
    "newest": N_("Go to the newest message"),
    "unread": N_("New messages"),
    "choices": N_("Answers to choose from"),
    "opens_new_tab": N_("opens in a new tab"),
    "edited": N_("edited"),
    "edit": N_("Edit this message"),
    "typing": N_("Quicksilver is writing…"),
    "today": N_("Today"),
    "yesterday": N_("Yesterday"),
    "download": N_("Download {name}"),
    "picture": N_("Picture"),
    "copied": N_("Copied."),
    # Sending
    "sending": N_("Sending…"),
    "not_sent_yet": N_("Not sent yet – trying again"),
    "not_sent": N_("Not sent"),
    "change": N_("Change"),
    "remove": N_("Remove"),
    "file_gone": N_("This file is no longer at hand. Please attach it again."),
    # Writing
    "composer": N_("Write a message"),
    "placeholder": N_("Write a message…"),
    "send": N_("Send"),
    "attach": N_("Attach a file"),
    "attached": N_("Attached files"),
    "detach": N_("Remove {name}"),
    "drop_here": N_("Drop the file here"),
    "file_too_large": N_("{name} is too large. A file may have up to {limit}."),
    "file_empty": N_("{name} is empty. Please choose another file."),
    "characters_left": N_("Characters left: {n}"),
    "characters_over": N_("Characters too many: {n}. Please shorten the text."),
    "editing": N_("You are changing a message you sent"),
    "cancel": N_("Cancel"),
    "save": N_("Save"),
    "commands": N_("Commands"),
    "no_command": N_("There is no such command."),
    "commands_found": N_("Commands found: {n}"),
    # The connection
    "connecting": N_("Connecting…"),
    "offline": N_("You are offline. What you write is kept and sent as soon as you are back."),
    "back_online": N_("Connected again."),
    "session_ended": N_("This conversation has ended in this browser. Please reload the page."),
    "something_wrong": N_("Something went wrong on our side. Please try again in a moment."),
    "close": N_("Close"),
}
"""Every sentence of the page in English, the language of the catalogues' identifiers, by its name in the script."""

MODULES = tuple(
    sorted(path.name for path in (HERE / "static").glob("*.js") if path.name not in ("theme.js", "chat.js"))
)
"""The script's modules: named in the page's head, so that a slow network fetches them at once and not in a chain."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_texts(tell: Tell) -> dict[str, str]:
    """The page's sentences in the language that `tell` speaks, by name; `{placeholders}` still open."""
    return {name: tell(_open(text)) for name, text in TEXTS.items()}


def page_language(language: str, tell: Tell) -> dict[str, object]:
    """What the script needs to speak a language: its code, its direction and the page's sentences."""
    return {
        "language": language,
        "dir": "rtl" if language == "ar" else "ltr",
        "texts": page_texts(tell),
    }


def chat_page(language: str, tell: Tell) -> str:
    """The chat page as HTML, in one of the six languages; `tell` must speak that language."""
    spoken = page_language(language, tell)
    return _environment.get_template("chat.html").render(
        spoken=spoken,
        language=language,
        dir=spoken["dir"],
        t=spoken["texts"],
        languages=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        own_name=LANGUAGE_NAMES[language],
        modules=MODULES,
        icon=_icon,
    )


def _icon(name: str) -> Markup:
    """A decorative icon of the set in `templates/icons.svg`; the label stands on what it decorates."""
    return Markup('<svg class="icon icon-{0}" aria-hidden="true"><use href="#icon-{0}"/></svg>').format(name)


def _open(text: str) -> Say:
    """A sentence whose placeholders stand for themselves, for the script to fill."""
    return Say(text, {name: f"{{{name}}}" for name in _PLACEHOLDER.findall(text)})
