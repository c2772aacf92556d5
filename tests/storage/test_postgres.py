"""What is PostgreSQL's own: transactions that are run again, and a server that goes away and comes back."""

import asyncio

import pytest
from sqlalchemy import select

import storage.postgres
from storage.migrate import migrate, migration_state
from storage.postgres import CONNECTIONS
from storage.store import StorageUnavailable, Store, Transaction, open_store
from storage.tables import persons
from tests.faults.proxy import Proxy, led_to
from tests.postgres import PostgresServer
from tests.storage.letters import NOW, answer, somebody, values, writer

pytestmark = pytest.mark.postgres


@pytest.fixture
async def store(postgres_url: str):
    await migrate(postgres_url)
    store = await open_store(postgres_url)
    yield store
    await store.close()


async def test_a_deadlock_is_run_again_until_both_are_done(store: Store):
    one, two = await somebody(store, 1), await somebody(store, 2)
    attempts: list[int] = []
    holding: set[int] = set()

    def lock_both(tx: Transaction, first: int, second: int) -> None:
        attempts.append(first)
        for person_id in (first, second):
            tx.connection.execute(select(persons).where(persons.c.id == person_id).with_for_update())
            holding.add(first)
            while len(holding) < 2:
                tx.connection.exec_driver_sql("SELECT pg_sleep(0.02)")
        tx.set_language(first, "fr")

    await asyncio.gather(
        store.transact(lambda tx: lock_both(tx, one.id, two.id)),
        store.transact(lambda tx: lock_both(tx, two.id, one.id)),
    )
    assert len(attempts) == 3
    people = [await store.read(lambda tx: tx.person(one.id)), await store.read(lambda tx: tx.person(two.id))]
    assert [person and person.language for person in people] == ["fr", "fr"]


async def test_connections_that_the_server_cut_off_are_made_anew_unseen(store: Store, postgres_server: PostgresServer):
    await writer(store)
    await asyncio.gather(*(store.read(lambda tx: tx.areas()) for _ in range(8)))
    postgres_server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%' AND pid <> pg_backend_pid()"
    )
    # They go at their next moment; one that went during a commit would rightly be reported.
    for _ in range(200):
        if postgres_server.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'quicksilver'") == "0":
            break
        await asyncio.sleep(0.05)
    await asyncio.gather(*(answer(store, f"a{n}", str(n)) for n in range(4)))
    assert await store.read(values) == {f"a{n}": str(n) for n in range(4)}


async def test_a_connection_cut_off_in_the_middle_of_the_work_is_run_again_once(
    store: Store, postgres_server: PostgresServer
):
    runs: list[bool] = []
    lost: list[bool] = []
    store.on_lost_connection = lambda: lost.append(True)

    def work(tx: Transaction) -> bool:
        pid = tx.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        runs.append(tx.note_update("web", 1, NOW))
        if len(runs) == 1:
            postgres_server.sql(f"SELECT pg_terminate_backend({pid})")
        return tx.note_update("web", 2, NOW)

    assert await store.transact(work)
    assert runs == [True, True]
    assert lost == [True]


async def test_a_server_that_is_not_there_is_unavailable_not_a_crash(unused_tcp_port: int):
    url = f"postgresql://postgres@127.0.0.1:{unused_tcp_port}/none"
    store = await open_store(url)
    with pytest.raises(StorageUnavailable):
        await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    with pytest.raises(StorageUnavailable):
        await store.read(lambda tx: tx.areas())
    with pytest.raises(StorageUnavailable):
        await migration_state(url)
    await store.close()


async def test_a_database_that_does_not_exist_is_unavailable(postgres_server: PostgresServer):
    store = await open_store(postgres_server.url("no_such_database"))
    with pytest.raises(StorageUnavailable, match="no_such_database"):
        await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    await store.close()


async def test_more_transactions_than_connections_wait_their_turn(store: Store):
    new = await asyncio.gather(
        *(store.transact(lambda tx, n=n: tx.note_update("web", n, NOW)) for n in range(100))  # type: ignore[misc]
    )
    assert all(new)


async def test_a_statement_that_takes_too_long_is_given_up(store: Store):
    def too_long(tx: Transaction) -> None:
        tx.connection.exec_driver_sql("SET LOCAL statement_timeout = 50")
        tx.connection.exec_driver_sql("SELECT pg_sleep(5)")

    with pytest.raises(StorageUnavailable, match="timeout"):
        await store.transact(too_long)
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))


async def test_a_statement_that_hangs_is_given_up_once_and_not_run_again_at_once(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    """Six tries of half a minute would be longer than an update may take."""
    monkeypatch.setattr(storage.postgres, "SECONDS_FOR_A_STATEMENT", 0.2)
    await migrate(postgres_url)
    runs: list[bool] = []
    async with led_to(postgres_url) as (url, proxy):
        store = await open_store(url)
        await store.read(lambda tx: tx.areas())

        def work(tx: Transaction) -> bool:
            runs.append(True)
            proxy.lose()
            return tx.note_update("web", 1, NOW)

        with pytest.raises(StorageUnavailable):
            await store.transact(work)
        assert runs == [True]
        assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))
        await store.close()


@pytest.fixture
async def led(postgres_url: str):
    """A store all of whose connections have been used, and the proxy on its way to the server."""
    await migrate(postgres_url)
    async with led_to(postgres_url) as (url, proxy):
        store = await open_store(url)
        await asyncio.gather(*(store.read(lambda tx: tx.areas()) for _ in range(CONNECTIONS)))
        yield store, proxy
        await store.close()


def twenty_asking(store: Store) -> list[asyncio.Task[bool]]:
    return [asyncio.create_task(store.transact(lambda tx: tx.note_update("web", 1, NOW))) for _ in range(20)]


async def test_connections_that_hang_for_ever_are_left_and_the_work_goes_on_over_new_ones(led: tuple[Store, Proxy]):
    store, proxy = led
    async with proxy.losing():
        # Who asks gives up, as a handler does after its time: the statement itself would only after half a minute.
        asking = twenty_asking(store)
        await asyncio.sleep(0.2)
        for task in asking:
            task.cancel()
        assert all(isinstance(one, BaseException) for one in await asyncio.gather(*asking, return_exceptions=True))
    assert await store.transact(lambda tx: tx.note_update("web", 2, NOW))


async def test_told_to_give_up_it_waits_for_nothing_that_is_in_hand_or_comes_then(led: tuple[Store, Proxy]):
    store, proxy = led
    async with proxy.stalled():
        asking = twenty_asking(store)
        await asyncio.sleep(0.1)
        store.give_up_after(0.1)
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert all(isinstance(one, StorageUnavailable) for one in answers)
        with pytest.raises(StorageUnavailable):
            await store.transact(lambda tx: tx.note_update("web", 1, NOW))
        await store.close()
