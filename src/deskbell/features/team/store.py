"""SQL of invitations, and of belonging to a workspace. Whoever leaves keeps a row, because the log names its author."""

from __future__ import annotations

from deskbell.features.team.model import Invitation, Member
from deskbell.runtime.db.api import Row, Tx

_SELECT = "SELECT workspace_id, id, email, role, invited_by, created_at, expires_at FROM invitation"


def _invitation(row: Row) -> Invitation:
    return Invitation(**row)


async def insert(tx: Tx, invitation: Invitation, *, token_hash: str) -> None:
    """A new invitation replaces an open one to the same address."""
    await tx.run("DELETE FROM invitation WHERE workspace_id = :ws AND email = :email", email=invitation.email)
    await tx.run(
        """INSERT INTO invitation (workspace_id, id, token_hash, email, role, invited_by, created_at, expires_at)
           VALUES (:ws, :id, :token_hash, :email, :role, :invited_by, :created_at, :expires_at)""",
        id=invitation.id,
        token_hash=token_hash,
        email=invitation.email,
        role=invitation.role,
        invited_by=invitation.invited_by,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
    )


async def open_ones(tx: Tx, *, now: int) -> list[Invitation]:
    rows = await tx.all(_SELECT + " WHERE workspace_id = :ws AND expires_at > :now ORDER BY created_at", now=now)
    return [_invitation(row) for row in rows]


async def one(tx: Tx, invitation_id: str) -> Invitation | None:
    row = await tx.one(_SELECT + " WHERE workspace_id = :ws AND id = :id", id=invitation_id)
    return _invitation(row) if row else None


async def by_token_any_workspace(tx: Tx, token_hash: str, *, now: int) -> Invitation | None:
    row = await tx.one(
        _SELECT + " WHERE token_hash = :token_hash AND expires_at > :now", token_hash=token_hash, now=now
    )
    return _invitation(row) if row else None


async def delete(tx: Tx, invitation_id: str) -> bool:
    """False: it is gone already, so it can be used once."""
    return await tx.run("DELETE FROM invitation WHERE workspace_id = :ws AND id = :id", id=invitation_id) == 1


async def members(tx: Tx, *, now: int) -> list[Member]:
    rows = await tx.all(
        """SELECT o.id, o.name, l.email, o.role, o.seen_at,
             o.available = 1 AND o.idle = 0 AND (o.away_until IS NULL OR o.away_until <= :now) AS available
           FROM operator o JOIN login l ON l.id = o.login_id
           WHERE o.workspace_id = :ws AND o.removed_at IS NULL ORDER BY o.created_at""",
        now=now,
    )
    return [Member(**{**row, "available": bool(row["available"])}) for row in rows]


async def join(tx: Tx, *, id: str, login_id: str, name: str, role: str, now: int) -> str:
    """Belong to the workspace, again or for the first time. Returns the operator's id."""
    row = await tx.one(
        """INSERT INTO operator (workspace_id, id, login_id, name, role, created_at)
           VALUES (:ws, :id, :login_id, :name, :role, :now)
           ON CONFLICT (workspace_id, login_id) DO UPDATE
           SET removed_at = NULL, available = 1, name = excluded.name, role = excluded.role
           RETURNING id""",
        id=id,
        login_id=login_id,
        name=name,
        role=role,
        now=now,
    )
    assert row is not None
    return str(row["id"])


async def set_role(tx: Tx, operator_id: str, role: str) -> None:
    await tx.run("UPDATE operator SET role = :role WHERE workspace_id = :ws AND id = :id", id=operator_id, role=role)


async def remove(tx: Tx, operator_id: str, now: int) -> None:
    await tx.run(
        "UPDATE operator SET removed_at = :now, available = 0 WHERE workspace_id = :ws AND id = :id",
        id=operator_id,
        now=now,
    )


async def end_sign_ins(tx: Tx, operator_id: str, *, but: str = "") -> frozenset[str]:
    """The hashes of the tokens that are good no more. `but`: the hash of the one that stays."""
    rows = await tx.all(
        """DELETE FROM sign_in WHERE workspace_id = :ws AND operator_id = :id AND token_hash <> :but
           RETURNING token_hash""",
        id=operator_id,
        but=but,
    )
    return frozenset(row["token_hash"] for row in rows)


async def sign_ins(tx: Tx, operator_id: str, *, now: int) -> list[Row]:
    """The newest first. `id` is a part of the hash: it names a sign-in and opens nothing."""
    return await tx.all(
        """SELECT token_hash, substr(token_hash, 1, 20) AS id, browser, created_at AS at FROM sign_in
           WHERE workspace_id = :ws AND operator_id = :operator_id AND expires_at > :now ORDER BY created_at DESC""",
        operator_id=operator_id,
        now=now,
    )


async def end_sign_in(tx: Tx, operator_id: str, sign_in_id: str) -> str | None:
    """The hash of the token that is good no more; None: there was none."""
    row = await tx.one(
        """DELETE FROM sign_in WHERE workspace_id = :ws AND operator_id = :operator_id
           AND substr(token_hash, 1, 20) = :id RETURNING token_hash""",
        operator_id=operator_id,
        id=sign_in_id,
    )
    return str(row["token_hash"]) if row else None


async def login_any_workspace(tx: Tx, email: str) -> Row | None:
    """The login of this address, with the number of workspaces that it belongs to."""
    return await tx.one(
        """SELECT l.id, count(o.id) AS workspaces FROM login l
           LEFT JOIN operator o ON o.login_id = l.id AND o.removed_at IS NULL WHERE l.email = :email GROUP BY l.id""",
        email=email,
    )


async def password_of(tx: Tx, operator_id: str) -> Row | None:
    return await tx.one(
        """SELECT l.id, l.password_hash FROM operator o JOIN login l ON l.id = o.login_id
           WHERE o.workspace_id = :ws AND o.id = :id""",
        id=operator_id,
    )
