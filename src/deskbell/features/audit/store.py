"""SQL of the audit log. Decides nothing."""

from __future__ import annotations

import json
from typing import Any

from deskbell.features.audit.model import Entry, Wanted
from deskbell.runtime.db.api import Tx


async def add(tx: Tx, *, action: str, subject: str, detail: dict[str, Any], now: int) -> None:
    await tx.run(
        """INSERT INTO audit (workspace_id, n, at, by_id, by_name, action, subject, detail)
           SELECT :ws, 1 + coalesce((SELECT max(n) FROM audit WHERE workspace_id = :ws), 0), :now, :by_id,
             coalesce((SELECT name FROM operator WHERE workspace_id = :ws AND id = :by_id), ''), :action, :subject,
             :detail""",
        by_id=tx.by,
        action=action,
        subject=subject,
        detail=json.dumps(detail, ensure_ascii=False),
        now=now,
    )


async def page(tx: Tx, wanted: Wanted, *, before: int | None, limit: int) -> list[Entry]:
    rows = await tx.all(
        """SELECT n, at, by_id, by_name, action, subject, detail FROM audit
           WHERE workspace_id = :ws AND (:before IS NULL OR n < :before) AND (:by IS NULL OR by_id = :by)
             AND (:action IS NULL OR action = :action OR substr(action, 1, length(:action) + 1) = :action || '.')
             AND (:subject IS NULL OR subject = :subject)
             AND (:since IS NULL OR at >= :since) AND (:until IS NULL OR at < :until)
           ORDER BY n DESC LIMIT :limit""",
        before=before,
        by=wanted.by,
        action=wanted.action,
        subject=wanted.subject,
        since=wanted.since,
        until=wanted.until,
        limit=limit,
    )
    return [Entry(**{**row, "detail": json.loads(row["detail"])}) for row in rows]


async def people(tx: Tx) -> list[tuple[str, str]]:
    """Who stands in the log: (id, name as it was last)."""
    rows = await tx.all(
        """SELECT a.by_id, a.by_name, a.n AS last FROM audit a WHERE a.workspace_id = :ws AND a.n = (
             SELECT max(b.n) FROM audit b WHERE b.workspace_id = :ws AND b.by_id = a.by_id) ORDER BY a.by_name"""
    )
    return [(row["by_id"], row["by_name"]) for row in rows]
