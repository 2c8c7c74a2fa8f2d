"""A migrated file of its own for every test, opened by the real database, with an ear on its notes."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from deskbell.runtime.db.api import Row, Tx
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope
from tests import databases

ACME, GLOBEX = WorkspaceScope("ws_acme"), WorkspaceScope("ws_globex")


@dataclass
class Storage:
    """The database under test and what it has told."""

    db: Any
    url: str
    notes: list[object] = field(default_factory=list)

    async def add(self, key: str, *, scope: WorkspaceScope = ACME, note: object = None, fail: bool = False) -> None:
        """One small write: a job row with this id."""

        async def work(tx: Tx) -> None:
            await add_job(tx, key)
            if note is not None:
                tx.after_commit(note)
            if fail:
                raise LookupError(key)

        await self.db.write(scope, work)

    async def keys(self, scope: WorkspaceScope = ACME) -> list[str]:
        async def work(tx: Tx) -> list[str]:
            return [row["id"] for row in await tx.all("SELECT id FROM job WHERE workspace_id = :ws ORDER BY id")]

        return cast("list[str]", await self.db.read(scope, work))

    async def rows(self, sql: str) -> list[Row]:
        return cast("list[Row]", await self.db.read(ANY_WORKSPACE, lambda tx: tx.all(sql)))


async def add_job(tx: Tx, key: str) -> None:
    await tx.run(
        """INSERT INTO job (workspace_id, id, kind, dedupe_key, payload, due_at, created_at)
           VALUES (:ws, :id, 'ring', :id, '{}', 0, 0)""",
        id=key,
    )


@pytest.fixture
def file(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path / "storage.sqlite"
    shutil.copyfile(databases.template(tmp_path_factory.getbasetemp()), path)
    return path


@pytest.fixture
async def storage(file: Path) -> AsyncIterator[Storage]:
    notes: list[object] = []
    url = await databases.empty(file, template_folder=file) if databases.on_postgres() else f"sqlite:///{file}"
    db = await open_database(url, notes.extend)

    async def two_workspaces(tx: Tx) -> None:
        for scope in (ACME, GLOBEX):
            await tx.run(
                """INSERT INTO workspace (id, name, assistant_name, assistant_prompt, assistant_updated_at, created_at)
                   VALUES (:id, 'W', 'Ada', '', 0, 0)""",
                id=scope.workspace_id,
            )

    await db.write(ANY_WORKSPACE, two_workspaces)
    yield Storage(db, url, notes)
    await db.close()
    await databases.gone(url)
