"""What conversations and turns must know of the workspace around them: one truth about who is there, and when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from deskbell.features.assistant.service import Settings as TurnSettings
from deskbell.features.conversations.model import Outlook, Policy
from deskbell.features.conversations.rules import lines
from deskbell.features.handoff.rules import asks_for_person, own
from deskbell.features.hours import service as hours
from deskbell.features.hours.rules import moment, opening, telling
from deskbell.features.sites import service as sites
from deskbell.features.workspaces import service as workspaces
from deskbell.runtime.db.api import Tx

PushReaches = Callable[[Tx, list[str], int], Awaitable[bool]]


async def no_push(tx: Tx, operator_ids: list[str], now: int) -> bool:  # noqa: ARG001
    """Nobody's telephone rings."""
    return False


class Around:
    """See `conversations.service.writing.Surroundings`.

    `push_reaches`: has one of these operators a device that would ring at that moment?
    """

    def __init__(self, push_reaches: PushReaches = no_push) -> None:
        self._push_reaches = push_reaches

    async def anyone_reachable(self, tx: Tx, now: int) -> bool:
        return await self.is_open(tx, now) and await self.somebody_there(tx, now)

    async def somebody_there(self, tx: Tx, now: int) -> bool:
        """Whatever the hours: a dashboard is open, or a telephone would ring."""
        if await workspaces.anyone_reachable(tx, now):
            return True
        on_shift = await workspaces.on_shift(tx, now)
        return bool(on_shift) and await self._push_reaches(tx, on_shift, now)

    async def rings(self, tx: Tx, operator_id: str, now: int) -> bool:
        """Whether this operator's telephone would ring."""
        return await self._push_reaches(tx, [operator_id], now)

    async def is_open(self, tx: Tx, now: int) -> bool:
        return await hours.is_open(tx, now)

    async def outlook(self, tx: Tx, now: int, visitor_id: str) -> Outlook:
        known = await hours.hours(tx)
        theirs = None if moment.is_open(known, now) else await sites.zone_of(tx, visitor_id)
        return lines.outlook(known, now, theirs=theirs)

    async def same_hour(self, tx: Tx, now: int) -> list[tuple[int, int]]:
        return opening.same_hour((await hours.hours(tx)).schedule.zone, now)

    async def policy(self, tx: Tx) -> Policy:
        times = await workspaces.times(tx)
        return Policy(pickup=times.pickup, silence=times.silence)

    async def tongue(self, tx: Tx, visitor_id: str) -> tuple[str | None, str | None]:
        return await sites.tongue_of(tx, visitor_id)

    async def assistant_name(self, tx: Tx) -> str:
        return (await workspaces.assistant_settings(tx)).name

    async def wants_person(self, tx: Tx, visitor_id: str, text: str) -> bool:
        if asks_for_person(text):
            return True
        lines = (await workspaces.assistant_settings(tx)).options.call_words
        return bool(lines) and own.said(text, lines, (await self.tongue(tx, visitor_id))[1]) is not None

    async def turn_settings(self, tx: Tx, now: int) -> TurnSettings:
        """What a turn needs of its workspace."""
        chosen = await workspaces.assistant_settings(tx)
        known = await hours.hours(tx)
        present = moment.present(known, now)
        return TurnSettings(
            assistant_name=chosen.name,
            business=await workspaces.name(tx),
            prompt=chosen.prompt,
            prompt_version=chosen.version,
            someone_reachable=await self.anyone_reachable(tx, now),
            opening=telling.opening(present, now, known.schedule.zone),
            opens_at=present.next_opening,
            today=telling.today(now, known.schedule.zone),
            options=chosen.options,
            conversations=(await workspaces.limits(tx)).conversations,
        )
