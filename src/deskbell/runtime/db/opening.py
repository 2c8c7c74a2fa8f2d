"""The database that DATABASE_URL names. Only the driver that it needs is loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from deskbell.runtime.db.api import Database

SQLITE = "sqlite:///"


def is_file(url: str) -> bool:
    return url.startswith(SQLITE)


def path_of(url: str) -> Path:
    return Path(url.removeprefix(SQLITE))


async def revision(url: str) -> str | None:
    """The schema revision that the database says it has; None without one, or without a file. Raises DatabaseError."""
    if is_file(url):
        from deskbell.runtime.db import sqlite

        return await asyncio.to_thread(sqlite.revision_of, path_of(url))
    from deskbell.runtime.db import postgres

    return await postgres.revision_of(url)


async def open_database(url: str, listener: Callable[[list[object]], None] | None = None) -> Database:
    """An existing, migrated database. `listener` gets the notes of each commit, in commit order, on the loop."""
    if is_file(url):
        from deskbell.runtime.db.sqlite import SqliteDatabase

        return await SqliteDatabase.open(path_of(url), listener)
    from deskbell.runtime.db.postgres import PostgresDatabase

    return await PostgresDatabase.open(url, listener)
