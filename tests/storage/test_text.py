"""Every text that JSON can carry is kept: all scripts, emoji, control characters, halves of surrogate pairs."""

import asyncio
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from flows.session import Answer, Change, Plain
from storage.columns import Moment, to_json, writable
from storage.migrate import migrate
from storage.store import Store, Transaction, open_store
from tests.storage.letters import FIRST, NOW, stands, talk, writer

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip

HARD = {
    "arabic": "الشراكة العالمية بشأن الزئبق ١٢٣",
    "chinese": "全球汞伙伴关系 𠀀",
    "russian": "Глобальное партнёрство",
    "emoji": "👩🏽‍🔬🇨🇭",
    "controls": "a\x00b\x01\x7f\u2028\ufeff",
    "half a pair": "\ud83d alone",
    "isolates": "\u2068name\u2069",
    "combining": "e\u0301 e\u0301",
    "quotes": "'; DROP TABLE person; -- \" \\ %s :name ?",
}


@given(plain)
def test_json_text_is_json_and_can_be_written(value: object):
    text = to_json(value)
    assert json.loads(text) == value
    assert text.encode()
    assert "\x00" not in text


@given(st.text(st.characters(exclude_categories=())))
def test_writable_text_is_the_text_without_what_no_database_holds(text: str):
    kept = writable(text)
    kept.encode()
    assert kept == "".join(c for c in text if c != "\x00" and not 0xD800 <= ord(c) <= 0xDFFF)


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30), timezones=zones)  # noqa: DTZ001


@given(st.lists(moments, min_size=2, max_size=6))
def test_moments_keep_their_order_and_value(several: list[datetime]):
    kind, lite = Moment(), sqlite.dialect()
    written = [kind.process_bind_param(moment, lite) for moment in several]
    assert [kind.process_result_value(text, lite) for text in written] == several
    assert [text for _, text in sorted(zip(several, written, strict=True))] == sorted(written)
    other = postgresql.dialect()
    for moment in several:
        read = kind.process_result_value(moment, other)
        assert read == moment
        assert read.tzinfo is UTC


@pytest.mark.parametrize("what", HARD)
async def test_hard_text_in_answers_names_and_titles(store: Store, what: str):
    text = HARD[what]
    person, standing = await writer(store)

    def work(tx: Transaction) -> None:
        change = Change("name", None, Answer({"text": [text], text: text}))
        tx.keep(standing, FIRST.moved(revision=1), [change], person_id=person.id, at=NOW, owed=False)
        tx.name_person(person.id, text)
        tx.title_draft(standing.draft_id, text, text)
        tx.keep_file(person_id=person.id, draft_id=standing.draft_id, name=text, mime="text/plain", content=b"", at=NOW)

    await store.transact(work)
    conversation = await store.read(talk)
    assert conversation.person.name == writable(text)
    assert (await store.read(stands)).title == writable(text)
    file = await store.read(lambda tx: tx.file_info(1))
    assert file is not None
    assert file.name == writable(text)
    exported = await store.read(lambda tx: tx.export_person(person.id))
    assert exported["drafts"][0]["answers"][0]["content"] == {"value": {"text": [text], text: text}}
    found = await store.read(lambda tx: tx.same_names(text, except_draft=None))
    assert [name.name for name in found] == [writable(text)]


@given(values=st.lists(plain, min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_is_kept_exactly(tmp_path_factory: pytest.TempPathFactory, values: list[Plain]):
    folder: Path = tmp_path_factory.mktemp("answers")

    async def keep_and_load() -> list[object]:
        url = f"sqlite:///{folder / 'x.db'}"
        await migrate(url)
        store = await open_store(url)
        person, standing = await writer(store)
        changes = [Change(f"p.{n}", None, Answer(value)) for n, value in enumerate(values)]
        await store.transact(lambda tx: tx.keep(standing, FIRST, changes, person_id=person.id, at=NOW, owed=False))
        answers = await store.read(lambda tx: tx.answers(standing.draft_id, 1))
        await store.close()
        return [answers[f"p.{n}"].value for n in range(len(values))]

    assert asyncio.run(keep_and_load()) == values
