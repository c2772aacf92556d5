"""Finds the sentences in the source: every `N_("…")`, `say("…")` and `say_n("…", "…")` of the rooms that
speak.

The source is read as Python reads it, so a sentence may be written in several pieces side by side. A comment
that begins with `Translators:` goes with the sentence: directly above its line or above the statement that
holds it, or behind it. `at most 64 characters` in such a comment is a limit that the catalogues are checked
for.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from locales.sentence import is_bare

ROOMS: Final = ("bot", "documents", "flows", "handlers", "locales", "web")
COMMENT_TAG: Final = "Translators:"

_SINGULAR: Final = frozenset({"N_", "say", "Say"})
_PLURAL: Final = "say_n"
_LIMIT: Final = re.compile(r"\bat most (\d+) characters\b")


class UnreadableSource(ValueError):
    """A module is not Python, or marks for the catalogues what no catalogue can hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence as the source has it: its English form or two, where it stands, and what translators should
    know."""

    text: str
    plural: str | None
    files: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def limit(self) -> int | None:
        """The most characters that it may have in any language; the strictest of its notes."""
        limits = [int(limit) for limit in _LIMIT.findall(" ".join(self.notes))]
        return min(limits, default=None)


def entries(root: Path) -> dict[str, Entry]:
    """Every sentence under the root's rooms, by its English identifier, in alphabetical order.

    Raises `UnreadableSource` with the file and line.
    """
    found: dict[str, Entry] = {}
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            for entry in entries_of(path.read_text(encoding="utf-8"), name):
                found[entry.text] = _merged(found[entry.text], entry) if entry.text in found else entry
    return dict(sorted(found.items()))


def entries_of(source: str, name: str) -> Iterator[Entry]:
    """The sentences of one module, in the order in which they stand; `name` is the module's file."""
    try:
        tree = ast.parse(source, name)
    except SyntaxError as error:
        raise UnreadableSource(f"{name}:{error.lineno}: {error.msg}") from error
    comments = _comments(source)
    inside_plural: set[ast.AST] = set()
    for statement, call in _calls(tree):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if call in inside_plural or not call.args:
            continue
        if function == _PLURAL and len(call.args) >= 2:
            forms = [_unmarked(argument) for argument in call.args[:2]]
            inside_plural.update(call.args[:2])
            pairs = [(_literal(forms[0], name), _literal(forms[1], name))]
        elif function in _SINGULAR:
            pairs = [(text, None) for text in _alternatives(call.args[0], name)]
        else:
            continue
        notes = tuple(_notes(comments, statement, call))
        for text, plural in pairs:
            if text is not None and (function != _PLURAL or plural is not None) and not is_bare(text):
                yield Entry(text, plural, (name,), notes)


def _calls(tree: ast.AST) -> Iterator[tuple[ast.stmt | None, ast.Call]]:
    """Every call, outer before inner, with the simple statement it stands in."""
    pending: list[tuple[ast.stmt | None, ast.AST]] = [(None, tree)]
    while pending:
        statement, node = pending.pop()
        if isinstance(node, ast.stmt):
            statement = None if hasattr(node, "body") else node
        if isinstance(node, ast.Call):
            yield statement, node
        pending += [(statement, child) for child in reversed(list(ast.iter_child_nodes(node)))]


def _unmarked(node: ast.expr) -> ast.expr:
    """What is inside of `N_(…)`."""
    match node:
        case ast.Call(func=ast.Name(id="N_"), args=[inner]):
            return inner
    return node


def _alternatives(node: ast.expr, name: str) -> list[str]:
    """The sentence that is written here, or both of `… if … else …`; none where it is only handed on."""
    if isinstance(node, ast.IfExp):
        return _alternatives(node.body, name) + _alternatives(node.orelse, name)
    text = _literal(node, name)
    return [] if text is None else [text]


def _literal(node: ast.expr, name: str) -> str | None:
    match node:
        case ast.Constant(value=str(text)) if text:
            return text
        case ast.JoinedStr() | ast.BinOp() | ast.Call(func=ast.Attribute(ast.Constant(), "format")):
            raise UnreadableSource(
                f"{name}:{node.lineno}: a sentence is one literal; what varies in it is a placeholder"
            )
    return None


def _comments(source: str) -> Mapping[int, tuple[str, bool]]:
    """The comments by line; and whether each has its line to itself."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: (token.string.lstrip("# ").rstrip(), token.line.lstrip().startswith("#"))
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _notes(comments: Mapping[int, tuple[str, bool]], statement: ast.stmt | None, call: ast.Call) -> Iterator[str]:
    """What the comments around a call tell translators, each comment as one line."""
    first = call.args[0]
    above = {call.lineno, first.lineno} | ({statement.lineno} if statement else set())
    for line in sorted(above):
        block: list[str] = []
        while (before := comments.get(line - 1)) is not None and before[1]:
            block.insert(0, before[0])
            line -= 1
        yield from _tagged(block)
    for line in range(call.lineno, (first.end_lineno or first.lineno) + 1):
        behind = comments.get(line)
        if behind is not None and not behind[1]:
            yield from _tagged([behind[0]])


def _tagged(block: Iterable[str]) -> Iterator[str]:
    """From a block of comment lines, the part that begins with the tag."""
    lines = list(block)
    start = next((index for index, line in enumerate(lines) if line.startswith(COMMENT_TAG)), None)
    if start is not None:
        yield " ".join(lines[start:])


def _merged(one: Entry, other: Entry) -> Entry:
    if one.plural is not None and other.plural is not None and one.plural != other.plural:
        raise UnreadableSource(f"{other.files[0]}: {one.text!r} has two plurals: {one.plural!r} and {other.plural!r}")
    return Entry(
        one.text,
        one.plural if one.plural is not None else other.plural,
        tuple(dict.fromkeys(one.files + other.files)),
        tuple(dict.fromkeys(one.notes + other.notes)),
    )
