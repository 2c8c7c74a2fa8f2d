"""From nothing, or from any earlier revision, to this program's schema: once, and never backwards."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import apsw
import pytest

from deskbell.migrations.__main__ import upgrade
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.db.migrate import migrate, newest_revision

pytestmark = pytest.mark.sqlite_only


def schema(path: Path) -> list[tuple[str, str]]:
    connection = apsw.Connection(str(path))
    try:
        return list(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"))
    finally:
        connection.close()


def run(path: Path, sql: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(sql)
    connection.close()


async def test_an_empty_place_gets_the_whole_schema_from_whoever_of_two_processes_is_first(
    tmp_path: Path, file: Path
) -> None:
    path = tmp_path / "new" / "folder" / "desk.sqlite"
    told = await asyncio.gather(migrate(f"sqlite:///{path}"), migrate(f"sqlite:///{path}"))
    assert sorted(told) == [f"schema {newest_revision()} is current", f"schema empty -> {newest_revision()}"]
    assert schema(path) == schema(file)


async def test_a_current_file_is_left_as_it_is(file: Path) -> None:
    run(file, "INSERT INTO login VALUES ('l', 'kept@example.com', 'x', 0)")
    before = schema(file)
    for _ in range(2):
        assert await migrate(f"sqlite:///{file}") == f"schema {newest_revision()} is current"
        assert upgrade(file) == (newest_revision(), newest_revision())
    assert schema(file) == before
    connection = apsw.Connection(str(file))
    assert connection.execute("SELECT email FROM login").get == "kept@example.com"
    connection.close()


async def test_a_file_of_a_newer_program_is_refused_with_a_clear_sentence(file: Path) -> None:
    run(file, "UPDATE alembic_version SET version_num = '9999'")
    before = schema(file)
    with pytest.raises(DatabaseError, match=r"written by a newer Deskbell \(revision 9999\): upgrade Deskbell first"):
        await migrate(f"sqlite:///{file}")
    assert schema(file) == before


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "odd.sqlite"
    run(path, "CREATE TABLE handoff (odd TEXT)")
    before = schema(path)
    with pytest.raises(apsw.SQLError, match="handoff"):
        upgrade(path)
    assert schema(path) == before


async def test_something_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseError, match="not a database"):
        await migrate(f"sqlite:///{path}")
    assert path.read_text() == "Dear Sir or Madam, " * 100


def test_the_newest_revision_is_the_one_that_the_migrations_lead_to(tmp_path: Path, file: Path) -> None:
    shutil.copyfile(file, tmp_path / "copy.sqlite")
    assert upgrade(tmp_path / "copy.sqlite")[1] == newest_revision()
