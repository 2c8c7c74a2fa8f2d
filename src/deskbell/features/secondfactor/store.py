"""SQL of the second factor. It is the person's, who signs in once for all workspaces."""

from __future__ import annotations

from deskbell.runtime.db.api import Row, Tx


async def login_of(tx: Tx, operator_id: str) -> Row | None:
    return await tx.one(
        """SELECT l.id, l.password_hash FROM operator o JOIN login l ON l.id = o.login_id
           WHERE o.workspace_id = :ws AND o.id = :id""",
        id=operator_id,
    )


async def login_at_any_workspace(tx: Tx, *, email: str) -> str | None:
    row = await tx.one("SELECT id FROM login WHERE email = :email", email=email)
    return row["id"] if row else None


async def read_any_workspace(tx: Tx, login_id: str) -> Row | None:
    return await tx.one(
        """SELECT secret, confirmed_at, used_step,
             (SELECT count(*) FROM recovery_code r WHERE r.login_id = f.login_id) AS codes
           FROM second_factor f WHERE login_id = :id""",
        id=login_id,
    )


async def begin_any_workspace(tx: Tx, login_id: str, sealed: str) -> bool:
    """False: one is in force already."""
    changed = await tx.run(
        """INSERT INTO second_factor (login_id, secret) VALUES (:id, :secret)
           ON CONFLICT (login_id) DO UPDATE SET secret = excluded.secret, used_step = 0
           WHERE second_factor.confirmed_at IS NULL""",
        id=login_id,
        secret=sealed,
    )
    return changed == 1


async def confirm_any_workspace(tx: Tx, login_id: str, *, now: int) -> None:
    await tx.run("UPDATE second_factor SET confirmed_at = :now WHERE login_id = :id", id=login_id, now=now)


async def use_step_any_workspace(tx: Tx, login_id: str, step: int) -> bool:
    """False: this code, or a later one, was used already."""
    changed = await tx.run(
        "UPDATE second_factor SET used_step = :step WHERE login_id = :id AND used_step < :step", id=login_id, step=step
    )
    return changed == 1


async def put_codes_any_workspace(tx: Tx, login_id: str, hashes: list[str]) -> None:
    await tx.run("DELETE FROM recovery_code WHERE login_id = :id", id=login_id)
    for code_hash in hashes:
        await tx.run(
            "INSERT INTO recovery_code (login_id, code_hash) VALUES (:id, :code_hash)", id=login_id, code_hash=code_hash
        )


async def use_code_any_workspace(tx: Tx, login_id: str, code_hash: str) -> bool:
    changed = await tx.run(
        "DELETE FROM recovery_code WHERE login_id = :id AND code_hash = :code_hash", id=login_id, code_hash=code_hash
    )
    return changed == 1


async def remove_any_workspace(tx: Tx, login_id: str) -> None:
    await tx.run("DELETE FROM recovery_code WHERE login_id = :id", id=login_id)
    await tx.run("DELETE FROM second_factor WHERE login_id = :id", id=login_id)
