"""Bytes too large for the database, as files in the data folder: FOLDER/WORKSPACE/ID. Called from threads.

A row in the database says what is kept. So it is written first, and whatever lies here without a row may go.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

HALF: Final = ".new-"
_NAME: Final = re.compile(r"[a-z0-9_]{1,64}")


class Blobs:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, workspace_id: str, blob_id: str) -> Path:
        """Raises ValueError for an id that is none of ours."""
        if not _NAME.fullmatch(workspace_id) or not _NAME.fullmatch(blob_id):
            raise ValueError("no id")
        return self._folder / workspace_id / blob_id

    def keep(self, workspace_id: str, blob_id: str, content: bytes) -> None:
        """There as a whole and synced to disk, or not at all. Raises OSError."""
        path = self.path(workspace_id, blob_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=HALF, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(name).rename(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def read(self, workspace_id: str, blob_id: str) -> bytes | None:
        try:
            return self.path(workspace_id, blob_id).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, workspace_id: str, blob_id: str) -> None:
        self.path(workspace_id, blob_id).unlink(missing_ok=True)

    def workspaces(self) -> list[str]:
        return sorted(path.name for path in self._folders())

    def ids(self, workspace_id: str) -> list[str]:
        folder = self._folder / workspace_id
        names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
        return sorted(name for name in names if _NAME.fullmatch(name))

    def drop_halves(self, workspace_id: str, *, before: int) -> None:
        """What a crash left half written. `before` in milliseconds: younger ones may be in the making."""
        for path in (self._folder / workspace_id).glob(f"{HALF}*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime * 1000 < before:
                    path.unlink()

    def _folders(self) -> Iterator[Path]:
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.is_dir() and _NAME.fullmatch(path.name):
                yield path
