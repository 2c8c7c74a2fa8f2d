"""Looking back: why an answer said what it said, what it cost, and what the owner should know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from deskbell.features.assistant import money, store
from deskbell.kit.errors import not_found
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

# What each kind of notice says to the owner: what happens now, and what can be done.
NOTICES: Final = {
    "model_down": "The AI model did not answer. Visitors get answers straight from your knowledge, or a person.",
    "unauthorised": "The AI model refuses our key. Answers come straight from your knowledge until the key is renewed.",
    "spend_cap": "The AI provider's own spending limit is reached. Answers come straight from your knowledge.",
    "cap_day": "Today's spending cap is reached. Answers come straight from your knowledge until midnight UTC.",
    "cap_month": "This month's spending cap is reached. Answers come straight from your knowledge until next month.",
    "cap_visitor": "A visitor reached the daily cap for one visitor, and gets answers straight from your knowledge.",
    "cap_near": "A spending cap is nearly reached. The cheaper model answers.",
    "plan": "The plan's AI conversations are used up. Further visitors get answers straight from your knowledge, or a "
    "person.",
    "limit": "A conversation used up its AI answers. The visitor was offered a person, or to leave an e-mail address; "
    "further answers come straight from your knowledge.",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer. Times in UTC epoch milliseconds, money in millionths. A passage's `text` is what it says now (null:
    it is gone), `changed`: its source has another version now than the one that was used."""

    turn: str
    conversation_id: str
    question: str | None
    state: str
    text: str
    model: str
    prompt_version: int
    stop_reason: str | None
    error: str | None
    checked: str
    degraded: str | None
    input_tokens: int
    output_tokens: int
    cache_read: int
    cost: int
    conversation_cost: int
    started_at: int
    first_text_at: int | None
    finished_at: int | None
    passages: tuple[dict[str, Any], ...]


class Receipts:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def one(self, scope: WorkspaceScope, turn_id: str) -> Receipt:
        """Raises not_found."""

        async def work(tx: Tx) -> Receipt:
            row = await store.receipt(tx, turn_id)
            if row is None:
                raise not_found("answer")
            used = json.loads(row["used"])
            now = {found["id"]: found for found in await store.passages(tx, [one["id"] for one in used])}
            return Receipt(
                turn=row["id"],
                conversation_id=row["conversation_id"],
                question=row["question"],
                **{name: row[name] for name in _SAME},
                passages=tuple(
                    {
                        **one,
                        "text": now[one["id"]]["text"] if one["id"] in now else None,
                        "changed": one["id"] not in now or now[one["id"]]["version"] != one["version"],
                    }
                    for one in used
                ),
            )

        return await self._db.read(scope, work)

    async def spending(self, scope: WorkspaceScope) -> dict[str, Any]:
        """{today, month: {cost, turns, tokens}, inside: {purpose: cost}, notices: [{kind, text, times, last_at}]}."""

        async def work(tx: Tx) -> dict[str, Any]:
            day = self._clock.now() // money.DAY
            sums = await store.spending(tx, day=day)
            rows = await store.notices(tx, day=day)
            return {
                **{name: {key: row[key] for key in ("cost", "turns", "tokens")} for name, row in sums.items()},
                "inside": await store.spending_by_purpose(tx, day=day),
                "notices": [
                    {
                        "kind": row["kind"],
                        "text": NOTICES.get(row["kind"], NOTICES["model_down"]),
                        "times": row["times"],
                        "last_at": row["last_at"],
                    }
                    for row in rows
                ],
            }

        return await self._db.read(scope, work)


_SAME: Final = (
    "state", "text", "model", "prompt_version", "stop_reason", "error", "checked", "degraded", "input_tokens",
    "output_tokens", "cache_read", "cost", "conversation_cost", "started_at", "first_text_at", "finished_at",
)  # fmt: skip
