"""Knowledge as one file: taken along, and brought in without doubling what is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from deskbell.features.crawling.service import Crawling
from deskbell.features.knowledge.model import Kind
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.quality.rules import transfer as rules
from deskbell.features.quality.rules.transfer import Address, Entry
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean, cut
from deskbell.runtime.scope import WorkspaceScope

TOLD = 50


@dataclass(frozen=True, slots=True)
class Report:
    """`known`: were there already. `refused`: (which, why), the first ones of `left_out`."""

    added: int
    known: int
    left_out: int
    refused: tuple[tuple[str, str], ...]


class Transfer:
    def __init__(self, knowledge: Knowledge, crawling: Crawling) -> None:
        self._knowledge = knowledge
        self._crawling = crawling

    async def export(self, scope: WorkspaceScope) -> str:
        """What was written and uploaded, and which web addresses are read. The same knowledge gives the same file."""
        known = rules.collection(await self._knowledge.portable(scope), await self._crawling.origins(scope))
        return await asyncio.to_thread(rules.written, known)

    async def bring(self, scope: WorkspaceScope, text: str) -> Report:
        """Entry by entry: what is there stays as it is, so a second try goes on where the first one ended.

        Raises invalid, too_long for the file as a whole; single entries are refused in the report.
        """
        wanted = await asyncio.to_thread(rules.read, text)
        have = rules.collection(await self._knowledge.portable(scope), await self._crawling.origins(scope))
        there, places = set(have.entries), {(one.kind, one.address) for one in have.addresses}
        added, known, refused = 0, 0, list[tuple[str, str]]()
        for entry in map(_cleaned, wanted.entries):
            if entry in there:
                known += 1
                continue
            try:
                await self._add(scope, entry)
            except Refused as why:
                refused.append((cut(entry.question or entry.title, 80), why.message))
            else:
                there.add(entry)
                added += 1
        for address in wanted.addresses:
            if (address.kind, address.address) in places:
                known += 1
                continue
            try:
                await self._read(scope, address)
            except Refused as why:
                refused.append((cut(address.address, 80), why.message))
            else:
                added += 1
        return Report(added, known, len(refused), tuple(refused[:TOLD]))

    async def _add(self, scope: WorkspaceScope, entry: Entry) -> None:
        if entry.kind not in ("qa", "text"):
            raise Refused("invalid", "An entry is either a question with its answer or a text.")
        kind: Kind = "qa" if entry.kind == "qa" else "text"
        await self._knowledge.add(scope, kind=kind, title=entry.title, question=entry.question, body=entry.body)

    async def _read(self, scope: WorkspaceScope, address: Address) -> None:
        if address.kind not in ("page", "site"):
            raise Refused("invalid", "An address is that of a page or a whole site.")
        await self._crawling.add_address(
            scope,
            kind="page" if address.kind == "page" else "site",
            address=address.address,
            include=address.include,
            exclude=address.exclude,
            most=address.most,
        )


def _cleaned(entry: Entry) -> Entry:
    """As it would be kept."""
    question = None if entry.question is None else clean(entry.question)
    return Entry(entry.kind, question, clean(entry.title), clean(entry.body))
