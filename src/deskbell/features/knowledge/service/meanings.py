"""What passages and questions mean, by a model behind an endpoint. Without it, or when it fails, words alone decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from deskbell.features.knowledge import store_vectors
from deskbell.features.knowledge.ports import Embedder, NotEmbedded
from deskbell.features.knowledge.rules.meaning import Meaning, meaning
from deskbell.features.knowledge.store_vectors import Waiting
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database
from deskbell.runtime.log import logger
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

log = logger("embeddings")
EVERY: Final = 1.0
AT_ONCE: Final = 16
IN_A_ROW: Final = 20  # batches in one step
FOR_A_QUESTION: Final = 0.8  # seconds
FOR_PASSAGES: Final = 60.0
LONGEST: Final = 8_000  # characters
PAUSE: Final = 1_000
LONGEST_PAUSE: Final = 60_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one workspace. `failure`: why the endpoint is not asked just now."""

    model: str
    done: int
    waiting: int
    failure: str | None


class Meanings:
    """`patience`: how many seconds a question may wait."""

    def __init__(self, db: Database, clock: Clock, embedder: Embedder, patience: float = FOR_A_QUESTION) -> None:
        self._db = db
        self._clock = clock
        self._embedder = embedder
        self._patience = patience
        self._space = ""
        self._failures = 0
        self._again_at = 0
        self._failure: str | None = None

    async def of(self, question: str) -> Meaning | None:
        """None when the endpoint does not answer at once, or has just failed. Never raises."""
        found = await self._ask([question], self._patience)
        if not found:
            return None
        if found[0].space != self._space:
            self._space = ""  # behind the same name there may be another model now
        return found[0]

    async def step(self) -> None:
        """Give a vector to passages that have none of the present model."""
        if not self._space:
            probe = await self._ask(["?"], FOR_PASSAGES)
            if not probe:
                return
            self._space = probe[0].space
        for _ in range(IN_A_ROW):
            waiting = await self._db.read(
                ANY_WORKSPACE, partial(store_vectors.waiting_any_workspace, space=self._space, limit=AT_ONCE)
            )
            if not waiting or not await self._settled(waiting):
                return

    async def standing(self, scope: WorkspaceScope) -> Standing:
        done, waiting = await self._db.read(scope, partial(store_vectors.standing, space=self._space))
        return Standing(self._embedder.model, done, waiting, self._failure)

    async def _settled(self, passages: Sequence[Waiting]) -> bool:
        """Where the endpoint refuses some of the texts, the others still get their vectors."""
        try:
            found: Sequence[Meaning | None] | None = await self._ask(
                [passage.whole for passage in passages], FOR_PASSAGES, refusing=True
            )
        except NotEmbedded as refused:
            if len(passages) > 1:
                return all([await self._settled([passage]) for passage in passages])
            log.warning("passage_refused", passage=passages[0].id, reason=str(refused))
            found = [None]
        if found is None:
            return False
        self._space = next((one.space for one in found if one), self._space)
        for passage, one in zip(passages, found, strict=True):
            scope = WorkspaceScope(passage.workspace_id)
            await self._db.write(scope, partial(store_vectors.settle, passage=passage, space=self._space, found=one))
        return True

    async def _ask(self, texts: Sequence[str], seconds: float, *, refusing: bool = False) -> list[Meaning] | None:
        """None: not now. With `refusing`, raises NotEmbedded for texts that the endpoint will never take."""
        now = self._clock.now()
        if now < self._again_at:
            return None
        try:
            vectors = await self._embedder.embed([text[:LONGEST] for text in texts], seconds=seconds)
        except NotEmbedded as error:
            if refusing and error.texts_at_fault:
                raise
            self._failed(str(error), now)
            return None
        self._failures, self._failure = 0, None
        return [meaning(self._embedder.model, vector) for vector in vectors]

    def _failed(self, reason: str, now: int) -> None:
        self._again_at = now + min(LONGEST_PAUSE, PAUSE * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        if reason != self._failure:
            log.warning("embeddings_failed", reason=reason)
        self._failure = reason
