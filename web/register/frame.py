"""The frame of the site around every page of the register: its navigation, languages, addresses and icons."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from documents.text import paragraphs
from flows.wording import LANGUAGES
from locales.languages import LANGUAGE_NAMES, direction
from web.register import texts
from web.register.addresses import Addresses
from web.register.reader import Reader

_NAV: Final = (
    ("home", ""),
    ("partners", "partners"),
    ("areas", "areas"),
    ("plans", "plans"),
    ("meetings", "meetings"),
    ("reports", "reports"),
    ("figures", "figures"),
)

# XML has no way to hold these characters (XML 1.0, 2.2).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates" / "register"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters["paragraphs"] = paragraphs
environment.filters["xml"] = lambda text: _NOT_XML.sub("", str(text))


def framed(
    template: str,
    reader: Reader,
    addresses: Addresses,
    *,
    path: str,
    title: str,
    current: str,
    query: str = "",
    indexed: bool = True,
    **content: Any,
) -> str:
    """A template within the frame of the site; `path` and `query` are the page's own in every language."""
    language = reader.language
    return environment.get_template(template).render(
        reader=reader,
        language=language,
        dir=reader.direction,
        t=reader.texts,
        title=title,
        whole_title=reader.tell(texts.title_of(title)),
        addresses=addresses,
        current=current,
        nav=[(key, reader.texts[key], addresses.page(language, to)) for key, to in _NAV],
        languages=[
            (code, LANGUAGE_NAMES[code], direction(code), addresses.page(code, path, query)) for code in LANGUAGES
        ],
        own_name=LANGUAGE_NAMES[language],
        indexed=indexed,
        canonical=addresses.whole_page(language, path) if indexed and addresses.url else "",
        alternates=alternates(path, addresses) if indexed and addresses.url else [],
        feed=addresses.file(f"{language}/feed.atom") if addresses.url else "",
        icon=_icon,
        **content,
    )


def alternates(path: str, addresses: Addresses) -> list[tuple[str, str]]:
    """The page in every language, and the address that suits everyone else: one that chooses, where there is one."""
    pairs = [(code, addresses.whole_page(code, path)) for code in LANGUAGES]
    chooses = path == "" or path.startswith(("letters/", "plans", "meetings", "reports"))
    return [*pairs, ("x-default", addresses.whole_file(path) if chooses else pairs[0][1])]


def _icon(name: str) -> Markup:
    """A decorative icon of the set in `icons.svg`."""
    return Markup('<svg class="icon icon-{0}" aria-hidden="true"><use href="#icon-{0}"/></svg>').format(name)
