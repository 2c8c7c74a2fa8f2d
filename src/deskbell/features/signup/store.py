"""SQL of what is asked at the door. A person's address names no workspace, so all of it looks across them."""

from __future__ import annotations

from deskbell.features.signup.model import Ask, Link
from deskbell.runtime.db.api import Row, Tx


async def ask_any_workspace(tx: Tx, ask: Ask) -> None:
    await tx.run(
        "INSERT INTO door_ask (id, kind, email, business, asked_at) VALUES (:id, :kind, :email, :business, :at)",
        id=ask.id,
        kind=ask.kind,
        email=ask.email,
        business=ask.business,
        at=ask.asked_at,
    )


async def asks_any_workspace(tx: Tx, limit: int) -> list[Ask]:
    rows = await tx.all(
        "SELECT id, kind, email, business, asked_at FROM door_ask ORDER BY asked_at, id LIMIT :limit", limit=limit
    )
    return [Ask(**row) for row in rows]


async def answered_any_workspace(tx: Tx, ask_id: str) -> None:
    await tx.run("DELETE FROM door_ask WHERE id = :id", id=ask_id)


async def login_any_workspace(tx: Tx, email: str) -> Row | None:
    """The login of this address, and a workspace where it works (None: nowhere)."""
    return await tx.one(
        """SELECT l.id, min(o.workspace_id) AS workspace_id FROM login l
           LEFT JOIN operator o ON o.login_id = l.id AND o.removed_at IS NULL WHERE l.email = :email GROUP BY l.id""",
        email=email,
    )


async def put_link_any_workspace(tx: Tx, link: Link, token_hash: str) -> None:
    """The newest link to an address is the only good one."""
    await tx.run("DELETE FROM door_link WHERE kind = :kind AND email = :email", kind=link.kind, email=link.email)
    await tx.run(
        """INSERT INTO door_link (token_hash, kind, email, workspace_id, expires_at)
           VALUES (:token_hash, :kind, :email, :workspace_id, :expires_at)""",
        token_hash=token_hash,
        kind=link.kind,
        email=link.email,
        workspace_id=link.workspace_id,
        expires_at=link.expires_at,
    )


async def link_to_any_workspace(tx: Tx, kind: str, email: str) -> Link | None:
    """The latest to this address, run out or not."""
    row = await tx.one(
        "SELECT kind, email, workspace_id, expires_at FROM door_link WHERE kind = :kind AND email = :email",
        kind=kind,
        email=email,
    )
    return Link(**row) if row else None


async def link_any_workspace(tx: Tx, token_hash: str, *, now: int) -> Link | None:
    row = await tx.one(
        """SELECT kind, email, workspace_id, expires_at FROM door_link
           WHERE token_hash = :token_hash AND expires_at > :now""",
        token_hash=token_hash,
        now=now,
    )
    return Link(**row) if row else None


async def use_any_workspace(tx: Tx, token_hash: str) -> None:
    await tx.run("DELETE FROM door_link WHERE token_hash = :token_hash", token_hash=token_hash)


async def name_any_workspace(tx: Tx, workspace_id: str, name: str) -> None:
    await tx.run("UPDATE workspace SET name = :name WHERE id = :id", id=workspace_id, name=name)


async def own_any_workspace(tx: Tx, *, link: Link, login_id: str, operator_id: str, name: str, now: int) -> None:
    await tx.run(
        """INSERT INTO operator (workspace_id, id, login_id, name, role, created_at)
           VALUES (:workspace_id, :id, :login_id, :name, 'owner', :now)""",
        workspace_id=link.workspace_id,
        id=operator_id,
        login_id=login_id,
        name=name,
        now=now,
    )


async def end_sign_ins_any_workspace(tx: Tx, login_id: str) -> frozenset[str]:
    """The hashes of the tokens that are good no more."""
    rows = await tx.all("DELETE FROM sign_in WHERE login_id = :id RETURNING token_hash", id=login_id)
    return frozenset(row["token_hash"] for row in rows)
