"""SQL of devices and pushes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from deskbell.features.notifications.model import FLAGGED_AFTER, Device, Person, Push, Quiet
from deskbell.runtime.db.api import Row, Tx

LEASE = 30_000
_DEVICE = """d.id AS device_id, d.operator_id, d.name, d.platform, d.endpoint, d.p256dh, d.auth, d.always, d.quiet,
  d.failures, d.failure, d.failed_at, d.delivered_at, d.shown_at, d.created_at AS device_made_at"""


# --- devices ---------------------------------------------------------------------------------------------------------


async def put_device(tx: Tx, device: Device) -> str:
    """A new device; or, where this browser is known, the same one for the operator who uses it now. Its id."""
    row = await tx.one(
        """INSERT INTO device (workspace_id, id, operator_id, name, platform, endpoint, p256dh, auth, created_at)
           VALUES (:ws, :id, :operator_id, :name, :platform, :endpoint, :p256dh, :auth, :created_at)
           ON CONFLICT (workspace_id, endpoint) DO UPDATE SET operator_id = excluded.operator_id,
             name = excluded.name, p256dh = excluded.p256dh, auth = excluded.auth, failures = 0, failure = NULL
           RETURNING id""",
        id=device.id,
        operator_id=device.operator_id,
        name=device.name,
        platform=device.platform,
        endpoint=device.endpoint,
        p256dh=device.p256dh,
        auth=device.auth,
        created_at=device.created_at,
    )
    assert row is not None
    return str(row["id"])


async def devices(tx: Tx, *, operator_id: str | None = None) -> list[Device]:
    rows = await tx.all(
        f"""SELECT {_DEVICE} FROM device d WHERE d.workspace_id = :ws
              AND (:operator_id IS NULL OR d.operator_id = :operator_id) ORDER BY d.created_at, d.id""",
        operator_id=operator_id,
    )
    return [_device(row) for row in rows]


async def device(tx: Tx, device_id: str, *, operator_id: str) -> Device | None:
    row = await tx.one(
        f"""SELECT {_DEVICE} FROM device d
            WHERE d.workspace_id = :ws AND d.id = :id AND d.operator_id = :operator_id""",
        id=device_id,
        operator_id=operator_id,
    )
    return _device(row) if row else None


async def change_device(tx: Tx, device_id: str, *, name: str, always: bool, quiet: Quiet | None) -> None:
    await tx.run(
        """UPDATE device SET name = :name, always = :always, quiet = :quiet WHERE workspace_id = :ws AND id = :id""",
        id=device_id,
        name=name,
        always=int(always),
        quiet=json.dumps(asdict(quiet)) if quiet else None,
    )


async def remove_device(tx: Tx, device_id: str) -> None:
    await tx.run("DELETE FROM push WHERE workspace_id = :ws AND device_id = :id", id=device_id)
    await tx.run("DELETE FROM device WHERE workspace_id = :ws AND id = :id", id=device_id)


async def delivered(tx: Tx, device_id: str, *, now: int) -> None:
    await tx.run(
        """UPDATE device SET delivered_at = :now, failures = 0, failure = NULL WHERE workspace_id = :ws AND id = :id""",
        id=device_id,
        now=now,
    )


async def undelivered(tx: Tx, device_id: str, *, reason: str, counts: bool, now: int) -> None:
    await tx.run(
        """UPDATE device SET failed_at = :now, failure = :reason, failures = failures + :counts
           WHERE workspace_id = :ws AND id = :id""",
        id=device_id,
        now=now,
        reason=reason[:200],
        counts=int(counts),
    )


async def people(tx: Tx, *, now: int) -> list[Person]:
    rows = await tx.all(
        """SELECT id, name, role, available = 1 AND (away_until IS NULL OR away_until <= :now) AS present FROM operator
           WHERE workspace_id = :ws AND removed_at IS NULL""",
        now=now,
    )
    return [Person(row["id"], row["name"], row["role"], bool(row["present"])) for row in rows]


async def usable(tx: Tx, operator_ids: list[str]) -> list[Device]:
    """Devices of these operators that are not broken."""
    rows = await tx.all(
        f"""SELECT {_DEVICE} FROM device d WHERE d.workspace_id = :ws AND d.failures < :broken
              AND d.operator_id IN (SELECT value FROM json_each(:ids))""",
        broken=FLAGGED_AFTER,
        ids=json.dumps(operator_ids),
    )
    return [_device(row) for row in rows]


# --- pushes ----------------------------------------------------------------------------------------------------------


async def add(
    tx: Tx,
    *,
    id: str,
    key: str,
    device: Device,
    conversation_id: str | None,
    epoch: int,
    kind: str,
    level: int,
    payload: dict[str, Any],
    receipt: str,
    expires_at: int,
    now: int,
) -> bool:
    """False: there is one with this key already."""
    made = await tx.run(
        """INSERT INTO push (workspace_id, id, key, device_id, operator_id, conversation_id, epoch, kind, level,
             payload, receipt, state, due_at, expires_at, created_at)
           VALUES (:ws, :id, :key, :device_id, :operator_id, :conversation_id, :epoch, :kind, :level,
             :payload, :receipt, 'due', :now, :expires_at, :now) ON CONFLICT DO NOTHING""",
        id=id,
        key=key,
        device_id=device.id,
        operator_id=device.operator_id,
        conversation_id=conversation_id,
        epoch=epoch,
        kind=kind,
        level=level,
        payload=json.dumps(payload, ensure_ascii=False),
        receipt=receipt,
        expires_at=expires_at,
        now=now,
    )
    return made == 1


async def next_due_any_workspace(tx: Tx) -> int | None:
    row = await tx.one("SELECT min(due_at) AS at FROM push WHERE due_at IS NOT NULL")
    return row["at"] if row else None


async def claim_any_workspace(tx: Tx, *, now: int, limit: int) -> list[Push]:
    """Lease what is to be sent now, also what a crash left in the middle. Two workers never lease the same.

    What came too late is not sent.
    """
    await tx.run(
        """UPDATE push SET state = 'over', due_at = NULL
           WHERE due_at <= :now AND expires_at <= :now AND state IN ('due', 'sending')""",
        now=now,
    )
    return await _these_any_workspace(
        tx,
        await tx.all(
            """UPDATE push SET state = 'sending', due_at = :until, tries = tries + 1
               WHERE (workspace_id, id) IN (SELECT workspace_id, id FROM push
                 WHERE due_at <= :now AND state IN ('due', 'sending') ORDER BY due_at LIMIT :limit)
               RETURNING workspace_id, id""",
            now=now,
            until=now + LEASE,
            limit=limit,
        ),
    )


async def unseen_any_workspace(tx: Tx, *, now: int, limit: int) -> list[Push]:
    """What the push service took, and of which no receipt came in time; each is returned once."""
    return await _these_any_workspace(
        tx,
        await tx.all(
            """UPDATE push SET state = 'unseen', due_at = NULL
               WHERE (workspace_id, id) IN (SELECT workspace_id, id FROM push
                 WHERE due_at <= :now AND state = 'sent' ORDER BY due_at LIMIT :limit)
               RETURNING workspace_id, id""",
            now=now,
            limit=limit,
        ),
    )


async def _these_any_workspace(tx: Tx, rows: list[Row]) -> list[Push]:
    found = await tx.all(
        f"""SELECT p.workspace_id, p.id, p.conversation_id, p.epoch, p.kind, p.level, p.payload, p.receipt, p.tries,
              p.expires_at, {_DEVICE}
            FROM json_each(:ids) j JOIN push p ON p.workspace_id = j.value ->> 0 AND p.id = j.value ->> 1
            JOIN device d ON d.workspace_id = p.workspace_id AND d.id = p.device_id""",
        ids=json.dumps([[row["workspace_id"], row["id"]] for row in rows]),
    )
    return [_push(row) for row in found]


async def settle(tx: Tx, push_id: str, state: str, *, due_at: int | None = None) -> bool:
    """What came of a push that was being sent. False: it was settled otherwise meanwhile."""
    changed = await tx.run(
        """UPDATE push SET state = :state, due_at = :due_at
           WHERE workspace_id = :ws AND id = :id AND state = 'sending'""",
        id=push_id,
        state=state,
        due_at=due_at,
    )
    return changed == 1


async def by_receipt_any_workspace(tx: Tx, receipt: str) -> Row | None:
    return await tx.one("SELECT workspace_id, id, device_id FROM push WHERE receipt = :receipt", receipt=receipt)


async def shown(tx: Tx, push_id: str, device_id: str, *, now: int) -> None:
    await tx.run(
        """UPDATE push SET state = 'shown', due_at = NULL
           WHERE workspace_id = :ws AND id = :id AND state IN ('sending', 'sent', 'unseen')""",
        id=push_id,
    )
    await tx.run(
        """UPDATE device SET shown_at = :now, delivered_at = :now, failures = 0, failure = NULL
           WHERE workspace_id = :ws AND id = :id""",
        id=device_id,
        now=now,
    )


async def rung(tx: Tx, conversation_id: str, epoch: int) -> list[Row]:
    """(device_id, level) of the rings of this wait."""
    return await tx.all(
        """SELECT device_id, level FROM push
           WHERE workspace_id = :ws AND conversation_id = :id AND epoch = :epoch AND kind = 'ring'""",
        id=conversation_id,
        epoch=epoch,
    )


async def last_reply(tx: Tx, conversation_id: str) -> int:
    """When an owner was last told of a visitor's message by push."""
    row = await tx.one(
        """SELECT max(created_at) AS at FROM push
           WHERE workspace_id = :ws AND conversation_id = :id AND kind = 'reply'""",
        id=conversation_id,
    )
    return (row["at"] or 0) if row else 0


async def seen_by(tx: Tx, conversation_id: str, epoch: int) -> list[str]:
    """Operators on whose device this wait's ring was shown."""
    rows = await tx.all(
        """SELECT DISTINCT operator_id FROM push WHERE workspace_id = :ws AND conversation_id = :id
             AND epoch = :epoch AND kind = 'ring' AND state = 'shown'""",
        id=conversation_id,
        epoch=epoch,
    )
    return [row["operator_id"] for row in rows]


async def end_rings(tx: Tx, conversation_id: str, *, before: int) -> list[Device]:
    """The wait is over: what was not sent is not sent any more. The devices that were told of it, once."""
    rows = await tx.all(
        f"""SELECT {_DEVICE} FROM device d WHERE d.workspace_id = :ws AND d.id IN (
              SELECT device_id FROM push WHERE workspace_id = :ws AND conversation_id = :id AND epoch < :before
                AND kind = 'ring' AND (state IN ('sending', 'sent', 'shown', 'unseen')))""",
        id=conversation_id,
        before=before,
    )
    await tx.run(
        """UPDATE push SET state = 'over', due_at = NULL WHERE workspace_id = :ws AND conversation_id = :id
             AND epoch < :before AND kind = 'ring' AND state <> 'over'""",
        id=conversation_id,
        before=before,
    )
    return [_device(row) for row in rows]


async def ringing_any_workspace(tx: Tx) -> list[Row]:
    """(workspace_id, conversation_id, epoch) of the rings that have not been ended."""
    return await tx.all(
        """SELECT workspace_id, conversation_id, max(epoch) AS epoch FROM push
           WHERE kind = 'ring' AND state <> 'over' GROUP BY workspace_id, conversation_id"""
    )


async def tidy_any_workspace(tx: Tx, *, pushes_before: int, silent_since: int) -> None:
    """Forget old pushes, and devices whose push service takes everything while nothing is ever shown."""
    await tx.run("DELETE FROM push WHERE created_at < :before", before=pushes_before)
    await tx.run(
        """DELETE FROM device WHERE delivered_at > :since AND coalesce(shown_at, created_at) < :since
             AND created_at < :since""",
        since=silent_since,
    )


async def snoozed_by(tx: Tx, conversation_id: str) -> str | None:
    """Whoever put it off last, if they still work here."""
    row = await tx.one(
        """SELECT o.id FROM event e JOIN operator o ON o.workspace_id = e.workspace_id AND o.id = e.author_id
           WHERE e.workspace_id = :ws AND e.conversation_id = :id AND e.type = 'snooze' AND e.author_kind = 'operator'
             AND o.removed_at IS NULL ORDER BY e.seq DESC LIMIT 1""",
        id=conversation_id,
    )
    return str(row["id"]) if row else None


async def told(tx: Tx, conversation_id: str) -> Row | None:
    """Who waits, and what they wrote last."""
    return await tx.one(
        """SELECT k.name, k.email, c.page_title, c.state, c.epoch, c.waiting_since, c.deadline_at, o.name AS owner,
             c.owner_id, (SELECT e.body ->> 'text' FROM event e WHERE e.workspace_id = c.workspace_id
               AND e.conversation_id = c.id AND e.type = 'message' AND e.author_kind = 'contact'
               ORDER BY e.seq DESC LIMIT 1) AS said,
             (SELECT count(*) FROM conversation w WHERE w.workspace_id = c.workspace_id AND w.state = 'waiting')
               AS waiting
           FROM conversation c JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
           LEFT JOIN operator o ON o.workspace_id = c.workspace_id AND o.id = c.owner_id
           WHERE c.workspace_id = :ws AND c.id = :id""",
        id=conversation_id,
    )


def _device(row: Row) -> Device:
    return Device(
        row["device_id"],
        row["operator_id"],
        row["name"],
        row["platform"],
        row["endpoint"],
        row["p256dh"],
        row["auth"],
        bool(row["always"]),
        Quiet(**json.loads(row["quiet"])) if row["quiet"] else None,
        row["failures"],
        row["failure"],
        row["failed_at"],
        row["delivered_at"],
        row["shown_at"],
        row["device_made_at"],
    )


def _push(row: Row) -> Push:
    return Push(
        row["workspace_id"],
        row["id"],
        _device(row),
        row["conversation_id"],
        row["epoch"],
        row["kind"],
        row["level"],
        json.loads(row["payload"]) | {"r": row["receipt"]},
        row["tries"],
        row["expires_at"],
    )
