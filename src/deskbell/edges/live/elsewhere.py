"""Several processes as one: what one knows, the others hear (ADR 84). Loaded only where REDIS_URL is set."""

from __future__ import annotations

from deskbell.edges.live import notes
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import Hub
from deskbell.runtime.bus import Bus
from deskbell.runtime.bus_redis import RedisBus


def join(url: str, bus: Bus, hub: Hub, gateway: Gateway) -> RedisBus:
    """Nothing is told or heard before it is started."""
    others = RedisBus(url, encode=notes.encode, decode=notes.decode, heard=bus.overheard, look_again=hub.repump)
    bus.pass_on = others.tell
    bus.overhear(hub.overheard)
    bus.overhear(gateway.overheard)
    gateway.deaf = lambda: others.deaf
    return others
