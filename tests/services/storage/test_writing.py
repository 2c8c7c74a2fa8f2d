"""One writer for everybody: commits are shared, failures are not; notes follow the commit."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import apsw
import pytest

from deskbell.runtime.db.api import ConstraintViolated, DatabaseError, ForeignAwait, StorageUnavailable, Tx
from deskbell.runtime.db.sqlite import SqliteDatabase
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.storage.conftest import ACME, Storage, add_job

pytestmark = pytest.mark.sqlite_only


async def held(storage: Storage) -> tuple[threading.Event, asyncio.Task[None]]:
    """The writer, busy until the event is set; what is written meanwhile shares the next commit."""
    began, go_on = threading.Event(), threading.Event()

    async def work(tx: Tx) -> None:
        began.set()
        assert go_on.wait(10)

    task = asyncio.create_task(storage.db.write(ACME, work))
    await asyncio.to_thread(began.wait, 10)
    return go_on, task


async def test_what_queues_up_while_the_writer_is_busy_shares_one_commit(storage: Storage) -> None:
    commits = 0

    def count() -> bool:
        nonlocal commits
        commits += 1
        return False

    go_on, first = await held(storage)
    storage.db._writer_connection.set_commit_hook(count)
    writes = [asyncio.create_task(storage.add(f"{n:03}")) for n in range(200)]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, *writes)
    assert await storage.keys() == [f"{n:03}" for n in range(200)]
    assert commits == 2, "the one that was running, and one for all the others"


async def test_in_a_shared_commit_each_may_fail_alone(storage: Storage) -> None:
    go_on, first = await held(storage)
    writes = [asyncio.create_task(storage.add(f"{n:02}", note=n, fail=n % 3 == 0)) for n in range(30)]
    await asyncio.sleep(0)
    go_on.set()
    await first
    results = await asyncio.gather(*writes, return_exceptions=True)
    good = [n for n in range(30) if n % 3]
    assert [n for n, result in enumerate(results) if result is None] == good
    assert all(isinstance(results[n], LookupError) for n in range(0, 30, 3))
    assert await storage.keys() == [f"{n:02}" for n in good]
    assert storage.notes == good, "notes of the failed ones are never told, the others in order"


async def test_a_failed_body_leaves_nothing_behind_and_the_next_one_does_not_see_it(storage: Storage) -> None:
    with pytest.raises(LookupError):
        await storage.add("gone", fail=True)
    await storage.add("gone")
    assert await storage.keys() == ["gone"]


async def test_a_refused_row_undoes_what_the_same_body_did_before(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        await add_job(tx, "one")
        await add_job(tx, "one")

    with pytest.raises(ConstraintViolated) as refused:
        await storage.db.write(ACME, work)
    assert "job" in refused.value.name
    assert await storage.keys() == []


async def test_notes_are_told_in_the_order_of_the_commits_and_before_the_callers_go_on(storage: Storage) -> None:
    async def one(n: int) -> None:
        await storage.add(f"{n:02}", note=n)
        assert n in storage.notes

    await asyncio.gather(*[one(n) for n in range(50)])
    assert storage.notes == list(range(50))


async def test_a_note_is_told_only_when_its_row_can_be_read(storage: Storage, file: Path) -> None:
    seen: list[tuple[object, bool]] = []
    other = apsw.Connection(str(file))

    def listener(notes: list[object]) -> None:
        for note in notes:
            count = other.execute("SELECT count(*) FROM job WHERE id = ?", (note,)).get
            seen.append((note, count == 1))

    storage.db.listener = listener
    await asyncio.gather(*[storage.add(f"{n}", note=f"{n}") for n in range(20)])
    other.close()
    assert seen == [(f"{n}", True) for n in range(20)]


async def test_a_listener_that_fails_does_not_keep_anybody_waiting(storage: Storage) -> None:
    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context["exception"]))

    def listener(notes: list[object]) -> None:
        raise LookupError("deaf")

    storage.db.listener = listener
    await asyncio.wait_for(storage.add("kept", note=1), 5)
    assert await storage.keys() == ["kept"]
    assert [type(failure) for failure in failures] == [LookupError]


async def test_a_caller_who_gives_up_does_not_undo_what_was_committed(storage: Storage) -> None:
    go_on, first = await held(storage)
    write = asyncio.create_task(storage.add("kept", note="kept"))
    await asyncio.sleep(0)
    write.cancel()
    go_on.set()
    await first
    await storage.add("next")
    assert write.cancelled()
    assert await storage.keys() == ["kept", "next"]
    assert storage.notes == ["kept"]


async def test_a_body_may_await_nothing_but_its_transaction(storage: Storage) -> None:
    async def writing(tx: Tx) -> None:
        await add_job(tx, "gone")
        await asyncio.sleep(0)

    async def reading(tx: Tx) -> None:
        await asyncio.sleep(0)

    with pytest.raises(ForeignAwait):
        await storage.db.write(ACME, writing)
    with pytest.raises(ForeignAwait):
        await storage.db.read(ACME, reading)
    assert await storage.keys() == []


async def test_whoever_reads_writes_nothing(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        await add_job(tx, "gone")

    with pytest.raises(StorageUnavailable):
        await storage.db.read(ACME, work)
    assert await storage.keys() == []


async def test_a_reader_sees_one_moment_however_long_it_looks(storage: Storage) -> None:
    looking, go_on = threading.Event(), threading.Event()

    async def work(tx: Tx) -> tuple[int, int]:
        count = "SELECT count(*) AS n FROM job WHERE workspace_id = :ws"
        first = await tx.one(count)
        looking.set()
        assert go_on.wait(10)
        second = await tx.one(count)
        assert first is not None
        assert second is not None
        return first["n"], second["n"]

    task = asyncio.create_task(storage.db.read(ACME, work))
    await asyncio.to_thread(looking.wait, 10)
    await storage.add("new")
    go_on.set()
    assert await task == (0, 0)
    assert await storage.keys() == ["new"]


async def test_closing_finishes_what_is_queued_and_refuses_what_comes_later(storage: Storage, file: Path) -> None:
    go_on, first = await held(storage)
    writes = [asyncio.create_task(storage.add(f"{n:02}", note=n)) for n in range(40)]
    reads = [asyncio.create_task(storage.keys()) for _ in range(6)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(storage.db.close())
    await asyncio.sleep(0)
    with pytest.raises(StorageUnavailable):
        await storage.add("late")
    with pytest.raises(StorageUnavailable):
        await storage.keys()
    go_on.set()
    await closing
    await asyncio.gather(first, *writes, *reads)
    await storage.db.close()
    assert storage.notes == list(range(40))
    again = await SqliteDatabase.open(file)
    assert len(await Storage(again, "").keys()) == 40
    await again.close()
    assert not file.with_name(file.name + "-wal").exists(), "the log is folded into the file"


async def test_another_process_that_holds_the_write_lock_delays_but_breaks_nothing(
    storage: Storage, file: Path
) -> None:
    other = apsw.Connection(str(file))
    other.execute("BEGIN IMMEDIATE")
    write = asyncio.create_task(storage.add("patient"))
    await asyncio.sleep(0.1)
    assert not write.done()
    other.execute("ROLLBACK")
    other.close()
    await write
    assert await storage.keys() == ["patient"]


async def test_whoever_waits_too_long_for_the_lock_is_told_to_try_again(storage: Storage, file: Path) -> None:
    storage.db._writer_connection.set_busy_timeout(20)
    other = apsw.Connection(str(file))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        await storage.add("refused", note="never")
    other.execute("ROLLBACK")
    other.close()
    await storage.add("accepted")
    assert await storage.keys() == ["accepted"]
    assert storage.notes == []


async def test_a_file_that_cannot_be_opened_is_named_as_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        await SqliteDatabase.open(tmp_path / "missing" / "x.sqlite")
    (tmp_path / "letter.sqlite").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseError):
        await SqliteDatabase.open(tmp_path / "letter.sqlite")


async def test_a_statement_with_a_mistake_is_an_error_of_ours_not_a_reason_to_try_again(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        await tx.all("SELECT missing FROM job")

    for run in (storage.db.read, storage.db.write):
        with pytest.raises(DatabaseError) as error:
            await run(ANY_WORKSPACE, work)
        assert not isinstance(error.value, StorageUnavailable)
