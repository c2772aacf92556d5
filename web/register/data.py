"""The register as data: JSON with the names of things in all six languages, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import orjson

from documents.spreadsheets import BYTE_ORDER_MARK, harmless
from flows.framework import CURRENT
from flows.wording import LANGUAGES, Say
from locales import formats, voice
from storage.desk_records import PublicPartner, Register
from storage.public_records import PublicMeeting, Reporting
from web.register.addresses import Addresses
from web.register.meetings import meeting_file_path
from web.register.pages import letter_path
from web.register.reader import CATEGORIES, Reader
from web.register.reports import is_sent, report_path


def register_json(register: Register, addresses: Addresses) -> bytes:
    """The whole register; addresses are left out where the site's own is not known."""
    countries = sorted({one.country for one in register.partners if one.country})
    told = {
        "partnership": "UNEP Global Mercury Partnership",
        "edition": CURRENT.year,
        "categories": {key: _in_all_languages(name) for key, name in CATEGORIES.items()},
        "countries": {code: {each: formats.country(each, code) for each in LANGUAGES} for code in countries},
        "areas": [
            {"key": area.key, "names": {**dict.fromkeys(LANGUAGES, area.name), **area.names}, "open": area.open}
            | ({"lead": area.lead} if area.lead else {})
            | ({"seeks_lead": True} if area.open and not area.led else {})
            for area in register.areas
        ],
        "partners": [_partner(one, addresses) for one in register.partners],
        "meetings": [_meeting(one, addresses) for one in register.meetings],
        "reporting": [_reporting(one, register, addresses) for one in register.reportings],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def register_csv(reader: Reader, addresses: Addresses) -> bytes:
    """The partners in the words of one language, with the codes beside them."""
    texts = reader.texts
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(
        [
            texts["reference"],
            texts["name"],
            texts["category"],
            texts["country"],
            texts["country_code"],
            texts["areas"],
            texts["since"],
            texts["version"],
            texts["address"],
        ]
    )
    for one in reader.partners:
        cells = [
            one.reference,
            one.name,
            reader.value_name("category", one.category),
            reader.value_name("country", one.country) if one.country else "",
            one.country or "",
            "; ".join(map(reader.area_name, one.areas)),
            one.since.date().isoformat(),
            str(one.version),
            _address(one, addresses, reader.language),
        ]
        writer.writerow([harmless(cell) for cell in cells])
    return (BYTE_ORDER_MARK + made.getvalue()).encode()


def _partner(one: PublicPartner, addresses: Addresses) -> dict[str, Any]:
    told: dict[str, Any] = {
        "reference": one.reference,
        "name": one.name,
        "category": one.category,
        "country": one.country,
        "areas": list(one.areas),
        "since": one.since.date().isoformat(),
        "version": one.version,
    }
    if one.reference and addresses.url:
        told["letter"] = {each: _address(one, addresses, each) for each in LANGUAGES}
    return told


def _meeting(one: PublicMeeting, addresses: Addresses) -> dict[str, Any]:
    """A meeting; `area` is `None` for the Advisory Group, the time is in UTC, `zone` the meeting's own."""
    told: dict[str, Any] = {
        "id": one.id,
        "area": one.area,
        "title": one.title,
        "language": one.language,
        "kind": one.kind,
        "form": one.form,
        "starts": one.starts_at.astimezone(UTC).isoformat(),
        "ends": one.ends_at.astimezone(UTC).isoformat(),
        "zone": one.zone,
        "cancelled": one.cancelled,
    }
    if one.published_at is not None:
        told["report"] = {"published": one.published_at.date().isoformat(), "language": one.report_language}
        if one.report:
            told["report"]["text"] = one.report
        if (path := meeting_file_path(one)) and addresses.url:
            told["report"]["file"] = addresses.whole_file(path)
    return told


def _reporting(one: Reporting, register: Register, addresses: Addresses) -> dict[str, Any]:
    """A reporting cycle, with where the report of each area stands; without `due` UNEP has not set a date yet."""
    areas = [area.key for area in register.areas if (area.open and one.cycle.is_open) or area.key in one.reports]
    return {
        "from": one.cycle.period_from,
        "until": one.cycle.period_until,
        "format": one.cycle.format,
        "due": one.cycle.due_on,
        "open": one.cycle.is_open,
        "areas": {area: _report(one, area, addresses) for area in areas},
    }


def _report(one: Reporting, area: str, addresses: Addresses) -> dict[str, Any]:
    report = one.reports.get(area)
    told: dict[str, Any] = {"reported": is_sent(report)}
    if report is not None and report.published_version:
        told["version"] = report.published_version
        if report.published_at is not None:
            told["published"] = report.published_at.date().isoformat()
        if addresses.url:
            path = report_path(area, one.cycle.id)
            told["report"] = {each: addresses.whole_page(each, path) for each in LANGUAGES}
    return told


def _address(one: PublicPartner, addresses: Addresses, language: str) -> str:
    if not one.reference or not addresses.url:
        return ""
    return addresses.whole_page(language, letter_path(one.reference))


def _in_all_languages(name: Say) -> Mapping[str, str]:
    return {each: voice(each).plain(name) for each in LANGUAGES}
