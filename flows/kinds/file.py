"""A question answered with a file."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Final

from flows.facts import Facts, FileSent, Read, Unclear
from flows.form import Question
from flows.media import DOCX, JPEG, PDF, PNG
from flows.session import Plain
from flows.wording import N_, Param, Say, Several, say
from flows.words import glance

TEN_MEGABYTES: Final = 10 * 1024 * 1024
_KNOWN_AS: Final = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", DOCX: "DOCX"}


@dataclass(frozen=True, slots=True)
class File(Question):
    """One file of the given media types, `most_bytes` at most.

    The value is `{"file_id", "name", "media_type", "size"}`; what the content is has been found out by `flows.media`.
    """

    _: KW_ONLY
    media_types: tuple[str, ...] = (PDF, JPEG, PNG, DOCX)
    most_bytes: int = TEN_MEGABYTES
    expects: ClassVar[str] = "file"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Ask for the file, since words cannot stand for it."""
        return Unclear(
            say(N_("This question is answered with a file. Please send it here, as {types}."), types=self._types())
        )

    def read_file(self, file: FileSent, facts: Facts) -> Read | Unclear:
        """Take the file if its content and size are as asked."""
        if file.size <= 0:
            return Unclear(say(N_("The file {name} is empty. Please send it again."), name=glance(file.name)))
        if file.size > self.most_bytes:
            return Unclear(
                say(
                    N_("The file {name} is too large. Please send one of {most} MB at most."),
                    name=glance(file.name),
                    most=self.most_bytes // (1024 * 1024),
                )
            )
        if file.media_type not in self.media_types:
            return Unclear(
                say(
                    N_("The file {name} could not be opened as {types}. Please send it as one of these."),
                    name=glance(file.name),
                    types=self._types(),
                )
            )
        name = glance(file.name, 200) or _KNOWN_AS.get(file.media_type, file.media_type)
        return Read({"file_id": file.file_id, "name": name, "media_type": file.media_type, "size": file.size})

    def show(self, value: Plain, facts: Facts) -> Param:
        """The file's name."""
        return str(value["name"]) if isinstance(value, dict) else str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """What kinds of file, and how large."""
        return (say(N_("{types}, {most} MB at most."), types=self._types(), most=self.most_bytes // (1024 * 1024)),)

    def _types(self) -> Several:
        return Several(tuple(_KNOWN_AS.get(media_type, media_type) for media_type in self.media_types), "or")
