"""Bring the database to this program's schema, in a child process that takes Alembic's memory with it when it ends."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import deskbell
from deskbell.runtime.db.api import DatabaseError, StorageUnavailable
from deskbell.runtime.db.opening import is_file, path_of, revision
from deskbell.runtime.db.place import trouble_with

VERSIONS = Path(deskbell.__file__).parent / "migrations" / "versions"


def newest_revision() -> str:
    """The newest revision by the name of its file, `rNNNN_title.py`: known without loading Alembic."""
    return max(path.name[1:5] for path in VERSIONS.glob("r[0-9][0-9][0-9][0-9]_*.py"))


async def migrate(url: str) -> str:
    """Returns what was done, as one line. Raises DatabaseError with the child's own words, StorageUnavailable."""
    trouble = await asyncio.to_thread(trouble_with, path_of(url)) if is_file(url) else None
    if trouble is not None:
        raise StorageUnavailable(trouble)
    if await revision(url) == newest_revision():
        return f"schema {newest_revision()} is current"
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deskbell.migrations",
        env={**os.environ, "DATABASE_URL": url},  # where no list of processes shows its password
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    if child.returncode != 0:
        raise DatabaseError(f"the database could not be migrated: {err.decode(errors='replace').strip()[-2000:]}")
    return out.decode().strip()
