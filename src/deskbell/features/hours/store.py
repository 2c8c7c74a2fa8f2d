"""SQL of opening hours. Decides nothing."""

from __future__ import annotations

import json

from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules import reading
from deskbell.runtime.db.api import Row, Tx


async def hours(tx: Tx) -> Row | None:
    return await tx.one(
        """SELECT h.*, o.name AS updated_by_name FROM hours h
           JOIN operator o ON o.workspace_id = h.workspace_id AND o.id = h.updated_by
           WHERE h.workspace_id = :ws"""
    )


async def save(tx: Tx, new: Hours, *, operator_id: str, version: int, now: int) -> bool:
    """False: somebody else saved after `version` was read."""
    cut = new.schedule.cut or (None, None)
    changed = await tx.run(
        """INSERT INTO hours (workspace_id, always, zone, week, days, country, region, cut_from, cut_until, version,
             updated_at, updated_by)
           VALUES (:ws, :always, :zone, :week, :days, :country, :region, :cut_from, :cut_until, :version + 1, :now, :by)
           ON CONFLICT (workspace_id) DO UPDATE SET always = excluded.always, zone = excluded.zone,
             week = excluded.week, days = excluded.days, country = excluded.country, region = excluded.region,
             cut_from = excluded.cut_from, cut_until = excluded.cut_until, version = excluded.version,
             updated_at = excluded.updated_at, updated_by = excluded.updated_by
           WHERE hours.version = :version""",
        always=int(new.always),
        zone=new.schedule.zone,
        week=json.dumps(reading.written_week(new.schedule.week)),
        days=json.dumps(reading.written_days(new.specials), ensure_ascii=False),
        country=new.country,
        region=new.region,
        cut_from=cut[0],
        cut_until=cut[1],
        version=version,
        now=now,
        by=operator_id,
    )
    return changed == 1


async def top_up(tx: Tx, new: Hours) -> bool:
    """Further holidays of the preset, which nobody has to have seen: the version stays."""
    changed = await tx.run(
        "UPDATE hours SET days = :days WHERE workspace_id = :ws AND version = :version",
        days=json.dumps(reading.written_days(new.specials), ensure_ascii=False),
        version=new.version,
    )
    return changed == 1


async def presets_any_workspace(tx: Tx) -> list[str]:
    """Workspaces that follow a country's holidays."""
    rows = await tx.all("SELECT workspace_id FROM hours WHERE country IS NOT NULL")
    return [row["workspace_id"] for row in rows]
