"""A real knowledge base on a migrated file, with as many workspaces as a test asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from deskbell.features.knowledge.model import Found, Source
from deskbell.features.knowledge.service import Knowledge
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope
from tests import databases
from tests.world import Clock

ACME, GLOBEX = WorkspaceScope("ws_acme"), WorkspaceScope("ws_globex")


@dataclass(frozen=True)
class Line:
    by: str
    text: str


@dataclass
class Library:
    """The knowledge base under test; ACME where nothing else is said."""

    db: Database
    clock: Clock
    knowledge: Knowledge
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def open(self, *scopes: WorkspaceScope) -> None:
        async def work(tx: Tx) -> None:
            for scope in scopes:
                await tx.run(
                    """INSERT INTO workspace
                         (id, name, assistant_name, assistant_prompt, assistant_updated_at, created_at)
                       VALUES (:id, 'W', 'Ada', '', 0, 0)""",
                    id=scope.workspace_id,
                )

        await self.db.write(ANY_WORKSPACE, work)

    async def qa(self, question: str, answer: str, *, scope: WorkspaceScope = ACME) -> Source:
        return await self.knowledge.add(scope, kind="qa", question=question, body=answer)

    async def text(self, title: str, body: str, *, scope: WorkspaceScope = ACME) -> Source:
        return await self.knowledge.add(scope, kind="text", title=title, body=body)

    async def search(self, query: str, *history: Line, scope: WorkspaceScope = ACME, k: int = 5) -> Found:
        return await self.knowledge.search(scope, query, history, k=k)

    async def first(self, query: str, *history: Line, scope: WorkspaceScope = ACME) -> str | None:
        """The source of the best hit."""
        found = await self.search(query, *history, scope=scope)
        return found.hits[0].passage.source_id if found.hits else None

    async def rows(self, sql: str, **params: Any) -> list[Row]:
        async def work(tx: Tx) -> list[Row]:
            return await tx.all(sql, **params)

        return await self.db.read(ANY_WORKSPACE, work)

    async def count(self, table: str) -> int:
        return int((await self.rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"])


@pytest.fixture
async def library(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Library]:
    url = await databases.empty(tmp_path, template_folder=tmp_path_factory.getbasetemp())
    db = await open_database(url)
    clock = Clock()
    made = Library(db, clock, Knowledge(db, clock, SystemIds(clock)))
    await made.open(ACME, GLOBEX)
    yield made
    for close in made.closing:
        await close()
    await db.close()
    await databases.gone(url)
