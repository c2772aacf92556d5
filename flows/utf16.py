"""Lengths as Telegram and spreadsheets count them: in UTF-16 code units, of which some characters are two."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_cut(text: str, most: int) -> str:
    """The beginning of a text that takes no more units than this; no character is cut in two."""
    if utf16_length(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")
