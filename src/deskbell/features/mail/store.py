"""SQL of mails: writing, leasing, what came of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from deskbell.features.mail.model import Content, Mail, MailSettings, Standing
from deskbell.runtime.db.api import Row, Tx

LEASE = 300_000


async def settings(tx: Tx) -> MailSettings:
    row = await tx.one(
        "SELECT fallback, sender_name, reply_to, digest, version FROM mail_settings WHERE workspace_id = :ws"
    )
    return MailSettings(**{**row, "digest": bool(row["digest"])}) if row else MailSettings()


async def save_settings(tx: Tx, new: MailSettings) -> bool:
    """False: somebody else saved since version `new.version - 1` was read."""
    changed = await tx.run(
        """INSERT INTO mail_settings (workspace_id, fallback, sender_name, reply_to, digest, version)
           VALUES (:ws, :fallback, :sender_name, :reply_to, :digest, :version)
           ON CONFLICT (workspace_id) DO UPDATE SET fallback = excluded.fallback, sender_name = excluded.sender_name,
             reply_to = excluded.reply_to, digest = excluded.digest, version = excluded.version
           WHERE mail_settings.version = excluded.version - 1""",
        **asdict(new),
    )
    return changed == 1


async def insert(
    tx: Tx,
    *,
    id: str,
    kind: str,
    key: str,
    conversation_id: str | None,
    recipient: str,
    subject: str,
    content: Content,
    now: int,
    upto: int = 0,
    not_sent: str | None = None,
) -> bool:
    """Queue a mail, or keep why it is not sent. False: there is one with this key already."""
    changed = await tx.run(
        """INSERT INTO mail (workspace_id, id, kind, dedupe_key, conversation_id, upto, recipient, subject, content,
             state, due_at, error, created_at)
           VALUES (:ws, :id, :kind, :key, :conversation_id, :upto, :recipient, :subject, :content, :state, :now,
             :error, :now) ON CONFLICT DO NOTHING""",
        id=id,
        kind=kind,
        key=key,
        conversation_id=conversation_id,
        upto=upto,
        recipient=recipient,
        subject=subject,
        content=json.dumps(asdict(content), ensure_ascii=False),
        state="suppressed" if not_sent else "queued",
        error=not_sent,
        now=now,
    )
    return changed == 1


async def claim_any_workspace(tx: Tx, *, now: int, limit: int) -> list[Mail]:
    """Lease what is due, or whose lease ran out. Two workers never lease the same mail at once."""
    rows = await tx.all(
        """UPDATE mail SET state = 'sending', lease_until = :until, attempts = attempts + 1
           WHERE (workspace_id, id) IN (
               SELECT workspace_id, id FROM mail
               WHERE (state = 'queued' AND due_at <= :now) OR (state = 'sending' AND lease_until <= :now)
               ORDER BY due_at LIMIT :limit)
           RETURNING *""",
        now=now,
        until=now + LEASE,
        limit=limit,
    )
    return [_mail(row) for row in rows]


def _mail(row: Row) -> Mail:
    return Mail(
        row["workspace_id"],
        row["id"],
        row["dedupe_key"],
        row["recipient"],
        row["subject"],
        Content(**json.loads(row["content"])),
        row["attempts"],
        row["created_at"],
    )


async def next_due_any_workspace(tx: Tx) -> int | None:
    row = await tx.one(
        """SELECT min(CASE WHEN state = 'sending' THEN lease_until ELSE due_at END) AS at FROM mail
           WHERE state IN ('queued', 'sending')"""
    )
    return row["at"] if row else None


async def sent(tx: Tx, mail_id: str, *, now: int) -> None:
    await tx.run(
        """UPDATE mail SET state = 'sent', lease_until = NULL, sent_at = :now, error = NULL,
             content = CASE WHEN kind = 'door' THEN json_patch(content, '{"text":"","html":""}') ELSE content END
           WHERE workspace_id = :ws AND id = :id AND state = 'sending'""",
        id=mail_id,
        now=now,
    )


async def failed(tx: Tx, mail_id: str, *, due_at: int | None, error: str) -> None:
    """`due_at` None: dead, and then a link that lets somebody in goes as it does when it was sent."""
    await tx.run(
        """UPDATE mail SET state = CASE WHEN :due_at IS NULL THEN 'dead' ELSE 'queued' END, lease_until = NULL,
             due_at = coalesce(:due_at, due_at), error = :error,
             content = CASE WHEN :due_at IS NULL AND kind = 'door' THEN json_patch(content, '{"text":"","html":""}')
               ELSE content END
           WHERE workspace_id = :ws AND id = :id AND state = 'sending'""",
        id=mail_id,
        due_at=due_at,
        error=error[:500],
    )


async def again(tx: Tx, mail_id: str, *, now: int) -> bool:
    """Queue a dead mail anew. False: it is not dead."""
    changed = await tx.run(
        """UPDATE mail SET state = 'queued', due_at = :now, created_at = :now, attempts = 0
           WHERE workspace_id = :ws AND id = :id AND state = 'dead' AND kind <> 'door'""",
        id=mail_id,
        now=now,
    )
    return changed == 1


async def standing(tx: Tx, address: str, conversation_id: str, *, now: int, hour: int, day: int) -> Standing:
    row = await tx.one(
        """SELECT
             (SELECT verified_at FROM mail_address WHERE workspace_id = :ws AND address = :address) AS known,
             (SELECT stopped_at FROM mail_address WHERE workspace_id = :ws AND address = :address) AS stop,
             (SELECT count(*) FROM mail WHERE workspace_id = :ws AND conversation_id = :conversation_id
                AND kind IN ('answer', 'transcript') AND state <> 'suppressed') AS here,
             (SELECT count(*) FROM mail WHERE workspace_id = :ws AND created_at > :hour_ago
                AND kind IN ('answer', 'transcript') AND state <> 'suppressed') AS this_hour""",
        address=address,
        conversation_id=conversation_id,
        hour_ago=now - hour,
    )
    assert row is not None
    today = await sent_to_any_workspace(tx, address, since=now - day)
    return Standing(bool(row["known"]), bool(row["stop"]), row["here"], today, row["this_hour"])


# On PostgreSQL a row of another workspace is not seen, except by the one function that is made for this.
_EVERYBODYS_MAIL: Final = {"sqlite": "mail", "postgres": "mail_to_anybody(:address)"}


async def sent_to_any_workspace(tx: Tx, address: str, *, since: int) -> int:
    """How many mails of all workspaces went to a visitor's address."""
    row = await tx.one(
        f"""SELECT count(*) AS n FROM {_EVERYBODYS_MAIL[tx.dialect]}
            WHERE recipient = :address AND created_at > :since AND kind IN ('answer', 'transcript')
              AND state <> 'suppressed' AND :ws <> ''""",
        address=address,
        since=since,
    )
    return int(row["n"]) if row else 0


async def insert_link(
    tx: Tx, *, id: str, conversation_id: str, address: str, token_hash: str, stop_hash: str, expires_at: int
) -> None:
    await tx.run(
        """INSERT INTO mail_link (workspace_id, id, conversation_id, address, token_hash, stop_hash, expires_at)
           VALUES (:ws, :id, :conversation_id, :address, :token_hash, :stop_hash, :expires_at)""",
        id=id,
        conversation_id=conversation_id,
        address=address,
        token_hash=token_hash,
        stop_hash=stop_hash,
        expires_at=expires_at,
    )


async def verify(tx: Tx, address: str, *, now: int) -> None:
    await tx.run(
        """INSERT INTO mail_address (workspace_id, address, verified_at) VALUES (:ws, :address, :now)
           ON CONFLICT (workspace_id, address)
           DO UPDATE SET verified_at = coalesce(mail_address.verified_at, excluded.verified_at)""",
        address=address,
        now=now,
    )


async def stop(tx: Tx, address: str, *, now: int) -> None:
    await tx.run(
        """INSERT INTO mail_address (workspace_id, address, stopped_at) VALUES (:ws, :address, :now)
           ON CONFLICT (workspace_id, address)
           DO UPDATE SET stopped_at = coalesce(mail_address.stopped_at, excluded.stopped_at)""",
        address=address,
        now=now,
    )
    await tx.run(
        """UPDATE mail SET state = 'suppressed', error = 'The recipient asked for no more mails.'
           WHERE workspace_id = :ws AND recipient = :address AND kind IN ('answer', 'transcript')
             AND state = 'queued'""",
        address=address,
    )
