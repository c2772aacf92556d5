"""Where a page's links lead: from the root of a live site, or from page to page inside a published folder.

Inside a folder links are relative and name their file, so that they resolve on any web host, at any depth, and without
one. Canonical addresses are whole, and the same for both: `https://example.org/en/partners`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Links from one page. `url` is the site's whole address, empty where nobody has said it.

    `root` stands before every path. `served`: a program answers, which can search and redirect.
    `chat` is the address of the chat page, empty where there is none to lead to.
    """

    url: str
    root: str
    served: bool
    chat: str

    def page(self, language: str, path: str = "", query: str = "") -> str:
        """A page in a language; `query` only where a program answers."""
        whole = _path(language, path)
        if not self.served:
            return f"{self.root}{whole}/{INDEX}"
        return f"{self.root}{whole}?{query}" if query else f"{self.root}{whole}"

    def file(self, path: str) -> str:
        """A file, by its path from the site's root."""
        return self.root + quote(path)

    def whole_page(self, language: str, path: str = "", query: str = "") -> str:
        """A page's canonical address."""
        return f"{self.url}/{_path(language, path)}" + (f"?{query}" if query else "")

    def whole_file(self, path: str) -> str:
        """A file's whole address."""
        return f"{self.url}/{quote(path)}"


def live(url: str) -> Addresses:
    """Links on the site that the program serves at an address."""
    return Addresses(url, "/", served=True, chat="/chat")


def in_folder(url: str, path: str) -> Addresses:
    """Links from the page that stands at a path of a published folder, such as `en/partners`."""
    depth = len(path.split("/")) if path else 0
    return Addresses(url, "../" * depth or "./", served=False, chat=f"{url}/chat" if url else "")


def _path(language: str, path: str) -> str:
    return quote(f"{language}/{path}".rstrip("/"))
