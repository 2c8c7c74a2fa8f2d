"""SQL of identities: which visitor is whom in a site's own books."""

from __future__ import annotations

from deskbell.runtime.db.api import Tx


async def salt(tx: Tx, site_id: str) -> str:
    row = await tx.one("SELECT salt FROM site_identity WHERE workspace_id = :ws AND site_id = :id", id=site_id)
    return row["salt"] if row else ""


async def set_salt(tx: Tx, site_id: str, salt: str, *, now: int) -> None:
    await tx.run(
        """INSERT INTO site_identity (workspace_id, site_id, salt, changed_at) VALUES (:ws, :id, :salt, :now)
           ON CONFLICT (workspace_id, site_id) DO UPDATE SET salt = excluded.salt, changed_at = excluded.changed_at""",
        id=site_id,
        salt=salt,
        now=now,
    )


async def visitor_of(tx: Tx, site_id: str, subject: str) -> str | None:
    row = await tx.one(
        "SELECT visitor_id FROM identity WHERE workspace_id = :ws AND site_id = :site_id AND subject = :subject",
        site_id=site_id,
        subject=subject,
    )
    return row["visitor_id"] if row else None


async def bind(tx: Tx, site_id: str, subject: str, visitor_id: str, *, now: int) -> bool:
    """False: the subject has a visitor already, or the visitor is somebody."""
    changed = await tx.run(
        """INSERT INTO identity (workspace_id, site_id, subject, visitor_id, at)
           VALUES (:ws, :site_id, :subject, :visitor_id, :now) ON CONFLICT DO NOTHING""",
        site_id=site_id,
        subject=subject,
        visitor_id=visitor_id,
        now=now,
    )
    return changed == 1
