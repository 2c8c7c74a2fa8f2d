"""What is PostgreSQL's own: the schema made from SQLite's, row-level security, locks instead of one writer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from deskbell.migrations import postgres
from deskbell.runtime.db.api import DatabaseError, ForeignAwait, StorageUnavailable, Tx
from deskbell.runtime.db.migrate import migrate, newest_revision
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.db.postgres import is_fenced
from deskbell.runtime.db.statements import bound
from deskbell.runtime.scope import ANY_WORKSPACE
from tests import databases
from tests.services.storage.conftest import ACME, GLOBEX, Storage, add_job

TABLES_OF_WORDS = {"message_words", "passage_words", "term_trigrams"}


@pytest.fixture(autouse=True)
def _on_postgres(database: None) -> None:
    databases.choose("postgres")


@pytest.fixture
async def connection(storage: Storage) -> AsyncIterator[Any]:
    """Past the seam, as the same user."""
    made = await asyncpg.connect(storage.url)
    yield made
    await made.close()


async def on_sqlite(file: Path, sql: str) -> list[tuple[Any, ...]]:
    async def work(tx: Tx) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in await tx.all(sql)]

    db = await open_database(f"sqlite:///{file}")
    found = await db.read(ANY_WORKSPACE, work)
    await db.close()
    return found


# --- the schema is one -----------------------------------------------------------------------------------------------


async def test_every_column_is_the_same_on_both(file: Path, connection: Any) -> None:
    ours = await on_sqlite(
        file,
        """SELECT t.name AS of, c.name, c.type, c."notnull", c.dflt_value FROM pragma_table_list t
           CROSS JOIN pragma_table_info(t.name) c
           WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'""",
    )
    theirs = await connection.fetch(
        """SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, collation_name
           FROM information_schema.columns WHERE table_schema = 'public'"""
    )
    types = {"bigint": "INTEGER", "text": "TEXT", "character varying": "TEXT", "bytea": "BLOB"}
    found = {
        (t, c, types[kind], int(nullable == "NO"), default and re.sub(r"::\w+$", "", default))
        for t, c, kind, nullable, default, *_ in theirs
        if t not in TABLES_OF_WORDS
    }
    assert {(t, c, kind if kind != "VARCHAR(32)" else "TEXT", n, d) for t, c, kind, n, d in ours} == found
    assert {row["collation_name"] for row in theirs if row["data_type"] == "text"} == {"C"}  # sorted by code point


async def test_every_key_and_constraint_is_the_same_on_both(file: Path, connection: Any) -> None:
    tables = [
        (name, sql)
        for name, sql in await on_sqlite(file, "SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if sql and not sql.startswith("CREATE VIRTUAL") and not re.match(r"(message|passage|term)_\w+_\w+$", name)
    ]
    kinds = {"p": r"\bPRIMARY KEY", "u": r"\bUNIQUE\b", "f": r"\bREFERENCES\b", "c": r"\bCHECK \("}
    counted = await connection.fetch(
        """SELECT c.conrelid::regclass::text AS of, c.contype::text AS kind, count(*) AS n
           FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace GROUP BY 1, 2"""
    )
    found = {(row["of"], row["kind"]): row["n"] for row in counted}
    for name, sql in tables:
        for kind, pattern in kinds.items():
            assert found.get((name, kind), 0) == len(re.findall(pattern, sql)), (name, kind)


async def test_every_index_is_the_same_on_both(file: Path, connection: Any) -> None:
    ours = await on_sqlite(file, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    theirs = dict(await connection.fetch("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"))
    for name, sql in ours:
        told = theirs[name]
        assert ("UNIQUE" in sql) == ("UNIQUE" in told), name
        assert ("WHERE" in sql) == ("WHERE" in told), name
        columns = re.sub(r"[()\s]|WHERE.*", "", sql.partition("(")[2])
        assert columns in re.sub(r"[()\s\"]|WHERE.*", "", told.partition("USING btree")[2]), name


async def test_every_trigger_is_there_on_both(file: Path, connection: Any) -> None:
    ours = await on_sqlite(file, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    theirs = await connection.fetch("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    assert {name for (name,) in ours} == {row["tgname"] for row in theirs}


@pytest.mark.parametrize(
    "statement",
    ["CREATE TRIGGER new AFTER INSERT ON job BEGIN DELETE FROM job; END", "CREATE VIEW all_jobs AS SELECT 1"],
)
def test_what_has_no_translation_is_an_error_not_left_out(statement: str) -> None:
    with pytest.raises(LookupError):
        list(postgres.translated(statement))


async def test_of_two_processes_that_migrate_at_once_the_second_finds_it_done(storage: Storage) -> None:
    url = await databases.server().created()
    told = await asyncio.gather(migrate(url), migrate(url))
    assert sorted(told) == [f"schema {newest_revision()} is current", f"schema empty -> {newest_revision()}"]
    assert await migrate(url) == f"schema {newest_revision()} is current"
    await databases.gone(url)


async def test_a_server_that_is_not_there_is_named_as_unavailable() -> None:
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    for attempt in (migrate(url), open_database(url)):
        with pytest.raises(StorageUnavailable) as refused:
            await attempt
        assert "secret" not in str(refused.value)


# --- the second fence ------------------------------------------------------------------------------------------------


async def test_a_query_that_forgets_its_workspace_finds_nothing(storage: Storage, connection: Any) -> None:
    await storage.add("ours")
    await storage.add("theirs", scope=GLOBEX)
    assert await connection.fetch("SELECT * FROM job") == []
    assert await connection.execute("DELETE FROM job") == "DELETE 0"
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.ws', 'ws_acme', true)")
        assert [row["id"] for row in await connection.fetch("SELECT id FROM job")] == ["ours"]
    assert await connection.fetch("SELECT * FROM job") == []  # the next transaction has to say it again


async def test_a_statement_that_names_its_workspace_at_the_wrong_place_reaches_no_other(storage: Storage) -> None:
    await storage.add("ours")
    await storage.add("theirs", scope=GLOBEX)

    async def work(tx: Tx) -> tuple[list[Any], int]:
        found = await tx.all("SELECT id FROM job WHERE :ws <> ''")
        return [row["id"] for row in found], await tx.run("DELETE FROM job WHERE :ws = :ws")

    assert await storage.db.write(ACME, work) == (["ours"], 1)
    assert await storage.keys(GLOBEX) == ["theirs"]


async def test_nothing_can_be_written_into_another_workspace(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        await tx.run(
            """INSERT INTO job (workspace_id, id, kind, dedupe_key, payload, due_at, created_at)
               SELECT 'ws_globex', 'x', 'ring', 'x', '{}', 0, 0 WHERE :ws <> ''"""
        )

    with pytest.raises(DatabaseError, match="row-level security"):
        await storage.db.write(ACME, work)


async def test_every_table_of_a_workspaces_data_is_fenced_for_its_owner_too(connection: Any) -> None:
    rows = await connection.fetch(
        """SELECT t.relname AS name, t.relrowsecurity AND t.relforcerowsecurity AS fenced,
             EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid) AS policy
           FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'"""
    )
    open_ = {row["name"] for row in rows if not (row["fenced"] and row["policy"])}
    persons = {"login", "second_factor", "recovery_code", "door_ask"}
    assert open_ == persons | TABLES_OF_WORDS | {"alembic_version"}


async def test_a_superuser_whom_the_fence_does_not_hold_is_noticed(storage: Storage) -> None:
    assert await is_fenced(storage.url)
    assert not await is_fenced(storage.url.replace("deskbell@", "postgres@"))


# --- transactions ----------------------------------------------------------------------------------------------------


async def test_what_was_read_does_not_change_before_it_is_written(storage: Storage) -> None:
    """Reading and then writing what was read plus one: nothing is lost, within a workspace and across."""

    async def work(tx: Tx) -> None:
        row = await tx.one("SELECT feed_seq FROM workspace WHERE id = 'ws_acme' AND :ws = :ws", ws="")
        assert row is not None
        await tx.run(
            "UPDATE workspace SET feed_seq = :n WHERE id = 'ws_acme' AND :ws = :ws", n=row["feed_seq"] + 1, ws=""
        )

    scopes = [ACME if n % 3 else ANY_WORKSPACE for n in range(60)]
    await asyncio.gather(*(storage.db.write(scope, work) for scope in scopes))
    (row,) = await storage.rows("SELECT feed_seq FROM workspace WHERE id = 'ws_acme'")
    assert row["feed_seq"] == 60


async def test_two_workspaces_write_at_the_same_time(storage: Storage) -> None:
    """A neighbour's transaction that has not ended keeps nobody waiting."""
    other = await asyncpg.connect(storage.url)
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock_shared(82, 0)")
        await other.execute("SELECT pg_advisory_xact_lock(hashtextextended('ws_globex', 0))")
        await asyncio.wait_for(storage.add("ours"), 10)
        theirs = asyncio.create_task(storage.add("theirs", scope=GLOBEX))
        await storage.add("ours, too")
        assert not theirs.done()
    await theirs
    await other.close()


async def test_a_body_may_await_nothing_but_its_transaction(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        await add_job(tx, "gone")
        await asyncio.sleep(0)

    for run in (storage.db.write, storage.db.read):
        with pytest.raises((ForeignAwait, StorageUnavailable)):
            await run(ACME, work)
    assert await storage.keys() == []


async def test_notes_follow_the_commit_and_only_the_commit(storage: Storage) -> None:
    await storage.add("kept", note="kept")
    with pytest.raises(LookupError):
        await storage.add("gone", note="gone", fail=True)
    assert storage.notes == ["kept"]


async def test_what_a_failed_statement_has_undone_is_never_called_done(storage: Storage) -> None:
    """On SQLite a body may go on after one; here all is undone, and PostgreSQL answers COMMIT without an error."""

    async def work(tx: Tx) -> None:
        await add_job(tx, "lost")
        tx.after_commit("lost")
        with suppress(DatabaseError):
            await tx.run("INSERT INTO job (workspace_id) VALUES (:ws)")

    with pytest.raises(DatabaseError, match="undone"):
        await storage.db.write(ACME, work)
    assert (await storage.keys(), storage.notes) == ([], [])


async def test_a_caller_who_gives_up_does_not_undo_what_has_begun(storage: Storage) -> None:
    write = asyncio.create_task(storage.add("kept", note="kept"))
    await asyncio.sleep(0)
    write.cancel()
    with pytest.raises(asyncio.CancelledError):
        await write
    await storage.add("next")
    assert await storage.keys() == ["kept", "next"]
    assert storage.notes == ["kept"]


async def test_whoever_loses_the_server_in_the_middle_is_told_to_try_again_and_can(storage: Storage) -> None:
    name = storage.url.partition("@/")[2].partition("?")[0]
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND wait_event_type = 'Lock'"
    other = await asyncpg.connect(storage.url)
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock(hashtextextended('ws_acme', 0))")
        write = asyncio.create_task(storage.add("lost"))
        while not write.done():
            await databases.server().told(end.format(name))
    with pytest.raises(StorageUnavailable):
        await write
    await storage.add("after")
    assert await storage.keys() == ["after"]
    await other.close()


# --- statements ------------------------------------------------------------------------------------------------------


def test_names_become_numbers_with_the_type_of_what_is_bound() -> None:
    sql = "SELECT ':no' || :a, b::text, :n FROM t WHERE a = :a AND c = :none AND d = '''' || :on"
    text, values = bound(sql, {"a": "x", "n": 5, "none": None, "on": True, "unused": 1})
    assert text.startswith("SELECT ':no' || $1::text, b::text, $2::bigint FROM t WHERE a = $1::text AND c = NULL")
    assert text.endswith("d = '''' || $3::bigint")
    assert values == ["x", 5, 1]


def test_a_zero_character_equals_nothing() -> None:
    assert bound("SELECT :a", {"a": "acme\0"})[1] == ["acme\ufffd"]
