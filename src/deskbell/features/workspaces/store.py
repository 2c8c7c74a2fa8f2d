"""SQL of workspaces, logins and operators."""

from __future__ import annotations

import json
from dataclasses import asdict

from deskbell.features.workspaces import rules
from deskbell.features.workspaces.model import AssistantOptions, AssistantSettings, Limits, Operator, Times
from deskbell.runtime.db.api import Row, Tx

_OPERATOR = """
SELECT o.workspace_id, o.id, o.name, o.role, o.available, l.email, l.password_hash, l.id AS login_id
FROM operator o JOIN login l ON l.id = o.login_id
"""


def _operator(row: Row) -> Operator:
    return Operator(row["workspace_id"], row["id"], row["name"], row["email"], row["role"], bool(row["available"]))


async def insert_workspace_any_workspace(tx: Tx, *, id: str, name: str, assistant: AssistantSettings, now: int) -> None:
    await tx.run(
        """INSERT INTO workspace (id, name, assistant_name, assistant_prompt, assistant_updated_at, created_at)
           VALUES (:id, :name, :assistant_name, :prompt, :now, :now)""",
        id=id,
        name=name,
        assistant_name=assistant.name,
        prompt=assistant.prompt,
        now=now,
    )


async def login_any_workspace(tx: Tx, email: str) -> Row | None:
    return await tx.one("SELECT id, password_hash FROM login WHERE email = :email", email=email)


async def put_login_any_workspace(tx: Tx, *, id: str, email: str, password_hash: str, now: int) -> None:
    """A new login, or the new password of one."""
    await tx.run(
        """INSERT INTO login (id, email, password_hash, created_at) VALUES (:id, :email, :password_hash, :now)
           ON CONFLICT (id) DO UPDATE SET password_hash = excluded.password_hash""",
        id=id,
        email=email,
        password_hash=password_hash,
        now=now,
    )


async def insert_operator(tx: Tx, *, id: str, login_id: str, name: str, role: str, now: int) -> None:
    await tx.run(
        """INSERT INTO operator (workspace_id, id, login_id, name, role, created_at)
           VALUES (:ws, :id, :login_id, :name, :role, :now)""",
        id=id,
        login_id=login_id,
        name=name,
        role=role,
        now=now,
    )


async def operators_of_login_any_workspace(tx: Tx, login_id: str) -> list[Operator]:
    rows = await tx.all(
        _OPERATOR + "WHERE o.login_id = :id AND o.removed_at IS NULL ORDER BY o.created_at", id=login_id
    )
    return [_operator(row) for row in rows]


async def operator(tx: Tx, operator_id: str) -> Operator | None:
    row = await tx.one(_OPERATOR + "WHERE o.workspace_id = :ws AND o.id = :id AND o.removed_at IS NULL", id=operator_id)
    return _operator(row) if row else None


async def insert_sign_in_any_workspace(
    tx: Tx, *, token_hash: str, operator: Operator, login_id: str, browser: str, now: int, expires_at: int
) -> None:
    await tx.run(
        """INSERT INTO sign_in (token_hash, login_id, workspace_id, operator_id, browser, created_at, expires_at)
           VALUES (:token_hash, :login_id, :workspace_id, :operator_id, :browser, :now, :expires_at)""",
        token_hash=token_hash,
        login_id=login_id,
        workspace_id=operator.workspace_id,
        operator_id=operator.id,
        browser=browser,
        now=now,
        expires_at=expires_at,
    )


async def operator_by_sign_in_any_workspace(tx: Tx, token_hash: str, now: int) -> Operator | None:
    row = await tx.one(
        _OPERATOR
        + """JOIN sign_in s ON s.workspace_id = o.workspace_id AND s.operator_id = o.id
             WHERE s.token_hash = :token_hash AND s.expires_at > :now AND o.removed_at IS NULL""",
        token_hash=token_hash,
        now=now,
    )
    return _operator(row) if row else None


async def delete_sign_in_any_workspace(tx: Tx, token_hash: str) -> None:
    await tx.run("DELETE FROM sign_in WHERE token_hash = :token_hash", token_hash=token_hash)


async def workspace_name(tx: Tx) -> str | None:
    row = await tx.one("SELECT name FROM workspace WHERE id = :ws")
    return row["name"] if row else None


async def limits(tx: Tx) -> Limits:
    row = await tx.one("SELECT limits FROM workspace WHERE id = :ws")
    return Limits(**json.loads(row["limits"])) if row and row["limits"] else Limits()


async def put_limits(tx: Tx, limits: Limits | None) -> None:
    """None: no limits."""
    await tx.run(
        "UPDATE workspace SET limits = :limits WHERE id = :ws", limits=json.dumps(asdict(limits)) if limits else None
    )


async def example(tx: Tx) -> bool:
    row = await tx.one("SELECT example FROM workspace WHERE id = :ws")
    return row is not None and bool(row["example"])


async def remove_example(tx: Tx) -> None:
    await tx.run("UPDATE workspace SET example = 0 WHERE id = :ws")


async def times(tx: Tx) -> Times | None:
    row = await tx.one("SELECT pickup_ms, silence_ms, idle_away FROM workspace WHERE id = :ws")
    return Times(row["pickup_ms"], row["silence_ms"], bool(row["idle_away"])) if row else None


async def save_times(tx: Tx, wanted: Times) -> None:
    await tx.run(
        "UPDATE workspace SET pickup_ms = :pickup, silence_ms = :silence, idle_away = :idle WHERE id = :ws",
        pickup=wanted.pickup,
        silence=wanted.silence,
        idle=int(wanted.idle_away),
    )


async def assistant(tx: Tx) -> AssistantSettings | None:
    row = await tx.one(
        """SELECT assistant_name, assistant_prompt, assistant_version, assistant_updated_at, assistant_options
           FROM workspace WHERE id = :ws"""
    )
    if row is None:
        return None
    return AssistantSettings(
        row["assistant_name"],
        row["assistant_prompt"],
        row["assistant_version"],
        row["assistant_updated_at"],
        rules.options(json.loads(row["assistant_options"])),
    )


async def save_assistant(tx: Tx, *, name: str, prompt: str, options: AssistantOptions, version: int, now: int) -> bool:
    """False: somebody else saved after `version` was read."""
    changed = await tx.run(
        """UPDATE workspace SET assistant_name = :name, assistant_prompt = :prompt, assistant_options = :options,
             assistant_version = assistant_version + 1, assistant_updated_at = :now
           WHERE id = :ws AND assistant_version = :version""",
        name=name,
        prompt=prompt,
        options=json.dumps(asdict(options), ensure_ascii=False),
        version=version,
        now=now,
    )
    return changed == 1


async def seen(tx: Tx, operator_id: str, now: int, *, active: bool, idle_since: int) -> None:
    """`active`: touched right now; who was not since `idle_since` is idle, where the workspace has it so."""
    await tx.run(
        "UPDATE operator SET seen_at = :now, active_at = :now WHERE workspace_id = :ws AND id = :id"
        if active
        else "UPDATE operator SET seen_at = :now WHERE workspace_id = :ws AND id = :id",
        id=operator_id,
        now=now,
    )
    await tx.run(
        """UPDATE operator SET idle = CASE WHEN active_at < :since
             AND (SELECT idle_away FROM workspace WHERE id = :ws) = 1 THEN 1 ELSE 0 END
           WHERE workspace_id = :ws AND id = :id""",
        id=operator_id,
        since=idle_since,
    )


async def set_available(tx: Tx, operator_id: str, available: bool, away_until: int | None) -> None:
    await tx.run(
        """UPDATE operator SET available = :available, away_until = :until, ignored_rings = 0
           WHERE workspace_id = :ws AND id = :id""",
        id=operator_id,
        available=int(available),
        until=away_until,
    )


async def ring_ignored(tx: Tx, operator_id: str, *, most: int) -> bool:
    """Count one more; the one that is too many takes the operator off shift. True: it was this one."""
    row = await tx.one(
        """UPDATE operator SET ignored_rings = ignored_rings + 1,
             available = CASE WHEN ignored_rings + 1 >= :most THEN 0 ELSE available END
           WHERE workspace_id = :ws AND id = :id AND available = 1 RETURNING available""",
        id=operator_id,
        most=most,
    )
    return row is not None and not row["available"]


async def ring_answered(tx: Tx, operator_id: str) -> None:
    await tx.run(
        "UPDATE operator SET ignored_rings = 0 WHERE workspace_id = :ws AND id = :id AND available = 1", id=operator_id
    )


async def availability(tx: Tx, operator_id: str) -> Row | None:
    return await tx.one(
        "SELECT available, away_until, ignored_rings, idle FROM operator WHERE workspace_id = :ws AND id = :id",
        id=operator_id,
    )


async def on_shift(tx: Tx, *, now: int) -> list[str]:
    rows = await tx.all(
        """SELECT id FROM operator WHERE workspace_id = :ws AND removed_at IS NULL AND available = 1
             AND (away_until IS NULL OR away_until <= :now)""",
        now=now,
    )
    return [row["id"] for row in rows]


async def reachable_count(tx: Tx, *, seen_since: int, now: int) -> int:
    row = await tx.one(
        """SELECT count(*) AS n FROM operator WHERE workspace_id = :ws AND removed_at IS NULL AND available = 1
             AND (away_until IS NULL OR away_until <= :now) AND idle = 0 AND seen_at >= :since""",
        since=seen_since,
        now=now,
    )
    return int(row["n"]) if row else 0


async def count_any_workspace(tx: Tx) -> int:
    row = await tx.one("SELECT count(*) AS n FROM workspace")
    return int(row["n"]) if row else 0
