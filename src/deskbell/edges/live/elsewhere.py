"""Several processes as one: what one knows, the others hear (ADR 84, 102). Loaded only where REDIS_URL is set."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from cryptography.fernet import Fernet
from pydantic import TypeAdapter

from deskbell.edges.live import notes
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.tickets import OperatorIn, Principal, VisitorIn
from deskbell.edges.live.work import Work
from deskbell.runtime.bus import Bus, Missed
from deskbell.runtime.bus_redis import RedisBus

PRINCIPAL: Final = TypeAdapter[Principal](VisitorIn | OperatorIn)


def join(url: str, bus: Bus, hub: Hub, gateway: Gateway, work: Work) -> RedisBus:
    """Nothing is told or heard before it is started."""

    def look_again() -> None:
        hub.repump()
        bus.overheard(Missed())

    others = RedisBus(url, encode=notes.encode, decode=notes.decode, heard=bus.overheard, look_again=look_again)
    bus.pass_on = others.tell
    bus.overhear(hub.overheard)
    bus.overhear(gateway.overheard)
    gateway.deaf = lambda: others.deaf
    gateway.admission.tickets.shared = SharedTickets(others)
    work.shared = others
    bus.overhear(gateway.admission.limits.overheard)
    return others


class SharedTickets:
    """Locked with the ticket itself: whoever looks into Redis finds neither tickets nor the tokens behind them."""

    def __init__(self, redis: RedisBus) -> None:
        self._redis = redis

    async def put(self, ticket: str, principal: Principal, *, lasts: int) -> bool:
        locked = _lock(ticket).encrypt(PRINCIPAL.dump_json(principal))
        return not self._redis.deaf and await self._redis.put(_name(ticket), locked, lasts=lasts)

    async def take(self, ticket: str) -> Principal | None:
        locked = await self._redis.take(_name(ticket))
        return PRINCIPAL.validate_json(_lock(ticket).decrypt(locked)) if locked else None


def _name(ticket: str) -> str:
    return f"ticket:{hashlib.sha256(ticket.encode()).hexdigest()}"


def _lock(ticket: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"lock {ticket}".encode()).digest()))
