"""Compares what is kept with what was confirmed, and writes down what is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping

from tests.crash.applicants import Applicant, Applicants
from tests.crash.course import Course
from tests.crash.found import Found
from tests.crash.records import NOTHING, Records


class Comparison:
    """The courses of everything that is written, by its form, and what was found."""

    def __init__(self, courses: Mapping[str, Course], found: Found) -> None:
        self._courses = courses
        self._found = found
        self._with_faults: set[int] = set()

    def look(self, people: Applicants, records: Records) -> None:
        """After a kill: everybody's answers and place, and that confirmed updates are noted."""
        found = self._found
        found.faults += [one for one in records.wrong if one not in found.faults]
        for person in people.all:
            course = self._courses[person.form]
            found.in_hand += len(person.updates) - person.confirmed
            found.again += sum(one not in records.seen for one in person.updates[person.confirmed :])
            unnoted = [one for one in person.updates[: person.confirmed] if one not in records.seen]
            if unnoted:
                self._fault(person, f"updates {unnoted} were confirmed and are not noted")
            kept = records.kept.get(person.chat, NOTHING)
            if kept in course[person.confirmed : len(person.updates) + 1]:
                continue
            lost = course.lost(kept, person.confirmed, len(person.updates))
            if person.chat not in self._with_faults:
                found.lost += len(lost)
            self._fault(
                person,
                f"after {person.confirmed} confirmed acts of {len(person.updates)} the {person.form} is not where it "
                f"should be; answers lost or changed: {lost or 'none'}; kept: {kept}",
            )

    def strand(self, person: Applicant, log: str) -> None:
        """Somebody waits, and the program has nothing more to do."""
        if person.chat not in self._with_faults:
            self._found.stranded += 1
        seen = person.prompt["text"][:300] if person.prompt else "nothing"
        self._fault(
            person,
            f"is left without a prompt after {len(person.updates)} acts, {person.confirmed} confirmed; last saw "
            f"{seen!r}; {person.stuck}; the bot's log ends:\n{log}",
        )

    def conclude(self, people: Applicants, records: Records) -> None:
        """At the end: everybody came by the same way to the end, and to the reference that is kept."""
        self.look(people, records)
        found = self._found
        for person in people.all:
            course = self._courses[person.form]
            found.people += 1
            found.confirmed += course.answers(person.confirmed)
            if not person.is_done:
                continue
            if records.kept.get(person.chat, NOTHING).submissions:
                found.letters += 1
            else:
                found.plan_parts += 1
            if person.course != course.acts:
                self._fault(person, f"was led another way: {person.course}")
            if records.references.get(person.chat, "") != person.reference:
                self._fault(person, f"was told {person.reference}, kept is {records.references.get(person.chat)}")

    def _fault(self, person: Applicant, what: str) -> None:
        """Write down the first thing that goes wrong with what a person writes; what follows comes of it."""
        if person.chat not in self._with_faults:
            self._with_faults.add(person.chat)
            self._found.faults.append(f"chat {person.chat}: {what}; did: {person.acts[-8:]}")
