"""SQL of webhooks and their deliveries."""

from __future__ import annotations

import json
from typing import Any

from deskbell.features.webhooks.model import TEST, Delivery, Webhook
from deskbell.runtime.db.api import Row, Tx

LEASE = 30_000
AT_ONCE_EACH = 4  # one slow address must not take all places
_COLUMNS = "id, address, events, created_at, failing_since, off_at, off_why"


# --- webhooks --------------------------------------------------------------------------------------------------------


async def all_of_them(tx: Tx) -> list[Webhook]:
    rows = await tx.all(f"SELECT {_COLUMNS} FROM webhook WHERE workspace_id = :ws ORDER BY created_at, id")
    return [_webhook(row) for row in rows]


async def one(tx: Tx, webhook_id: str) -> Webhook | None:
    row = await tx.one(f"SELECT {_COLUMNS} FROM webhook WHERE workspace_id = :ws AND id = :id", id=webhook_id)
    return _webhook(row) if row else None


async def insert(tx: Tx, hook: Webhook, *, salt: str) -> None:
    await tx.run(
        """INSERT INTO webhook (workspace_id, id, address, events, salt, since, created_at)
           VALUES (:ws, :id, :address, :events, :salt, :now, :now)""",
        id=hook.id,
        address=hook.address,
        events=json.dumps(hook.events),
        salt=salt,
        now=hook.created_at,
    )


async def change(tx: Tx, webhook_id: str, *, address: str, events: tuple[str, ...], now: int) -> None:
    await tx.run(
        """UPDATE webhook SET address = :address, events = :events, since = :now, failing_since = NULL
           WHERE workspace_id = :ws AND id = :id""",
        id=webhook_id,
        address=address,
        events=json.dumps(events),
        now=now,
    )


async def turn_on(tx: Tx, webhook_id: str, *, now: int) -> None:
    await tx.run(
        """UPDATE webhook SET off_at = NULL, off_why = NULL, failing_since = NULL, since = :now
           WHERE workspace_id = :ws AND id = :id""",
        id=webhook_id,
        now=now,
    )


async def turn_off(tx: Tx, webhook_id: str, *, why: str | None, now: int) -> None:
    """What was still to be sent there is not sent any more."""
    await tx.run(
        "UPDATE webhook SET off_at = :now, off_why = :why WHERE workspace_id = :ws AND id = :id",
        id=webhook_id,
        why=why,
        now=now,
    )
    await tx.run(
        """UPDATE webhook_delivery SET state = 'dead', due_at = NULL, failure = coalesce(failure, 'Turned off.')
           WHERE workspace_id = :ws AND webhook_id = :id AND state IN ('due', 'sending')""",
        id=webhook_id,
    )


async def renew(tx: Tx, webhook_id: str, *, salt: str, old_until: int) -> None:
    await tx.run(
        """UPDATE webhook SET old_salt = salt, old_until = :old_until, salt = :salt
           WHERE workspace_id = :ws AND id = :id""",
        id=webhook_id,
        salt=salt,
        old_until=old_until,
    )


async def remove(tx: Tx, webhook_id: str) -> None:
    await tx.run("DELETE FROM webhook_delivery WHERE workspace_id = :ws AND webhook_id = :id", id=webhook_id)
    await tx.run("DELETE FROM webhook WHERE workspace_id = :ws AND id = :id", id=webhook_id)


async def failing(tx: Tx, webhook_id: str, *, since: int) -> int:
    """Since when, now that a try has failed."""
    row = await tx.one(
        """UPDATE webhook SET failing_since = coalesce(failing_since, :since)
           WHERE workspace_id = :ws AND id = :id RETURNING failing_since""",
        id=webhook_id,
        since=since,
    )
    return int(row["failing_since"]) if row else since


async def well(tx: Tx, webhook_id: str) -> None:
    await tx.run("UPDATE webhook SET failing_since = NULL WHERE workspace_id = :ws AND id = :id", id=webhook_id)


async def listening_any_workspace(tx: Tx) -> list[str]:
    rows = await tx.all("SELECT DISTINCT workspace_id FROM webhook WHERE off_at IS NULL")
    return [row["workspace_id"] for row in rows]


# --- deliveries ------------------------------------------------------------------------------------------------------


async def add(
    tx: Tx, *, id: str, webhook_id: str, key: str, kind: str, conversation_id: str | None, seq: int | None, now: int
) -> None:
    """Nothing when there is one with this key already."""
    await tx.run(
        """INSERT INTO webhook_delivery (workspace_id, id, webhook_id, key, kind, conversation_id, seq, state, due_at,
             created_at)
           VALUES (:ws, :id, :webhook_id, :key, :kind, :conversation_id, :seq, 'due', :now, :now)
           ON CONFLICT DO NOTHING""",
        id=id,
        webhook_id=webhook_id,
        key=key,
        kind=kind,
        conversation_id=conversation_id,
        seq=seq,
        now=now,
    )


async def missed(tx: Tx, webhook_id: str, *, overlap: int, since: int) -> list[dict[str, Any]]:
    """What happened after the last thing that was noted for this webhook, a little overlapping."""
    rows = await tx.all(
        """WITH f AS (SELECT max(:since, w.since, coalesce((SELECT max(d.created_at) FROM webhook_delivery d
               WHERE d.workspace_id = w.workspace_id AND d.webhook_id = w.id AND d.kind <> :test) - :overlap, 0)) AS at
             FROM webhook w WHERE w.workspace_id = :ws AND w.id = :id)
           SELECT e.id, e.conversation_id, e.seq, e.type, e.internal, e.body
           FROM f JOIN conversation c ON c.workspace_id = :ws AND c.updated_at >= f.at
           JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id AND e.at >= f.at
           ORDER BY e.at, e.conversation_id, e.seq""",
        id=webhook_id,
        overlap=overlap,
        since=since,
        test=TEST,
    )
    return [{**row, "body": json.loads(row["body"])} for row in rows]


async def next_due_any_workspace(tx: Tx) -> int | None:
    row = await tx.one("SELECT min(due_at) AS at FROM webhook_delivery WHERE due_at IS NOT NULL")
    return row["at"] if row else None


async def claim_any_workspace(tx: Tx, *, now: int, limit: int) -> list[Delivery]:
    """Lease what is to be sent now, also what a crash left in the middle. Two workers never lease the same."""
    claimed = await tx.all(
        """UPDATE webhook_delivery SET state = 'sending', due_at = :until, tries = tries + 1
           WHERE (workspace_id, id) IN (SELECT workspace_id, id FROM (
               SELECT d.workspace_id, d.id, d.due_at,
                 row_number() OVER (PARTITION BY d.workspace_id, d.webhook_id ORDER BY d.due_at, d.id)
                 + (SELECT count(*) FROM webhook_delivery b WHERE b.workspace_id = d.workspace_id
                     AND b.webhook_id = d.webhook_id AND b.state = 'sending' AND b.due_at > :now) AS place
               FROM webhook_delivery d WHERE d.due_at <= :now) q WHERE place <= :each ORDER BY due_at LIMIT :limit)
           RETURNING workspace_id, id""",
        now=now,
        until=now + LEASE,
        each=AT_ONCE_EACH,
        limit=limit,
    )
    rows = await tx.all(
        """SELECT d.workspace_id, d.id AS delivery_id, d.webhook_id, d.kind, d.tries,
             d.created_at AS noted_at, w.address, w.salt,
             CASE WHEN w.old_until > :now THEN w.old_salt END AS old_salt, e.id, e.seq, e.conversation_id,
             e.author_kind, e.author_name, e.body, e.at, c.contact_id, c.page_url, c.created_at AS begun_at,
             k.name, k.email
           FROM webhook_delivery d
           JOIN webhook w ON w.workspace_id = d.workspace_id AND w.id = d.webhook_id
           LEFT JOIN event e ON e.workspace_id = d.workspace_id AND e.conversation_id = d.conversation_id
             AND e.seq = d.seq
           LEFT JOIN conversation c ON c.workspace_id = e.workspace_id AND c.id = e.conversation_id
           LEFT JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
           WHERE (d.workspace_id, d.id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:claimed))
           ORDER BY d.created_at, d.id""",
        now=now,
        claimed=json.dumps([[row["workspace_id"], row["id"]] for row in claimed]),
    )
    return [_delivery(row) for row in rows]


async def settle(
    tx: Tx, delivery: Delivery, state: str, *, status: int, failure: str | None, now: int, due_at: int | None = None
) -> bool:
    """False: this try is not the present one any more."""
    changed = await tx.run(
        """UPDATE webhook_delivery SET state = :state, due_at = :due_at, status = :status, failure = :failure,
             tried_at = :now
           WHERE workspace_id = :ws AND id = :id AND state = 'sending' AND tries = :tries""",
        id=delivery.id,
        tries=delivery.tries,
        state=state,
        due_at=due_at,
        status=status or None,
        failure=failure,
        now=now,
    )
    return changed == 1


async def log(tx: Tx, webhook_id: str, *, limit: int) -> list[Row]:
    """The newest first."""
    return await tx.all(
        """SELECT id, kind, conversation_id, state, tries, due_at, status, failure, tried_at, created_at
           FROM webhook_delivery WHERE workspace_id = :ws AND webhook_id = :id
           ORDER BY created_at DESC, id DESC LIMIT :limit""",
        id=webhook_id,
        limit=limit,
    )


async def again(tx: Tx, webhook_id: str, delivery_id: str, *, now: int) -> bool:
    """False: there is no such delivery."""
    changed = await tx.run(
        """UPDATE webhook_delivery SET state = 'due', due_at = :now, tries = CASE WHEN state IN ('delivered', 'dead')
             THEN 0 ELSE tries END
           WHERE workspace_id = :ws AND webhook_id = :webhook_id AND id = :id AND state <> 'sending'""",
        webhook_id=webhook_id,
        id=delivery_id,
        now=now,
    )
    return changed == 1 or await _exists(tx, webhook_id, delivery_id)


async def _exists(tx: Tx, webhook_id: str, delivery_id: str) -> bool:
    row = await tx.one(
        "SELECT 1 FROM webhook_delivery WHERE workspace_id = :ws AND webhook_id = :webhook_id AND id = :id",
        webhook_id=webhook_id,
        id=delivery_id,
    )
    return row is not None


async def tidy_any_workspace(tx: Tx, *, before: int) -> None:
    await tx.run("DELETE FROM webhook_delivery WHERE created_at < :before AND due_at IS NULL", before=before)


def _webhook(row: Row) -> Webhook:
    return Webhook(
        row["id"],
        row["address"],
        tuple(json.loads(row["events"])),
        row["created_at"],
        row["failing_since"],
        row["off_at"],
        row["off_why"],
    )


def _delivery(row: Row) -> Delivery:
    event = {**row, "body": json.loads(row["body"])} if row["id"] is not None else None
    return Delivery(
        row["workspace_id"],
        row["delivery_id"],
        row["webhook_id"],
        row["address"],
        tuple(salt for salt in (row["salt"], row["old_salt"]) if salt),
        row["kind"],
        row["tries"],
        row["noted_at"],
        event,
    )
