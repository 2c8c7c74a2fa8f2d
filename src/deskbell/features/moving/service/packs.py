"""Workspaces' files that wait to be fetched: made on disk, one at a time, and gone after a quarter of an hour."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from deskbell.features.moving.model import Packed
from deskbell.features.moving.service.files import Moving
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.scope import WorkspaceScope

LASTS: Final = 15 * 60_000
EVERY: Final = 60.0
_ID: Final = re.compile(r"[\w-]{20,100}", re.ASCII)


class Packs:
    """`folder`: this class's own. A file says itself whose it is and how old, so that every process that shares the
    folder knows it, now and after a restart.
    """

    def __init__(self, moving: Moving, folder: Path, clock: Clock, ids: Ids) -> None:
        self._moving = moving
        self._folder = folder
        self._clock = clock
        self._ids = ids
        self._busy = False

    async def make(self, scope: WorkspaceScope) -> tuple[str, Packed]:
        """(what fetches it, what it is). Raises rate (another is being made)."""
        if self._busy:
            raise Refused("rate", "Another workspace is being exported right now. Try again in a minute.")
        self._busy = True
        try:
            await self.tidy()
            id_ = self._ids.secret()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._path(scope, id_)
            path.touch(mode=0o600)
            with path.open("w+b") as out:
                packed = await self._moving.pack(scope, out)
        finally:
            self._busy = False
        now = self._clock.now()
        os.utime(path, ns=(now * 1_000_000, now * 1_000_000))
        return id_, packed

    async def tidy(self) -> None:
        """Whatever has waited long enough goes; the worker sees to it."""
        await asyncio.to_thread(self._drop, self._clock.now())

    def _drop(self, now: int) -> None:
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if _over(path, now):
                path.unlink(missing_ok=True)

    async def wanted(self, scope: WorkspaceScope, id_: str) -> Path:
        """Raises not_found: another workspace's, too old, or never made."""
        if not _ID.fullmatch(id_) or await asyncio.to_thread(_over, self._path(scope, id_), self._clock.now()):
            raise not_found("export any more. Make it again")
        return self._path(scope, id_)

    def _path(self, scope: WorkspaceScope, id_: str) -> Path:
        return self._folder / f"{scope.workspace_id}.{id_}.zip"


def _over(path: Path, now: int) -> bool:
    """Gone, or older than it may be."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime_ns <= (now - LASTS) * 1_000_000
    return True
