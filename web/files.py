"""Files that come in: a harmless name, a type that can be believed, the size of a picture."""

from __future__ import annotations

import mimetypes
import re
import secrets
import struct
import unicodedata

from storage.gateway import FileInfo
from web.arguments import Upload

MOST_BYTES = 20 * 1024 * 1024
"""What a visitor may send, and what a bot may download: 20 MB, as with Telegram."""
MOST_BOT_BYTES = 50 * 1024 * 1024
MOST_PHOTO_BYTES = 10 * 1024 * 1024

PICTURES = ("image/jpeg", "image/png")
"""What can be sent as a photo."""
SHOWN = (*PICTURES, "image/gif", "image/webp", "application/pdf")
"""What keeps its type when it is downloaded; the browser is told nothing of all else, and guesses nothing."""
_MIME = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u2028-\u202e\u2066-\u2069]+')


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and what some systems forbid; at most 120 characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = _UNSAFE.sub("_", name).encode(errors="ignore").decode().strip(". _") or "file"
    if len(name) <= 120:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 12:
        return name[:120]
    return f"{stem[: 119 - len(extension)]}.{extension}"


def new_file(upload: Upload) -> FileInfo:
    """What is kept of an upload beside its bytes; the type follows the bytes for pictures, else the name."""
    name = safe_name(upload.name)
    width, height, picture = measure(upload.content)
    mime = picture or _claimed(mimetypes.guess_type(name)[0] or upload.mime)
    return FileInfo(
        unique_id=secrets.token_urlsafe(12),
        file_id=secrets.token_urlsafe(32),
        name=name,
        mime=mime,
        size=len(upload.content),
        width=width,
        height=height,
    )


def _claimed(mime: str) -> str:
    mime = mime.partition(";")[0].strip().lower()
    # What only claims to be a picture is not shown as one.
    return mime if _MIME.fullmatch(mime) and not mime.startswith("image/") else "application/octet-stream"


def measure(content: bytes) -> tuple[int, int, str]:
    """Width and height in pixels and the type of a PNG or JPEG, the type alone of a GIF or WebP; else nothing."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height, "image/png"
    if content.startswith(b"\xff\xd8"):
        return _measure_jpeg(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return 0, 0, "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return 0, 0, "image/webp"
    return 0, 0, ""


def _measure_jpeg(content: bytes) -> tuple[int, int, str]:
    """The size stands in the frame header (SOF0 to SOF15), which follows segments of stated length."""
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height, "image/jpeg"
        position += 2 + int(struct.unpack(">H", content[position + 2 : position + 4])[0])
    return 0, 0, ""
