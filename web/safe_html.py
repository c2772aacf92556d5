"""Text and entities as HTML for the page: everything escaped, and no tag or attribute but those written here."""

from __future__ import annotations

from html import escape

from web.entities import Entity

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def safe_html(text: str, entities: list[Entity]) -> str:
    """HTML made of the entities alone, whatever the text looks like; line breaks stay as they are."""
    if not entities:
        return escape(text)
    raw = text.encode("utf-16-le")
    whole = len(raw) // 2
    edges = sorted({0, whole, *(min(edge, whole) for one in entities for edge in (one.offset, one.end))})
    out: list[str] = []
    stack: list[tuple[Entity, str, str]] = []
    waiting = list(reversed(entities))
    for start, end in zip(edges, [*edges[1:], whole], strict=True):
        stack = _closed(stack, start, out)
        while waiting and waiting[-1].offset <= start:
            entity = waiting.pop()
            opening, closing = _tag(entity, raw)
            if opening and entity.end > start:
                out.append(opening)
                stack.append((entity, opening, closing))
        out.append(escape(raw[2 * start : 2 * end].decode("utf-16-le", "replace")))
    _closed(stack, whole, out)
    return "".join(out)


def _closed(stack: list[tuple[Entity, str, str]], position: int, out: list[str]) -> list[tuple[Entity, str, str]]:
    """Close what ends here; what overlaps it is closed and opened again, so that tags nest."""
    first = next((index for index, (entity, _, _) in enumerate(stack) if entity.end <= position), None)
    if first is None:
        return stack
    out.extend(closing for _, _, closing in reversed(stack[first:]))
    going_on = [one for one in stack[first:] if one[0].end > position]
    out.extend(opening for _, opening, _ in going_on)
    return stack[:first] + going_on


def _tag(entity: Entity, raw: bytes) -> tuple[str, str]:
    match entity.type:
        case "pre" if entity.argument:
            return f'<pre><code class="language-{escape(entity.argument)}">', "</code></pre>"
        case "text_link":
            return _anchor(entity.argument)
        case "url":
            shown = raw[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")
            return _anchor(shown)
        case "email":
            shown = raw[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")
            return _anchor(f"mailto:{shown}")
        case kind if kind in _TAGS:
            return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
        case _:
            return "", ""


def _anchor(address: str) -> tuple[str, str]:
    if not address.lower().startswith(("http://", "https://", "mailto:")):
        return "", ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">', "</a>"
