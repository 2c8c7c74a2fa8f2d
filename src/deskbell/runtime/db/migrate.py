"""Bring the database to this program's schema, in a child process that takes Alembic's memory with it when it ends."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from deskbell.runtime.db.api import DatabaseError


async def migrate(path: Path) -> str:
    """Returns what was done, as one line. Raises DatabaseError with the child's own words."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deskbell.migrations",
        str(path),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    if child.returncode != 0:
        raise DatabaseError(f"the database could not be migrated: {err.decode(errors='replace').strip()[-2000:]}")
    return out.decode().strip()
