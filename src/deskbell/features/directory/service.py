"""The people a workspace knows: finding, correcting, taking along as a sheet, bringing in from one.

Two contacts with one address stay two: whoever claims an address has proved nothing. Somebody of the team who knows
better makes them one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from deskbell.features.audit.service import note
from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import Details, Source
from deskbell.features.conversations.model import Owner
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations
from deskbell.features.directory import rules, store
from deskbell.features.directory.model import MOST_FIELDS, Contact, Line, Order, Report, Skipped, Told, Wanted
from deskbell.kit import cursors, sheets
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

AT_ONCE: Final = 100  # lines in one transaction: messages of visitors are written between two of them
EXPORTED: Final = 500
TIMELINE: Final = 100
MOST_CONSENT: Final = 500


@dataclass(frozen=True, slots=True)
class Opened:
    contact: Contact
    told: list[Told]
    conversations: list[dict[str, Any]]
    also: list[Details]
    alike: list[Contact]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two contacts, as whom they would be known as one, and those whose browser nobody has vouched for."""

    contacts: tuple[Contact, Contact]
    after: Details
    taken: list[str]
    unproved: list[str]


@dataclass(frozen=True, slots=True)
class Listed:
    contacts: list[Contact]
    next: str | None
    total: int


class Directory:
    def __init__(self, db: Database, clock: Clock, ids: Ids, reading: Reading, conversations: Conversations) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._reading = reading
        self._conversations = conversations

    async def page(self, scope: WorkspaceScope, wanted: Wanted, *, by: Order, before: str | None, limit: int) -> Listed:
        """Raises invalid for a cursor that is none of ours."""
        cursor = cursors.parsed(before)

        async def work(tx: Tx) -> Listed:
            found = await store.page(tx, wanted, by=by, before=cursor, limit=limit + 1)
            shown = found[:limit]
            after = cursors.written(store.order_of(shown[-1], by), shown[-1].id) if len(found) > limit else None
            return Listed(shown, after, await store.count(tx, wanted))

        return await self._db.read(scope, work)

    async def one(self, scope: WorkspaceScope, contact_id: str) -> Opened:
        """Raises not_found."""

        async def work(tx: Tx) -> Opened:
            contact = await self._load(tx, contact_id)
            told, also = await store.told(tx, contact.id), await store.also_known(tx, contact.id)
            alike = [await self._load(tx, one) for one in await store.alike(tx, contact)]
            timeline = await self._reading.of_contact(tx, contact.id, limit=TIMELINE)
            return Opened(contact, told, timeline, also, alike)

        return await self._db.read(scope, work)

    async def _load(self, tx: Tx, contact_id: str) -> Contact:
        if (found := await store.one(tx, contact_id)) is None:
            raise not_found("contact")
        return found

    # --- changing --------------------------------------------------------------------------------------------------

    async def add(
        self, scope: WorkspaceScope, by: Owner, *, name: str | None, email: str | None, phone: str | None
    ) -> str:
        """A person whom somebody of the team has met elsewhere. Raises invalid."""
        details = rules.checked(name, email, phone)
        if details == Details():
            raise Refused("invalid", "A contact needs a name, an e-mail address or a telephone number.")

        async def work(tx: Tx) -> str:
            return await self._insert(tx, scope, by, details, {}, Source.OPERATOR)

        return await self._db.write(scope, work)

    async def edit(
        self, scope: WorkspaceScope, by: Owner, contact_id: str, *, details: Details, custom: Mapping[str, str],
        version: int,
    ) -> None:  # fmt: skip
        """Raises not_found, invalid; conflict where somebody else has changed it since `version`."""
        after, fields = rules.checked(**details.as_dict()), rules.checked_custom(custom)

        async def work(tx: Tx) -> None:
            before = await self._fresh(tx, contact_id, version)
            await self._conversations.operator.corrects_contact(
                tx, scope, before.id, after, by=by, source=Source.OPERATOR
            )
            if fields != before.custom:
                await store.save_custom(tx, before.id, fields)

        await self._db.write(scope, work)

    async def consent(
        self, scope: WorkspaceScope, by: Owner, contact_id: str, *, given: bool, text: str, version: int
    ) -> None:
        """Write down what a person agreed to, in which words; or that they take it back. Raises as `edit` does."""
        words = clean(text)
        if given and not 1 <= len(words) <= MOST_CONSENT:
            raise Refused("invalid", f"Say in 1 to {MOST_CONSENT} characters what they agreed to.", field="text")

        async def work(tx: Tx) -> None:
            known, now = await self._fresh(tx, contact_id, version), self._clock.now()
            if given:
                await contacts.agreed(tx, known.id, words, by_name=by.name, now=now)
            elif not await contacts.took_back(tx, known.id, words, now=now):
                raise not_found("consent")
            await store.renew(tx, known.id)

        await self._db.write(scope, work)

    # --- one person, two contacts ------------------------------------------------------------------------------------

    async def with_address(self, scope: WorkspaceScope, email: str) -> list[str]:
        """Everybody who has given this address, also before contacts were merged."""
        return await self._db.read(scope, lambda tx: store.named(tx, email=email, phone=None, limit=10_000))

    async def compare(self, scope: WorkspaceScope, contact_id: str, other_id: str) -> Compared:
        """What merging the other into this one would give. Raises not_found; invalid where it is one already."""
        return await self._db.read(scope, lambda tx: self._compared(tx, contact_id, other_id))

    async def _compared(self, tx: Tx, contact_id: str, other_id: str) -> Compared:
        first, other = await self._load(tx, contact_id), await self._load(tx, other_id)
        if first.id == other.id:
            raise Refused("invalid", "This is one contact already.")
        signed = await contacts.signed(tx, other.id) - await contacts.signed(tx, first.id)
        known = [Details(one.name, one.email, one.phone) for one in (first, other)]
        after, taken = rules.as_one(*known, signed=signed)
        return Compared((first, other), after, taken, await store.unproved(tx, (first.id, other.id)))

    async def merge(
        self, scope: WorkspaceScope, by: Owner, contact_id: str, other_id: str, *, versions: tuple[int, int], sure: bool
    ) -> None:
        """The other one is this one from now on, for good: conversations, consents, fields, whoever comes back as it.

        `sure`: somebody vouches for a browser of which no site has signed who it is; never done by itself. Raises
        not_found; conflict where one has changed since `versions`; invalid without `sure`, or where it is one already.
        """

        async def work(tx: Tx) -> None:
            found = await self._compared(tx, contact_id, other_id)
            first, other = found.contacts
            if (first.version, other.version) != versions:
                raise Refused("conflict", "One of the two has changed meanwhile. Look at them again.")
            if found.unproved and not sure:
                raise Refused(
                    "invalid", "Nobody has proved that they are one person. Say that you know it.", field="sure"
                )
            custom = dict([*first.custom.items(), *((k, v) for k, v in other.custom.items() if k not in first.custom)])
            await store.merge(tx, first.id, other.id, fields=found.taken)
            await contacts.renamed(tx, first.id, found.after)
            await store.save_custom(tx, first.id, dict(list(custom.items())[:MOST_FIELDS]))
            await self._conversations.operator.joins_contacts(tx, scope, first.id, other.id, found.after, by=by)
            await note(tx, "contacts.merged", first.id, now=self._clock.now(), other=other.id)

        await self._db.write(scope, work)

    async def _fresh(self, tx: Tx, contact_id: str, version: int) -> Contact:
        contact = await self._load(tx, contact_id)
        if contact.version != version:
            raise Refused("conflict", "This contact has changed meanwhile. Look at it again.")
        return contact

    async def _insert(
        self, tx: Tx, scope: WorkspaceScope, by: Owner, details: Details, custom: dict[str, str], source: Source
    ) -> str:
        contact_id = self._ids.new("con")
        await store.insert(tx, contact_id, origin=source.value, now=self._clock.now())
        await self._conversations.operator.corrects_contact(tx, scope, contact_id, details, by=by, source=source)
        if custom:
            await store.save_custom(tx, contact_id, custom)
        return contact_id

    # --- sheets ----------------------------------------------------------------------------------------------------

    async def sheet(self, scope: WorkspaceScope, wanted: Wanted, *, mark: bool) -> AsyncIterator[str]:
        """All that are wanted, newest first, a page at a time. `mark`: with the byte order mark."""
        keys = await self._db.read(scope, lambda tx: store.custom_keys(tx, wanted))
        head = [*rules.COLUMNS, *(rules.CUSTOM + key for key in keys)]
        yield (sheets.MARK if mark else "") + sheets.lines([head])
        cursor: tuple[int, str] | None = None
        while True:

            async def work(tx: Tx, before: tuple[int, str] | None = cursor) -> list[Contact]:
                return await store.page(tx, wanted, by="new", before=before, limit=EXPORTED)

            found = await self._db.read(scope, work)
            if found:
                yield sheets.lines(_row(contact, keys) for contact in found)
            if len(found) < EXPORTED:
                return
            cursor = (found[-1].created_at, found[-1].id)

    async def bring_in(self, scope: WorkspaceScope, by: Owner, content: bytes) -> Report:
        """Every line is told of: created, updated, unchanged, or skipped with its reason. Raises invalid."""
        # Seconds of work for 20,000 telephone numbers: everybody else's messages go on meanwhile.
        lines, ignored = await asyncio.to_thread(lambda: rules.read_file(rules.decoded(content)))
        report = Report(ignored=ignored)
        seen: dict[str, int] = {}
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]

            async def work(tx: Tx, some: list[Line | Skipped] = some) -> list[tuple[Line | Skipped, str, str]]:
                return [await self._bring(tx, scope, by, line, seen) for line in some]

            # What was seen counts only when it was written: a transaction that fails is the end of the import.
            for line, done, reason in await self._db.write(scope, work):
                if done == "skipped":
                    report.skipped.append(Skipped(line.number, reason))
                else:
                    setattr(report, done, getattr(report, done) + 1)
        return report

    async def _bring(
        self, tx: Tx, scope: WorkspaceScope, by: Owner, line: Line | Skipped, seen: dict[str, int]
    ) -> tuple[Line | Skipped, str, str]:
        if isinstance(line, Skipped):
            return line, "skipped", line.reason
        found = [line.id] if line.id else await store.named(tx, email=line.email, phone=line.phone)
        if len(found) > 1:
            what = "e-mail address" if line.email else "telephone number"
            return line, "skipped", f"More than one contact has this {what}. Name the one you mean by its id."
        if not found:
            details = Details(line.name, line.email, line.phone)
            new = await self._insert(tx, scope, by, details, line.custom, Source.IMPORT)
            seen[new] = line.number
            return line, "created", ""
        known = await store.one(tx, found[0])
        if known is None:
            return line, "skipped", "There is no contact with this id."
        if known.id in seen:
            return line, "skipped", f"It is the same contact as line {seen[known.id]}."
        seen[known.id] = line.number
        custom = known.custom | line.custom
        if len(custom) > MOST_FIELDS:
            return line, "skipped", f"The contact would have more than {MOST_FIELDS} fields of its own."
        after = rules.merged(Details(known.name, known.email, known.phone), line)
        changed = await self._conversations.operator.corrects_contact(
            tx, scope, known.id, after, by=by, source=Source.IMPORT
        )
        if custom != known.custom:
            await store.save_custom(tx, known.id, custom)
            changed = True
        return line, "updated" if changed else "unchanged", ""


def _row(contact: Contact, keys: list[str]) -> list[object]:
    given = [one for one in contact.consents if one.withdrawn_at is None]
    return [
        contact.id,
        contact.name,
        contact.email,
        contact.phone,
        contact.origin,
        contact.site,
        _moment(given[0].at) if given else None,
        " | ".join(one.text for one in given),
        _moment(contact.created_at),
        _moment(contact.last_at),
        contact.conversations,
        *(contact.custom.get(key) for key in keys),
    ]


def _moment(at: int | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
