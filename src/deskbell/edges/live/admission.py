"""Who may come in: tickets, origins, how many connections at once. What they may do is decided by their frames."""

from __future__ import annotations

from typing import Final

from deskbell.edges.live.connection import Connection, Ended
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.tickets import OperatorIn, Principal, Tickets, VisitorIn
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.service import hashed
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock, Ids

OF_A_VISITOR: Final = 5
OF_AN_OPERATOR: Final = 10
OF_AN_ADDRESS: Final = 100


class Admission:
    def __init__(self, hub: Hub, tickets: Tickets, limits: Limits, sites: Sites, clock: Clock, ids: Ids) -> None:
        self._hub = hub
        self._sites = sites
        self.tickets = tickets
        self.limits = limits
        self._clock = clock
        self._ids = ids

    def knock(self, address: str) -> bool:
        """False: this address opens sockets faster than any page would."""
        return self.limits.allows("address_connects", address)

    async def redeem(self, ticket: str, *, operator: bool) -> Principal:
        """Raises unauthorised for a ticket that is unknown, used, expired, or for the other door, and blocked for a
        visitor who may not come in any more: much can happen in the half minute that a ticket lasts.
        """
        who = await self.tickets.redeem(ticket)
        if who is None or isinstance(who, OperatorIn) is not operator:
            raise _outdated()
        if isinstance(who, VisitorIn):
            known = await self._sites.visitor_by_token(who.token)
            if known is None:
                raise _outdated()
            if known.blocked:
                raise Refused("blocked", "This conversation has ended.")
            return VisitorIn(known, who.token)
        return who

    @staticmethod
    def check_origin(who: Principal, origin: str | None, host: str | None) -> None:
        """A browser names its page. An operator's page must be our own, a visitor's one that may use the site.

        Raises Ended(4403). Without an origin it is no browser, and the ticket alone decides.
        """
        if origin is None:
            return
        if isinstance(who, OperatorIn):
            welcome = origin == who.origin or origin.split("://")[-1] == host
        else:
            welcome = who.visitor.may_come_from(origin)
        if not welcome:
            raise Ended(4403)

    def connect(self, who: Principal, address: str) -> Connection:
        """A new connection, known to the hub. Raises Ended(4409) when there are too many already."""
        operator = isinstance(who, OperatorIn)
        person = who.operator if isinstance(who, OperatorIn) else who.visitor
        most = OF_AN_OPERATOR if operator else OF_A_VISITOR
        if len(self._hub.of_person(person.workspace_id, person.id)) >= most:
            raise Ended(4409)
        if not operator and self.limits.enabled and self._hub.count_at(address) >= OF_AN_ADDRESS:
            raise Ended(4409)
        connection = Connection(
            id=self._ids.new("conn"),
            workspace_id=person.workspace_id,
            person_id=person.id,
            is_operator=operator,
            now=self._clock.now(),
            address=address,
            sign_in=hashed(who.token) if isinstance(who, OperatorIn) else "",
            site_id="" if isinstance(who, OperatorIn) else who.visitor.site_id,
        )
        self._hub.add(connection)
        return connection


def _outdated() -> Refused:
    return Refused("unauthorised", "The ticket is not valid any more. Ask for a new one.")
