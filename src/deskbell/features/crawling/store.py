"""SQL of origins and their pages."""

from __future__ import annotations

import json
from collections.abc import Iterable

from deskbell.features.crawling.model import Origin, Page
from deskbell.runtime.db.api import Row, Tx

_PAGE = "id, origin_id, address, state, reason, attempts, title, etag, modified, digest, fetched_at"
_ORIGIN = """o.id, o.kind, o.address, o.include, o.exclude, o.most, o.state, o.reason, o.robots, o.updated_at,
  (SELECT count(*) FROM page p WHERE p.workspace_id = o.workspace_id AND p.origin_id = o.id) AS pages,
  (SELECT count(*) FROM page p WHERE p.workspace_id = o.workspace_id AND p.origin_id = o.id
     AND p.state = 'queued') AS waiting,
  (SELECT count(*) FROM page p WHERE p.workspace_id = o.workspace_id AND p.origin_id = o.id
     AND p.state IN ('failed', 'stale')) AS troubled,
  (SELECT count(*) FROM page p JOIN source s ON s.workspace_id = p.workspace_id AND s.page_id = p.id
     JOIN passage x ON x.workspace_id = s.workspace_id AND x.source_id = s.id
     WHERE p.workspace_id = o.workspace_id AND p.origin_id = o.id) AS passages"""


def as_origin(row: Row) -> Origin:
    return Origin(
        row["id"],
        row["kind"],
        row["address"],
        tuple(json.loads(row["include"])),
        tuple(json.loads(row["exclude"])),
        row["most"],
        row["state"],
        row["reason"],
        row["robots"],
        row["updated_at"],
        row["pages"],
        row["waiting"],
        row["troubled"],
        row["passages"],
    )


def as_page(row: Row) -> Page:
    return Page(*(row[name] for name in _PAGE.split(", ")))


async def origin(tx: Tx, origin_id: str) -> Origin | None:
    row = await tx.one(f"SELECT {_ORIGIN} FROM origin o WHERE o.workspace_id = :ws AND o.id = :id", id=origin_id)
    return as_origin(row) if row else None


async def at_address(tx: Tx, kind: str, address: str) -> str | None:
    row = await tx.one(
        "SELECT id FROM origin WHERE workspace_id = :ws AND kind = :kind AND address = :address",
        kind=kind,
        address=address,
    )
    return row["id"] if row else None


async def origins(tx: Tx) -> list[Origin]:
    rows = await tx.all(f"SELECT {_ORIGIN} FROM origin o WHERE o.workspace_id = :ws ORDER BY o.id DESC LIMIT 1000")
    return [as_origin(row) for row in rows]


async def insert_origin(tx: Tx, o: Origin, *, next_at: int | None, now: int) -> None:
    await tx.run(
        """INSERT INTO origin (workspace_id, id, kind, address, include, exclude, most, state, reason, robots, next_at,
             created_at, updated_at)
           VALUES (:ws, :id, :kind, :address, :include, :exclude, :most, :state, NULL, '', :next_at, :now, :now)""",
        id=o.id,
        kind=o.kind,
        address=o.address,
        include=json.dumps(o.include),
        exclude=json.dumps(o.exclude),
        most=o.most,
        state=o.state,
        next_at=next_at,
        now=now,
    )


async def set_origin(
    tx: Tx, origin_id: str, *, state: str, reason: str | None, next_at: int | None, robots: str | None, now: int
) -> None:
    """`robots`: None leaves it."""
    await tx.run(
        """UPDATE origin SET state = :state, reason = :reason, next_at = :next_at,
             robots = coalesce(:robots, robots), updated_at = :now WHERE workspace_id = :ws AND id = :id""",
        id=origin_id,
        state=state,
        reason=reason,
        next_at=next_at,
        robots=robots,
        now=now,
    )


async def set_choice(tx: Tx, o: Origin, *, now: int) -> None:
    """Which pages are wanted; read again at once."""
    await tx.run(
        """UPDATE origin SET include = :include, exclude = :exclude, state = 'queued', reason = NULL, next_at = :now,
             updated_at = :now WHERE workspace_id = :ws AND id = :id""",
        id=o.id,
        include=json.dumps(o.include),
        exclude=json.dumps(o.exclude),
        now=now,
    )


async def delete_page(tx: Tx, page_id: str) -> None:
    """Its texts must have gone before."""
    await tx.run("DELETE FROM page WHERE workspace_id = :ws AND id = :id", id=page_id)


async def delete_origin(tx: Tx, origin_id: str) -> None:
    """The texts of its pages must have gone before."""
    await tx.run("DELETE FROM page WHERE workspace_id = :ws AND origin_id = :id", id=origin_id)
    await tx.run("DELETE FROM origin WHERE workspace_id = :ws AND id = :id", id=origin_id)


async def pages(tx: Tx, origin_id: str) -> list[Page]:
    rows = await tx.all(
        f"SELECT {_PAGE} FROM page WHERE workspace_id = :ws AND origin_id = :id ORDER BY address", id=origin_id
    )
    return [as_page(row) for row in rows]


async def page(tx: Tx, page_id: str) -> Page | None:
    row = await tx.one(f"SELECT {_PAGE} FROM page WHERE workspace_id = :ws AND id = :id", id=page_id)
    return as_page(row) if row else None


async def taken(tx: Tx) -> int:
    """How many pages of knowledge there are or will be: what is read or waits to be, and the team's own entries."""
    row = await tx.one(
        """SELECT (SELECT count(*) FROM page WHERE workspace_id = :ws)
             + (SELECT count(*) FROM source WHERE workspace_id = :ws AND page_id IS NULL) AS n"""
    )
    return int(row["n"]) if row else 0


async def add_pages(
    tx: Tx, origin_id: str, found: Iterable[tuple[str, str]], *, most: int, now: int, room: int | None = None
) -> None:
    """Queue addresses (each with an id for its row) that are not known, as long as there are fewer than `most` of the
    origin, and fewer than `room` in the workspace (None: no matter).
    """
    for page_id, address in found:
        await tx.run(
            """INSERT INTO page (workspace_id, id, origin_id, address, state, due_at)
               SELECT :ws, :id, :origin_id, :address, 'queued', :now
               WHERE (SELECT count(*) FROM page WHERE workspace_id = :ws AND origin_id = :origin_id) < :most
                 AND (:room IS NULL OR (SELECT count(*) FROM page WHERE workspace_id = :ws)
                   + (SELECT count(*) FROM source WHERE workspace_id = :ws AND page_id IS NULL) < :room)
               ON CONFLICT DO NOTHING""",
            id=page_id,
            origin_id=origin_id,
            address=address,
            most=most,
            room=room,
            now=now,
        )


async def queue_all(tx: Tx, origin_id: str, *, now: int) -> None:
    await tx.run(
        """UPDATE page SET state = 'queued', attempts = 0, due_at = :now
           WHERE workspace_id = :ws AND origin_id = :id""",
        id=origin_id,
        now=now,
    )


async def set_page(tx: Tx, p: Page, *, due_at: int) -> None:
    await tx.run(
        """UPDATE page SET state = :state, reason = :reason, attempts = :attempts, title = :title, etag = :etag,
             modified = :modified, digest = :digest, fetched_at = :fetched_at, due_at = :due_at
           WHERE workspace_id = :ws AND id = :id""",
        id=p.id,
        state=p.state,
        reason=p.reason,
        attempts=p.attempts,
        title=p.title,
        etag=p.etag,
        modified=p.modified,
        digest=p.digest,
        fetched_at=p.fetched_at,
        due_at=due_at,
    )


async def counts(tx: Tx, origin_id: str) -> dict[str, int]:
    rows = await tx.all(
        "SELECT state, count(*) AS n FROM page WHERE workspace_id = :ws AND origin_id = :id GROUP BY state",
        id=origin_id,
    )
    return {row["state"]: row["n"] for row in rows}


async def due_origins_any_workspace(tx: Tx, *, now: int) -> list[tuple[str, str]]:
    rows = await tx.all("SELECT workspace_id, id FROM origin WHERE next_at <= :now ORDER BY next_at LIMIT 4", now=now)
    return [(row["workspace_id"], row["id"]) for row in rows]


async def due_pages_any_workspace(tx: Tx, *, now: int) -> list[tuple[str, str]]:
    """A few of each workspace, so that a large site keeps nobody waiting."""
    rows = await tx.all(
        """SELECT workspace_id, id FROM (
             SELECT workspace_id, id, due_at, row_number() OVER (PARTITION BY workspace_id ORDER BY due_at, id) AS n
             FROM page WHERE state = 'queued' AND due_at <= :now)
           WHERE n <= 4 ORDER BY due_at LIMIT 8""",
        now=now,
    )
    return [(row["workspace_id"], row["id"]) for row in rows]
