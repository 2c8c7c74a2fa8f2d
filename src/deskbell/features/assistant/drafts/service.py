"""Edits are a draft; publishing puts it in force as a numbered version; an earlier version can be brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from deskbell.features.assistant import money
from deskbell.features.assistant import store as turns
from deskbell.features.assistant import store_drafts as store
from deskbell.features.assistant.drafts.difference import Change, difference
from deskbell.features.assistant.model import Draft, Version
from deskbell.features.audit.service import note
from deskbell.features.workspaces import rules
from deskbell.features.workspaces import service as workspaces
from deskbell.features.workspaces.model import AssistantSettings, Operator
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

LISTED = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force, and the draft with what it would change."""

    published: AssistantSettings
    draft: Draft | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A version with what it changed in its time (from the one before), and what bringing it back would change now."""

    version: Version
    changed: tuple[Change, ...]
    back: tuple[Change, ...]


class Drafts:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def standing(self, scope: WorkspaceScope) -> Standing:
        return await self._db.read(scope, _standing)

    async def save(
        self,
        scope: WorkspaceScope,
        who: Operator,
        *,
        name: str | None,
        prompt: str | None,
        options: Mapping[str, Any],
        edit: int,
    ) -> Standing:
        """Save the draft that was read as `edit` (0: there was none); what is None stays. Nothing comes into force.

        A draft that is as what is in force is none. Raises invalid, conflict (saved by somebody meanwhile).
        """
        now = self._clock.now()

        async def work(tx: Tx) -> Standing:
            at = await _standing(tx)
            _check(at.draft, edit)
            old = at.draft.settings if at.draft else at.published
            wanted = rules.settings(old, name=name, prompt=prompt, options=options)
            if not difference(at.published, wanted):
                await store.drop_draft(tx)
            else:
                based_on = at.draft.based_on if at.draft else at.published.version
                kept = replace(wanted, updated_at=now)
                await store.put_draft(tx, Draft(kept, edit + 1, based_on, who.name))
            return await _standing(tx)

        return await self._db.write(scope, work)

    async def discard(self, scope: WorkspaceScope) -> None:
        await self._db.write(scope, store.drop_draft)

    async def publish(self, scope: WorkspaceScope, who: Operator, *, edit: int, over: int) -> AssistantSettings:
        """Put the draft seen as `edit` in force, in the place of version `over`. Raises conflict, not_found."""
        now = self._clock.now()

        async def work(tx: Tx) -> AssistantSettings:
            at = await _standing(tx)
            if at.draft is None:
                raise not_found("draft")
            _check(at.draft, edit)
            new = await _in_force(tx, at.draft.settings, who.name, over=over, now=now, restores=None)
            await store.drop_draft(tx)
            return new

        return await self._db.write(scope, work)

    async def versions(self, scope: WorkspaceScope) -> list[Version]:
        """The newest first."""

        async def work(tx: Tx) -> list[Version]:
            now = await workspaces.assistant_settings(tx)
            kept = await store.versions(tx, limit=LISTED)
            return kept if kept and kept[0].settings.version == now.version else [Version(now, "", None), *kept]

        return await self._db.read(scope, work)

    async def compared(self, scope: WorkspaceScope, number: int) -> Compared:
        """0: the version in force. Raises not_found."""

        async def work(tx: Tx) -> Compared:
            now = await workspaces.assistant_settings(tx)
            version = await _version(tx, number or now.version, now)
            before = await store.version_before(tx, version.settings.version)
            changed = difference(before.settings, version.settings) if before else ()
            return Compared(version, changed, difference(now, version.settings))

        return await self._db.read(scope, work)

    async def restore(self, scope: WorkspaceScope, who: Operator, number: int, *, over: int) -> AssistantSettings:
        """Put what version `number` was in force again, as a new version. Raises not_found, conflict."""
        now = self._clock.now()

        async def work(tx: Tx) -> AssistantSettings:
            present = await workspaces.assistant_settings(tx)
            version = await _version(tx, number, present)
            if not difference(present, version.settings):
                return present
            return await _in_force(tx, version.settings, who.name, over=over, now=now, restores=number)

        return await self._db.write(scope, work)


async def draft_settings(tx: Tx) -> AssistantSettings | None:
    """What the draft says, for those who try it."""
    draft = await store.draft(tx)
    return draft.settings if draft else None


async def _standing(tx: Tx) -> Standing:
    published = await workspaces.assistant_settings(tx)
    draft = await store.draft(tx)
    return Standing(published, draft, difference(published, draft.settings) if draft else ())


async def _in_force(
    tx: Tx, wanted: AssistantSettings, by: str, *, over: int, now: int, restores: int | None
) -> AssistantSettings:
    present = await workspaces.assistant_settings(tx)
    await store.keep_version(tx, Version(present, "", None))  # the first one, which nobody published
    new = await workspaces.put_assistant(tx, wanted, over=over, now=now)
    await turns.settle(tx, money.settled(present.options, new.options))
    await store.keep_version(tx, Version(new, by, restores))
    action = "assistant.published" if restores is None else "assistant.restored"
    await note(tx, action, str(new.version), now=now, **({"restores": restores} if restores else {}))
    return new


async def _version(tx: Tx, number: int, present: AssistantSettings) -> Version:
    found = await store.version(tx, number)
    if found is None and number == present.version:
        return Version(present, "", None)
    if found is None:
        raise not_found("version")
    return found


def _check(draft: Draft | None, edit: int) -> None:
    if (draft.edit if draft else 0) != edit:
        by = draft.by if draft else ""
        raise Refused("conflict", f"{by or 'Somebody else'} changed the draft meanwhile. Reload to see it.", by=by)
