"""The register's own sentences. What a partner wrote, and the framework's words, come from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from flows.wording import N_, Param, Say, Tell, say, say_n

TEXTS: Mapping[str, str] = {
    # Around every page
    "partnership": N_("Global Mercury Partnership"),
    "register": N_("Register of partners"),
    "skip": N_("Skip to the content"),
    "pages": N_("Pages of the register"),
    "language": N_("Language"),
    # Translators: The first page of a website; at most 20 characters, as it stands in a narrow menu.
    "home": N_("Home"),
    "partners": N_("Partners"),
    "areas": N_("Areas"),
    # Translators: Statistics as pictures and tables; at most 20 characters, as it stands in a narrow menu.
    "figures": N_("Figures"),
    "write": N_("Write a letter of intent"),
    "data": N_("The register as data"),
    "feed": N_("New partners as a feed"),
    "dates": N_("Dates for your calendar"),
    "contacts": N_("Contact details are not published."),
    # Home
    "invitation": N_("Would you like to join?"),
    "invitation_body": N_(
        "The Partnership is open to all who support its goal. You are asked one question at a time, "
        "and the answers become your letter of intent."
    ),
    "newest": N_("New partners"),
    "all_partners": N_("All partners"),
    "nobody": N_("No partner has been published yet."),
    # Lists of partners
    "search": N_("Search"),
    # Translators: What may be written into the field for searching.
    "search_label": N_("Name, country or reference"),
    "narrow": N_("Narrow the list"),
    "category": N_("Category"),
    "country": N_("Country"),
    "area": N_("Area"),
    "year": N_("Year of joining"),
    "nothing": N_("No partner matches this."),
    "show_all": N_("Show all partners"),
    "page_of_list": N_("Pages of the list"),
    "earlier_page": N_("Previous page"),
    "later_page": N_("Next page"),
    # A letter
    "letter": N_("Letter of intent"),
    "download": N_("Download the letter as PDF"),
    "other_letters": N_("More partners"),
    # Areas
    # Translators: The partner who leads an area (Framework G4.b(6)), as the heading above its name.
    "lead": N_("Lead"),
    "no_lead": N_("No lead is named in the register yet."),
    "seeks_lead": N_("This area looks for a lead. Any partner can offer to lead it (N¶16)."),
    "open_areas": N_("Areas in which partners take part"),
    "closed_areas": N_("Areas that take no new partners at present"),
    "closed_area": N_("This area takes no new partners at present."),
    "plan": N_("Business plan"),
    "no_plan": N_("No business plan of this area has been published yet."),
    # Plans
    # Translators: The business plans of the areas; at most 20 characters, as it stands in a narrow menu.
    "plans": N_("Plans"),
    "no_plans": N_("No business plan has been published yet."),
    "read_plan": N_("Read the plan"),
    "download_plan": N_("Download the plan as PDF"),
    "plan_changes": N_("What has changed since the version before"),
    "plan_versions": N_("Versions"),
    "plan_unchanged": N_("Nothing has changed."),
    "what": N_("What"),
    "to_the_area": N_("To the area"),
    "to_the_plan": N_("Back to the plan"),
    # Meetings
    # Translators: Meetings of the Advisory Group and of areas; at most 20 characters, as it stands in a narrow menu.
    "meetings": N_("Meetings"),
    "coming_meetings": N_("Meetings to come"),
    "past_meetings": N_("Meetings that were held"),
    "no_coming_meetings": N_("No meeting is planned at present."),
    "no_past_meetings": N_("No meeting has been held yet."),
    "no_meetings": N_("No meeting of this area is planned, and none has been held yet."),
    "cancelled": N_("This meeting does not take place."),
    "meeting_report": N_("Report of the meeting"),
    "no_meeting_report": N_("The report of this meeting has not been published yet."),
    "download_meeting_report": N_("Download the report of the meeting"),
    "follow_dates": N_("Follow these dates in your calendar"),
    "follow_dates_body": N_(
        "Put this address into your calendar, and the dates of meetings and reports appear there by themselves."
    ),
    "to_the_meetings": N_("All meetings"),
    # Reports
    # Translators: The two-yearly reports of the areas (F§7); at most 20 characters, as it stands in a narrow menu.
    "reports": N_("Reports"),
    "reports_body": N_("Every area reports to UNEP every two years, to the timetable that UNEP sets (F§7)."),
    "no_cycles": N_("No reporting period has been opened yet."),
    "no_reports": N_("No report of this area has been published yet."),
    "who_reported": N_("Who has reported, and who has not"),
    "stands": N_("Where the report stands"),
    "no_due_date": N_("UNEP has not set a date yet."),
    "read_report": N_("Read the report"),
    "report_owed": N_("Not reported yet"),
    "report_overdue": N_("Overdue"),
    "download_pdf": N_("Download as PDF"),
    "download_docx": N_("Download as a Word document"),
    "progress": N_("Progress of the indicators"),
    "to_the_reports": N_("All reports"),
    # Figures
    "by_category": N_("Partners by category"),
    "by_country": N_("Partners by country"),
    "by_year": N_("Partners by year of joining"),
    "number": N_("Partners"),
    "as_picture": N_("This picture as a file"),
    "no_country": N_("No country named"),
    # The register as data
    "reference": N_("Reference"),
    "name": N_("Official name"),
    "country_code": N_("Country code"),
    "since": N_("Partner since"),
    "version": N_("Version"),
    # Translators: The web address of a letter, as the heading of a column.
    "address": N_("Address"),
    # What is not there
    "no_page": N_("There is no such page"),
    "no_page_body": N_("Nothing is published at this address. Perhaps it was not copied whole."),
    "withdrawn": N_("This letter is no longer published"),
    "withdrawn_body": N_("It was published here and has been withdrawn from publication."),
    "trouble": N_("The register cannot be shown"),
    "trouble_body": N_("Something went wrong on our side. Please try again in a moment."),
    "no_pdf": N_("There is no PDF of this letter"),
}
"""Every fixed sentence of the register in English, by its name in the templates."""

TITLE = say(TEXTS["register"])
"""The register's own name."""


def texts(tell: Tell) -> dict[str, str]:
    """The fixed sentences in the language that `tell` speaks, by name."""
    return {name: tell(say(text)) for name, text in TEXTS.items()}


def partners_counted(n: int) -> Say:
    """How many partners there are."""
    return say_n(N_("<b>{n}</b> partner"), N_("<b>{n}</b> partners"), n)


def countries_counted(n: int) -> Say:
    """How many countries they are from."""
    return say_n(N_("<b>{n}</b> country"), N_("<b>{n}</b> countries"), n)


def areas_counted(n: int) -> Say:
    """How many areas are open."""
    return say_n(N_("<b>{n}</b> area"), N_("<b>{n}</b> areas"), n)


def title_of(page: Param) -> Say:
    """The title of a page in the browser's own frame."""
    return say(N_("{page} – Global Mercury Partnership"), page=page)


def page_counted(page: int, pages: int) -> Say:
    """Which page of a long list this is."""
    return say(N_("Page {page} of {pages}"), page=page, pages=pages)


def found(n: int, words: str) -> Say:
    """How many partners a search has found."""
    return say_n(N_("{n} partner for “{words}”"), N_("{n} partners for “{words}”"), n, words=words)


def without(name: Param) -> Say:
    """What takes a facet off the list again."""
    # Translators: A link that no longer narrows the list of partners to {name}, a country for instance.
    return say(N_("Take off: {name}"), name=name)


def registered(since: Param) -> Say:
    """Since when somebody is a partner."""
    return say(N_("Partner since {since}"), since=since)


def version_said(version: int) -> Say:
    """Which version of a letter this is."""
    return say(N_("Version {version}"), version=version)


def written_in(language: Param) -> Say:
    """In which language the applicant wrote, where the reader's is another."""
    # Translators: {language} is the name of a language as a list of languages has it, such as "Arabic".
    return say(N_("The partner's own words stand as they were sent. Language: {language}"), language=language)


def contribution_named(number: Param, what: Param) -> Say:
    """The heading of one contribution."""
    return say(N_("<b>Contribution {number}: {what}</b>"), number=number, what=what)


def counted(name: Param, n: int) -> Say:
    """One bar of a figure in words."""
    # Translators: {name} is a category, a country or a year, {n} the number of partners.
    return say(N_("{name}: {n}"), name=name, n=n)


def no_pdf_because(characters: str) -> Say:
    """Why a letter has no PDF: its page is complete without one."""
    return say(
        N_(
            "The PDF cannot be made, because no font has these characters: {characters}. "
            "The letter on this page is complete."
        ),
        characters=characters,
    )


def published_on(day: Param) -> Say:
    """Since when a plan is published."""
    return say(N_("Published on {day}"), day=day)


def meeting_says(body: Param, kind: Param, form: Param) -> Say:
    """Whose meeting it is, what it is for, and how people meet."""
    # Translators: {body} is an area or the Advisory Group, as in "Mercury in products · The yearly meeting".
    return say(N_("{body} · {kind} · {form}"), body=body, kind=kind, form=form)


def words_in(language: Param) -> Say:
    """In which language a report of a meeting is, where the reader's is another."""
    # Translators: {language} is the name of a language as a list of languages has it, such as "Arabic".
    return say(N_("The report stands as it was handed in. Language: {language}"), language=language)


def report_published_on(day: Param) -> Say:
    """Since when a report is published."""
    return say(N_("Report published on {day}"), day=day)


def submitted_on(day: Param) -> Say:
    """Since when a report is with UNEP."""
    return say(N_("Submitted on {day}"), day=day)


def due_on(day: Param) -> Say:
    """When the reports of a period are due."""
    return say(N_("Due on {day}"), day=day)


def reports_for(period: Param) -> Say:
    """The heading above the reports of a time."""
    # Translators: {period} is a time such as "from 1 January 2026 to 31 December 2027".
    return say(N_("Reports ({period})"), period=period)


def reported(n: int, of: int) -> Say:
    """How many areas have reported."""
    return say_n(N_("{n} of {all} areas has reported."), N_("{n} of {all} areas have reported."), n, all=of)


def report_for(period: Param) -> Say:
    """For which time a report is."""
    return say(N_("Report ({period})"), period=period)


def between_versions(earlier: int, later: int) -> Say:
    """Which two versions are compared."""
    return say(N_("Versions {earlier} and {later}"), earlier=earlier, later=later)
