"""SQL of turns: one row an answer, running at most once a conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass

from deskbell.features.assistant import money
from deskbell.features.assistant.model import Outcome, Spent
from deskbell.runtime.db.api import Row, Tx


async def running(tx: Tx, conversation_id: str) -> Row | None:
    return await tx.one(
        """SELECT id, epoch, trigger_seq, text, lease_until FROM turn
           WHERE workspace_id = :ws AND conversation_id = :id AND state = 'running'""",
        id=conversation_id,
    )


async def died(tx: Tx, conversation_id: str, *, trigger_seq: int) -> int:
    """How many turns for this question were found dead."""
    row = await tx.one(
        """SELECT count(*) AS n FROM turn WHERE workspace_id = :ws AND conversation_id = :id
             AND trigger_seq = :trigger_seq AND state = 'interrupted'""",
        id=conversation_id,
        trigger_seq=trigger_seq,
    )
    return int(row["n"]) if row else 0


async def insert(
    tx: Tx,
    *,
    id: str,
    conversation_id: str,
    epoch: int,
    trigger_seq: int,
    model: str,
    prompt_version: int,
    now: int,
    lease_until: int,
) -> None:
    await tx.run(
        """INSERT INTO turn (workspace_id, id, conversation_id, epoch, trigger_seq, state, model, prompt_version,
             started_at, lease_until)
           VALUES (:ws, :id, :conversation_id, :epoch, :trigger_seq, 'running', :model, :prompt_version, :now,
             :lease_until)""",
        id=id,
        conversation_id=conversation_id,
        epoch=epoch,
        trigger_seq=trigger_seq,
        model=model,
        prompt_version=prompt_version,
        now=now,
        lease_until=lease_until,
    )


async def checkpoint(tx: Tx, turn_id: str, *, text: str, lease_until: int) -> bool:
    """Keep what was said so far, while the turn still runs."""
    changed = await tx.run(
        """UPDATE turn SET text = :text, lease_until = :lease_until
           WHERE workspace_id = :ws AND id = :id AND state = 'running'""",
        id=turn_id,
        text=text,
        lease_until=lease_until,
    )
    return changed == 1


async def finish(tx: Tx, turn_id: str, *, state: str, outcome: Outcome, now: int) -> bool:
    """End a running turn. False: it was ended by somebody else, and must not speak."""
    changed = await tx.run(
        """UPDATE turn SET state = :state, text = :text, finished_at = :now, model = :model,
             input_tokens = :input_tokens, output_tokens = :output_tokens, stop_reason = :stop_reason, error = :error,
             cache_read = :cache_read, cost = :cost, checked = :checked, degraded = :degraded,
             first_text_at = :first_text_at, used = :used
           WHERE workspace_id = :ws AND id = :id AND state = 'running'""",
        id=turn_id,
        state=state,
        text=outcome.text,
        now=now,
        model=outcome.model,
        input_tokens=outcome.input_tokens,
        output_tokens=outcome.output_tokens,
        stop_reason=outcome.stop_reason,
        error=outcome.failed,
        cache_read=outcome.cache_read,
        cost=outcome.cost,
        checked=outcome.checked,
        degraded=outcome.degraded,
        first_text_at=outcome.first_text_at,
        used=json.dumps([used.as_dict() for used in outcome.used], ensure_ascii=False),
    )
    return changed == 1


async def unsaid(tx: Tx, turn_id: str) -> None:
    """The conversation had moved on when this turn wanted to speak."""
    await tx.run("UPDATE turn SET state = 'superseded' WHERE workspace_id = :ws AND id = :id", id=turn_id)


@dataclass(frozen=True, slots=True)
class Known:
    """What a turn must know beside the conversation: the browser's language, our sites, what was spent."""

    lang: str | None
    origins: tuple[str, ...]
    spent: Spent
    refused_seq: int = 0


async def known(tx: Tx, conversation_id: str, visitor_id: str, *, day: int, allowed: int | None = None) -> Known:
    """`allowed`: conversations with a model in them, a month. This one counts as none when it is among them already."""
    row = await tx.one(
        """SELECT
             (SELECT lang FROM visitor WHERE workspace_id = :ws AND id = :visitor) AS lang,
             (SELECT coalesce(sum(cost), 0) FROM spending
              WHERE workspace_id = :ws AND day = :day AND visitor_id = :visitor) AS visitor_day,
             (SELECT count(*) FROM turn WHERE workspace_id = :ws AND conversation_id = :id
              AND state IN ('done', 'interrupted') AND model <> 'built-in' AND output_tokens > 0) AS answers,
             (SELECT coalesce(max(trigger_seq), 0) FROM turn WHERE workspace_id = :ws AND conversation_id = :id
              AND stop_reason = 'refusal') AS refused,
             (SELECT count(*) FROM model_conversation
              WHERE workspace_id = :ws AND month = :month) AS conversations,
             (SELECT count(*) FROM model_conversation WHERE workspace_id = :ws AND conversation_id = :id
              AND month = :month) AS counted""",
        visitor=visitor_id,
        id=conversation_id,
        day=day,
        month=money.month_of(day),
    )
    assert row is not None
    sites = await tx.all("SELECT origins FROM site WHERE workspace_id = :ws")
    origins = tuple(origin for site in sites for origin in json.loads(site["origins"]))
    sums = await spending(tx, day=day)
    return Known(
        row["lang"],
        origins,
        Spent(
            row["visitor_day"],
            sums["today"]["cost"],
            sums["month"]["cost"],
            row["answers"],
            row["conversations"],
            None if row["counted"] else allowed,
        ),
        row["refused"],
    )


async def spending(tx: Tx, *, day: int) -> dict[str, Row]:
    """`today` and `month` (UTC): cost, turns, tokens, of visitors' answers and of the team's own use together."""
    today = await tx.one(
        """SELECT coalesce(sum(cost), 0) AS cost, coalesce(sum(turns), 0) AS turns, coalesce(sum(tokens), 0) AS tokens
           FROM (SELECT cost, turns, tokens FROM spending WHERE workspace_id = :ws AND day = :day
                 UNION ALL SELECT cost, turns, tokens FROM spending_inside WHERE workspace_id = :ws AND day = :day
                ) s""",
        day=day,
    )
    month = await tx.one(
        """SELECT coalesce(sum(cost), 0) AS cost, coalesce(sum(turns), 0) AS turns, coalesce(sum(tokens), 0) AS tokens
           FROM (SELECT cost, turns, tokens FROM spending
                 WHERE workspace_id = :ws AND day BETWEEN :first AND :day
                 UNION ALL SELECT cost, turns, tokens FROM spending_inside
                 WHERE workspace_id = :ws AND day BETWEEN :first AND :day) s""",
        first=money.first_of_month(day),
        day=day,
    )
    assert today is not None
    assert month is not None
    return {"today": today, "month": month}


async def spending_by_purpose(tx: Tx, *, day: int) -> dict[str, int]:
    """Of this month: what the team's own use cost."""
    rows = await tx.all(
        """SELECT purpose, sum(cost) AS cost FROM spending_inside WHERE workspace_id = :ws
             AND day BETWEEN :first AND :day GROUP BY purpose ORDER BY purpose""",
        first=money.first_of_month(day),
        day=day,
    )
    return {row["purpose"]: row["cost"] for row in rows}


async def spend_inside(tx: Tx, purpose: str, *, cost: int, tokens: int, day: int) -> None:
    await tx.run(
        """INSERT INTO spending_inside (workspace_id, day, purpose, cost, turns, tokens)
           VALUES (:ws, :day, :purpose, :cost, 1, :tokens)
           ON CONFLICT (workspace_id, day, purpose) DO UPDATE SET
             cost = spending_inside.cost + excluded.cost, turns = spending_inside.turns + 1,
             tokens = spending_inside.tokens + excluded.tokens""",
        day=day,
        purpose=purpose,
        cost=cost,
        tokens=tokens,
    )


async def spend(tx: Tx, conversation_id: str, *, outcome: Outcome, day: int) -> None:
    await tx.run(
        """INSERT INTO spending (workspace_id, day, visitor_id, cost, turns, tokens)
           SELECT :ws, :day, visitor_id, :cost, 1, :tokens FROM conversation WHERE workspace_id = :ws AND id = :id
           ON CONFLICT (workspace_id, day, visitor_id) DO UPDATE SET cost = spending.cost + excluded.cost,
             turns = spending.turns + 1, tokens = spending.tokens + excluded.tokens""",
        id=conversation_id,
        day=day,
        cost=outcome.cost,
        tokens=outcome.input_tokens + outcome.output_tokens,
    )


async def count(tx: Tx, conversation_id: str, *, day: int) -> None:
    """A model answered here: the conversation is one of this month's (UTC), once."""
    await tx.run(
        """INSERT INTO model_conversation (workspace_id, month, conversation_id)
           VALUES (:ws, :month, :id) ON CONFLICT DO NOTHING""",
        id=conversation_id,
        month=money.month_of(day),
    )


async def notice(tx: Tx, kind: str, *, now: int) -> None:
    """The owner should know: `times` counts what happened on this day (UTC)."""
    await tx.run(
        """INSERT INTO assistant_notice (workspace_id, kind, day, last_at) VALUES (:ws, :kind, :now / 86400000, :now)
           ON CONFLICT (workspace_id, kind) DO UPDATE SET
             times = CASE WHEN assistant_notice.day = excluded.day THEN assistant_notice.times + 1 ELSE 1 END,
             day = excluded.day, last_at = :now""",
        kind=kind,
        now=now,
    )


async def recovered(tx: Tx) -> None:
    """The model answers again."""
    await tx.run(
        """DELETE FROM assistant_notice WHERE workspace_id = :ws
             AND kind IN ('model_down', 'unauthorised', 'spend_cap')"""
    )


async def settle(tx: Tx, kinds: tuple[str, ...]) -> None:
    """The owner has done something about these."""
    await tx.run(
        """DELETE FROM assistant_notice WHERE workspace_id = :ws AND kind IN (SELECT value FROM json_each(:kinds))""",
        kinds=json.dumps(kinds),
    )


async def notices(tx: Tx, *, day: int) -> list[Row]:
    """What is to be known today; limits and failures also a few days later."""
    return await tx.all(
        """SELECT kind, day, times, last_at FROM assistant_notice WHERE workspace_id = :ws
             AND (day = :day OR kind IN ('limit', 'spend_cap', 'unauthorised', 'plan') AND day > :day - 7
                  OR kind = 'cap_month' AND day >= :first)
           ORDER BY last_at DESC""",
        first=money.first_of_month(day),
        day=day,
    )


async def receipt(tx: Tx, turn_id: str) -> Row | None:
    return await tx.one(
        """SELECT t.*, (SELECT coalesce(sum(cost), 0) FROM turn o WHERE o.workspace_id = :ws
             AND o.conversation_id = t.conversation_id) AS conversation_cost,
             (SELECT e.body ->> 'text' FROM event e WHERE e.workspace_id = :ws
              AND e.conversation_id = t.conversation_id AND e.seq = t.trigger_seq) AS question
           FROM turn t WHERE t.workspace_id = :ws AND t.id = :id""",
        id=turn_id,
    )


async def passages(tx: Tx, ids: list[str]) -> list[Row]:
    """What these passages say now, and the present version of their source."""
    return await tx.all(
        """SELECT p.id, p.text, s.version FROM passage p
           JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
           WHERE p.workspace_id = :ws AND p.id IN (SELECT value FROM json_each(:ids))""",
        ids=json.dumps(ids),
    )
