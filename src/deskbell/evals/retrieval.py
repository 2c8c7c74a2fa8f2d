"""`deskbell eval retrieval`: the real store and search over cases from JSON lines. Only for measuring."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deskbell.features.knowledge.ports import Embedder
from deskbell.features.knowledge.rules.check import BODY, TITLE
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.knowledge.service.meanings import Meanings
from deskbell.features.workspaces.service import Workspaces
from deskbell.migrations.__main__ import upgrade
from deskbell.runtime.clock import SystemClock, SystemIds
from deskbell.runtime.db.sqlite import SqliteDatabase
from deskbell.runtime.scope import WorkspaceScope

AT_ONCE = 200
PASSAGES = 100
PATIENCE = 20  # seconds for a question; and failures of the endpoint in a row


@dataclass(frozen=True, slots=True)
class Line:
    """An earlier line of a case's conversation."""

    by: str
    text: str


class NoPasswords:
    """Nobody signs in to the workspaces of a measurement."""

    def hash(self, password: str) -> str:  # noqa: ARG002
        return ""

    def matches(self, hashed: str, password: str) -> bool:  # noqa: ARG002
        return False


class Library:
    """The documents of all tenants, each tenant in a workspace of its own."""

    def __init__(self, knowledge: Knowledge, workspaces: Workspaces) -> None:
        self._knowledge = knowledge
        self._workspaces = workspaces
        self._scopes: dict[str, WorkspaceScope] = {}
        self._documents: dict[str, str] = {}

    async def fill(self, docs: Iterable[str]) -> None:
        waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in docs:
            if line.strip():
                doc = json.loads(line)
                waiting[str(doc.get("tenant") or "")].append(doc)
        for tenant, entries in waiting.items():
            new = await self._workspaces.create(
                name="Measured",
                owner_name="Nobody",
                owner_email=f"owner{len(self._scopes)}@example.com",
                password="not for signing in",  # noqa: S106
            )
            scope = self._scopes[tenant] = WorkspaceScope(new.workspace_id)
            for start in range(0, len(entries), AT_ONCE):
                await asyncio.gather(*(self._add(scope, doc) for doc in entries[start : start + AT_ONCE]))

    async def understand(self) -> None:
        """Give every passage its vector, where the settings name a model for it. Raises ValueError when it fails."""
        if self._knowledge.meanings is None:
            return
        for scope in self._scopes.values():
            failures = 0
            while (standing := await self._knowledge.meanings.standing(scope)).waiting:
                failures = failures + 1 if standing.failure else 0
                if failures > PATIENCE:
                    raise ValueError(f"the embeddings endpoint failed: {standing.failure}")
                await asyncio.sleep(failures)
                await self._knowledge.meanings.step()

    async def answer(self, query: dict[str, Any], k: int) -> dict[str, Any]:
        scope = self._scopes.get(str(query.get("tenant") or ""))
        if scope is None:
            return {"id": query["id"], "docs": [], "answer": False}
        found = await self._knowledge.search(scope, query["text"], _history(query), k=PASSAGES)
        documents = dict.fromkeys(self._documents[hit.passage.source_id] for hit in found.hits)
        return {"id": query["id"], "docs": list(documents)[:k], "answer": found.answerable}

    async def _add(self, scope: WorkspaceScope, doc: dict[str, Any]) -> None:
        title, text = str(doc.get("title") or "")[:TITLE], str(doc["text"])
        for start in range(0, len(text), BODY):
            part = text[start : start + BODY]
            if part.strip():
                source = await self._knowledge.add(scope, kind="text", title=title, body=part)
                self._documents[source.id] = str(doc["id"])


def run(docs: Iterable[str], queries: Iterable[str], k: int, embedder: Embedder | None = None) -> Iterator[str]:
    """One prediction (JSON) for each query, in order: `{"id", "docs": [ids, best first], "answer": bool}`.

    Raises ValueError when the embedder fails before the first question.
    """
    with TemporaryDirectory() as folder, asyncio.Runner() as runner:
        path = Path(folder) / "measured.sqlite"
        upgrade(path)
        db = runner.run(SqliteDatabase.open(path))
        try:
            clock = SystemClock()
            ids = SystemIds(clock)
            meanings = Meanings(db, clock, embedder, PATIENCE) if embedder else None
            library = Library(Knowledge(db, clock, ids, meanings), Workspaces(db, clock, ids, NoPasswords()))
            runner.run(library.fill(docs))
            runner.run(library.understand())
            for line in queries:
                if line.strip():
                    yield json.dumps(runner.run(library.answer(json.loads(line), k)), ensure_ascii=False)
        finally:
            if embedder is not None:
                runner.run(embedder.close())
            runner.run(db.close())


def _history(query: dict[str, Any]) -> list[Line]:
    said = query.get("history") or []
    return [Line("contact" if line["role"] == "user" else "assistant", str(line["text"])) for line in said]
