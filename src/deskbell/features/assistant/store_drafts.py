"""SQL of the assistant's settings that are not in force: the draft, and the versions of the past."""

from __future__ import annotations

import json
from dataclasses import asdict

from deskbell.features.assistant.model import Draft, Version
from deskbell.features.workspaces.model import AssistantSettings
from deskbell.features.workspaces.rules import options
from deskbell.runtime.db.api import Row, Tx


async def draft(tx: Tx) -> Draft | None:
    row = await tx.one(
        """SELECT edit, based_on, name, prompt, options, updated_at, updated_by FROM assistant_draft
           WHERE workspace_id = :ws"""
    )
    if row is None:
        return None
    settings = AssistantSettings(
        row["name"], row["prompt"], row["based_on"], row["updated_at"], options(json.loads(row["options"]))
    )
    return Draft(settings, row["edit"], row["based_on"], row["updated_by"])


async def put_draft(tx: Tx, draft: Draft) -> None:
    s = draft.settings
    await tx.run(
        """INSERT INTO assistant_draft (workspace_id, edit, based_on, name, prompt, options, updated_at, updated_by)
           VALUES (:ws, :edit, :based_on, :name, :prompt, :options, :at, :by)
           ON CONFLICT (workspace_id) DO UPDATE SET edit = :edit, name = :name, prompt = :prompt, options = :options,
             updated_at = :at, updated_by = :by""",
        edit=draft.edit,
        based_on=draft.based_on,
        name=s.name,
        prompt=s.prompt,
        options=json.dumps(asdict(s.options), ensure_ascii=False),
        at=s.updated_at,
        by=draft.by,
    )


async def drop_draft(tx: Tx) -> None:
    await tx.run("DELETE FROM assistant_draft WHERE workspace_id = :ws")


async def keep_version(tx: Tx, version: Version) -> None:
    """A version that is kept already stays as it is."""
    s = version.settings
    await tx.run(
        """INSERT INTO assistant_version (workspace_id, version, name, prompt, options, published_at, published_by,
             restores)
           VALUES (:ws, :version, :name, :prompt, :options, :at, :by, :restores)
           ON CONFLICT (workspace_id, version) DO NOTHING""",
        version=s.version,
        name=s.name,
        prompt=s.prompt,
        options=json.dumps(asdict(s.options), ensure_ascii=False),
        at=s.updated_at,
        by=version.by,
        restores=version.restores,
    )


async def versions(tx: Tx, *, limit: int) -> list[Version]:
    rows = await tx.all(
        """SELECT version, name, prompt, options, published_at, published_by, restores FROM assistant_version
           WHERE workspace_id = :ws ORDER BY version DESC LIMIT :limit""",
        limit=limit,
    )
    return [_version(row) for row in rows]


async def version(tx: Tx, number: int) -> Version | None:
    row = await tx.one(
        """SELECT version, name, prompt, options, published_at, published_by, restores FROM assistant_version
           WHERE workspace_id = :ws AND version = :number""",
        number=number,
    )
    return _version(row) if row else None


async def version_before(tx: Tx, number: int) -> Version | None:
    row = await tx.one(
        """SELECT version, name, prompt, options, published_at, published_by, restores FROM assistant_version
           WHERE workspace_id = :ws AND version < :number ORDER BY version DESC LIMIT 1""",
        number=number,
    )
    return _version(row) if row else None


def _version(row: Row) -> Version:
    settings = AssistantSettings(
        row["name"], row["prompt"], row["version"], row["published_at"], options(json.loads(row["options"]))
    )
    return Version(settings, row["published_by"], row["restores"])
