"""A full or read-only disk: refused in a way that may be tried again, nothing half-written, and work goes on later."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path

import apsw
import pytest

from deskbell.runtime.db import sqlite
from deskbell.runtime.db.api import StorageUnavailable, Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.storage.conftest import ACME, Storage, add_job
from tests.services.storage.test_writing import held

pytestmark = pytest.mark.sqlite_only

BIG = "x" * 200_000


async def room_for(storage: Storage, *, more_pages: int) -> None:
    """The file may grow by so many pages and no further."""

    async def work(tx: Tx) -> None:
        row = await tx.one("PRAGMA page_count")
        assert row is not None
        await tx.all(f"PRAGMA max_page_count = {row['page_count'] + more_pages}")

    await storage.db.write(ANY_WORKSPACE, work)


async def fill(tx: Tx) -> None:
    await tx.run(
        """INSERT INTO job (workspace_id, id, kind, dedupe_key, payload, due_at, created_at)
           VALUES (:ws, 'big', :big, 'big', '{}', 0, 0)""",
        big=BIG,
    )


async def test_a_full_disk_is_said_to_be_temporary_and_later_writes_succeed(storage: Storage) -> None:
    await room_for(storage, more_pages=3)
    with pytest.raises(StorageUnavailable):
        await storage.db.write(ACME, fill)
    await storage.add("small", note="small")
    assert await storage.keys() == ["small"]
    await room_for(storage, more_pages=1_000)
    await storage.db.write(ACME, fill)
    assert await storage.keys() == ["big", "small"]


async def test_nothing_that_shared_the_commit_with_a_full_disk_is_acknowledged(storage: Storage) -> None:
    await room_for(storage, more_pages=3)
    go_on, first = await held(storage)
    before = asyncio.create_task(storage.add("before", note="before"))
    culprit = asyncio.create_task(storage.db.write(ACME, fill))
    behind = asyncio.create_task(storage.add("behind", note="behind"))
    await asyncio.sleep(0)
    go_on.set()
    await first
    results = await asyncio.gather(before, culprit, behind, return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable] * 3
    assert (await storage.keys(), storage.notes) == ([], [])
    await storage.add("before", note="before")
    assert (await storage.keys(), storage.notes) == (["before"], ["before"])


async def test_a_body_that_swallows_the_full_disk_still_commits_nothing(storage: Storage) -> None:
    await room_for(storage, more_pages=3)

    async def stubborn(tx: Tx) -> str:
        try:
            await fill(tx)
        except StorageUnavailable:
            with pytest.raises(StorageUnavailable):
                await add_job(tx, "alone")
        return "done"

    async def disguised(tx: Tx) -> None:
        try:
            await fill(tx)
        except StorageUnavailable as error:
            raise LookupError("something else") from error

    for body in (stubborn, disguised):
        with pytest.raises(StorageUnavailable):
            await storage.db.write(ACME, body)
    assert await storage.keys() == []
    await storage.add("alive")


async def test_a_read_only_database_refuses_writes_for_now_and_still_reads(storage: Storage) -> None:
    await storage.add("old")
    storage.db._writer_connection.execute("PRAGMA query_only=ON")
    with pytest.raises(StorageUnavailable):
        await storage.add("new", note="new")
    assert (await storage.keys(), storage.notes) == (["old"], [])
    storage.db._writer_connection.execute("PRAGMA query_only=OFF")
    await storage.add("new", note="new")
    assert (await storage.keys(), storage.notes) == (["new", "old"], ["new"])


def test_a_real_limit_of_the_system_loses_no_acknowledged_row(file: Path) -> None:
    """The kernel refuses the log's growth (as a full disk would); afterwards the file is whole and takes writes."""
    script = """
        import asyncio, resource, sys
        from pathlib import Path
        from deskbell.runtime.db.api import StorageUnavailable
        from deskbell.runtime.db.sqlite import SqliteDatabase
        from deskbell.runtime.scope import ANY_WORKSPACE

        async def main():
            path = Path(sys.argv[1])
            db = await SqliteDatabase.open(path)
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 150_000, resource.RLIM_INFINITY))
            acknowledged, refused = [], 0
            async def insert(tx, n):
                await tx.run("INSERT INTO login (id, email, password_hash, created_at) VALUES (:id, :id, :x, 0)",
                    id=f"{n}", x="x" * 20_000)
            for n in range(60):
                try:
                    await db.write(ANY_WORKSPACE, lambda tx: insert(tx, n))
                    acknowledged.append(n)
                except StorageUnavailable:
                    refused += 1
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            await db.write(ANY_WORKSPACE, lambda tx: insert(tx, 1000))
            async def count(tx):
                return {row["id"] for row in await tx.all("SELECT id FROM login")}
            found = await db.read(ANY_WORKSPACE, count)
            async def check(tx):
                return (await tx.all("PRAGMA integrity_check"))[0]["integrity_check"]
            sound = await db.read(ANY_WORKSPACE, check)
            await db.close()
            assert found == {f"{n}" for n in [*acknowledged, 1000]}, (found, acknowledged)
            print(len(acknowledged) > 0, refused > 0, sound)

        asyncio.run(main())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(file)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["True", "True", "ok"], done.stderr


async def test_the_safety_switches_are_on_in_every_connection(storage: Storage) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
        "journal_size_limit": 67108864,
    }

    async def look(tx: Tx) -> dict[str, object]:
        return {name: next(iter((await tx.all(f"PRAGMA {name}"))[0].values())) for name in wanted}

    assert await storage.db.write(ANY_WORKSPACE, look) == wanted
    assert await storage.db.read(ANY_WORKSPACE, look) == wanted


def test_the_sqlite_in_use_does_not_lose_commits() -> None:
    assert sqlite.safe(apsw.sqlite_lib_version())
    assert [sqlite.safe(version) for version in ("3.51.2", "3.51.3", "3.52.0", "3.9.9", "4.0.0")] == [
        False, True, True, False, True,
    ]  # fmt: skip


async def test_every_write_takes_the_write_lock_at_its_beginning(storage: Storage) -> None:
    """A transaction that began as a reader could not become a writer after somebody else wrote."""
    statements: list[str] = []

    def trace(_: object, sql: str, __: object) -> bool:
        statements.append(sql)
        return True

    storage.db._writer_connection.exec_trace = trace
    await storage.add("one")
    storage.db._writer_connection.exec_trace = None
    assert statements[0] == "BEGIN IMMEDIATE"
    assert statements[-1] == "COMMIT"
