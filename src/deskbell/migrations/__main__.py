"""`DATABASE_URL=... python -m deskbell.migrations`: bring one database to the newest revision, in one transaction.

A process of its own, because Alembic and SQLAlchemy would cost the server 17 MB for good. Alembic decides which
revisions are missing and writes their SQL; the driver that the server runs on executes it.
"""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

import apsw
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.db.opening import SQLITE, is_file, path_of
from deskbell.runtime.db.sqlite import connect

MIGRATING = 82, 1  # the lock of whoever migrates, on PostgreSQL


def missing(dialect: str, before: str | None, name: str) -> tuple[str, str]:
    """(the newest revision, the SQL that leads there). Raises SystemExit when the database is newer than we are."""
    output = io.StringIO()
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes.update(dialect=dialect, output=output, current=before)
    scripts = ScriptDirectory.from_config(config)
    head = str(scripts.get_current_head())
    if before is not None and before not in {script.revision for script in scripts.walk_revisions()}:
        raise SystemExit(f"{name} was written by a newer Deskbell (revision {before}): upgrade Deskbell first")
    if before != head:
        command.upgrade(config, f"{before}:{head}" if before else head, sql=True)
    return head, output.getvalue()


def current_revision(connection: apsw.Connection) -> str | None:
    if not list(connection.execute("SELECT 1 AS found FROM sqlite_schema WHERE name = 'alembic_version'")):
        return None
    for row in connection.execute("SELECT version_num FROM alembic_version"):
        return str(row[0])
    return None


def upgrade(path: Path) -> tuple[str | None, str]:
    """An SQLite file. Returns (revision before, revision after)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        before = current_revision(connection)
        head, sql = missing("sqlite", before, str(path))
        if sql:
            connection.execute(sql)
        connection.execute("COMMIT")
        return before, head
    finally:
        connection.close()


async def upgrade_postgres(url: str) -> tuple[str | None, str]:
    """Returns (revision before, revision after). Of two processes that start at once the second finds it done."""
    import asyncpg

    from deskbell.runtime.db.postgres import NOBODY, translated

    try:
        connection = await asyncpg.connect(url)
        try:
            async with connection.transaction():
                await connection.execute("SELECT pg_advisory_xact_lock({}, {})".format(*MIGRATING))
                await connection.execute(f"SELECT set_config('app.ws', '{NOBODY}', true)")
                before = None
                if await connection.fetchval("SELECT to_regclass('alembic_version')"):
                    before = await connection.fetchval("SELECT version_num FROM alembic_version")
                head, sql = missing("postgresql", before, "The database")
                if sql:
                    await connection.execute(sql)
            return before, head
        finally:
            await connection.close()
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
        raise translated(error) from error


def main(url: str) -> tuple[str | None, str]:
    if is_file(url):
        return upgrade(path_of(url))
    return asyncio.run(upgrade_postgres(url))


if __name__ == "__main__":
    try:
        old, new = main(os.environ["DATABASE_URL"])
    except (OSError, apsw.Error) as error:
        name = os.environ["DATABASE_URL"].removeprefix(SQLITE)
        raise SystemExit(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    except DatabaseError as error:
        raise SystemExit(str(error)) from error
    print(f"schema {old or 'empty'} -> {new}" if old != new else f"schema {new} is current")
