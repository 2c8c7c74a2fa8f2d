"""Workspaces' files that wait to be fetched: made on disk, one at a time, and gone after a quarter of an hour."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deskbell.features.moving.model import Packed
from deskbell.features.moving.service.files import Moving
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.scope import WorkspaceScope

LASTS: Final = 15 * 60_000
EVERY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Waiting:
    packed: Packed
    path: Path
    until: int


class Packs:
    """`folder`: this class's own. How old a file is tells the file itself, so those of an earlier process go too."""

    def __init__(self, moving: Moving, folder: Path, clock: Clock, ids: Ids) -> None:
        self._moving = moving
        self._folder = folder
        self._clock = clock
        self._ids = ids
        self._waiting: dict[str, Waiting] = {}
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
            path = self._folder / f"{id_}.zip"
            path.touch(mode=0o600)
            with path.open("w+b") as out:
                packed = await self._moving.pack(scope, out)
        finally:
            self._busy = False
        now = self._clock.now()
        os.utime(path, ns=(now * 1_000_000, now * 1_000_000))
        self._waiting[id_] = Waiting(packed, path, now + LASTS)
        return id_, packed

    async def tidy(self) -> None:
        """Whatever has waited long enough goes; the worker sees to it."""
        now = self._clock.now()
        self._waiting = {id_: one for id_, one in self._waiting.items() if one.until > now}
        await asyncio.to_thread(self._drop, (now - LASTS) * 1_000_000)

    def _drop(self, before: int) -> None:
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime_ns <= before:
                    path.unlink()

    async def wanted(self, scope: WorkspaceScope, id_: str) -> Waiting:
        """Raises not_found: another workspace's, too old, or never made."""
        found = self._waiting.get(id_)
        there = found is not None and await asyncio.to_thread(found.path.is_file)
        if found is None or not there or found.until <= self._clock.now():
            raise not_found("export any more. Make it again")
        if found.packed.workspace_id != scope.workspace_id:
            raise not_found("export any more. Make it again")
        return found
