"""Visitors whom their site knows: by a signed token the same person has the same conversation in every browser.

What is not signed is a claim like any other: it is written to the claimer's own row, and never joins anybody.
"""

from __future__ import annotations

from typing import Any

from deskbell.features.audit.service import note
from deskbell.features.contacts.model import Details, Source
from deskbell.features.conversations.service import Conversations, Visitor
from deskbell.features.identity import rules, store
from deskbell.features.identity.model import Arrived, Claims
from deskbell.features.sites.model import KnownVisitor, Site
from deskbell.features.sites.service import Sites
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class Identities:
    """`master`: the server's own key, from which every site's secret is derived."""

    def __init__(
        self, db: Database, clock: Clock, ids: Ids, sites: Sites, conversations: Conversations, master: bytes
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._sites = sites
        self._conversations = conversations
        self._master = master

    # --- for those who install it --------------------------------------------------------------------------------

    async def secret(self, scope: WorkspaceScope, site_id: str) -> str:
        """What a site signs with. Raises not_found."""
        await self._site(scope, site_id)
        return await self._secret(scope, site_id)

    async def renew(self, scope: WorkspaceScope, site_id: str) -> str:
        """Another secret: what was signed with the old one counts no more. Raises not_found."""
        await self._site(scope, site_id)
        salt, now = self._ids.secret(), self._clock.now()

        async def work(tx: Tx) -> None:
            await store.set_salt(tx, site_id, salt, now=now)
            await note(tx, "site.secret", site_id, now=now)

        await self._db.write(scope, work)
        return rules.secret(self._master, site_id, salt)

    async def _site(self, scope: WorkspaceScope, site_id: str) -> Site:
        site = next((one for one in await self._sites.all(scope) if one.id == site_id), None)
        if site is None:
            raise not_found("site")
        return site

    async def _secret(self, scope: WorkspaceScope, site_id: str) -> str:
        async def work(tx: Tx) -> str:
            return await store.salt(tx, site_id)

        return rules.secret(self._master, site_id, await self._db.read(scope, work))

    # --- for visitors --------------------------------------------------------------------------------------------

    async def arrives(
        self, site: Site, user: dict[str, Any], *, lang: str | None, zone: str | None
    ) -> tuple[Arrived, KnownVisitor]:
        """A browser without a token, which says who its visitor is. A token that is not accepted refuses nobody: the
        visitor is a stranger then.
        """
        scope = WorkspaceScope(site.workspace_id)
        refused: str | None = None
        claims: Claims | None = None
        try:
            claims = await self._claims(scope, site, user)
        except Refused as error:
            refused = error.message
        if claims is not None:
            known = await self._visitor_of(scope, site.id, claims.subject)
            if known is not None:
                return await self._as(scope, known, claims)
        visitor, token = await self._sites.new_visitor(site, lang=lang, zone=zone)
        if claims is not None and not await self._bind(scope, site.id, claims.subject, visitor.id):
            # Two browsers of one person arrived at the same moment.
            known = await self._visitor_of(scope, site.id, claims.subject)
            assert known is not None
            return await self._as(scope, known, claims)
        told = claims.details if claims is not None else rules.details(user)
        source = Source.VERIFIED if claims is not None else Source.PAGE
        await self._tell(scope, Visitor(visitor.id, visitor.site_id, visitor.contact_id), told, source)
        return Arrived(visitor.id, token, claims is not None, refused), visitor

    async def identifies(self, known: KnownVisitor, user: dict[str, Any]) -> Arrived:
        """A visitor whom we know says who they are. `token` is another visitor's where the person is one already, or
        where this browser was somebody else's: what a stranger wrote never joins a person's own. Raises invalid.
        """
        scope = WorkspaceScope(known.workspace_id)
        site = await self._site(scope, known.site_id)
        claims = await self._claims(scope, site, user)
        mine = Visitor(known.id, known.site_id, known.contact_id)
        if claims is None:
            await self._tell(scope, mine, rules.details(user), Source.PAGE)
            return Arrived(known.id, None)
        if await self._bind(scope, site.id, claims.subject, known.id):
            await self._tell(scope, mine, claims.details, Source.VERIFIED)
            return Arrived(known.id, None, verified=True)
        other = await self._visitor_of(scope, site.id, claims.subject)
        if other == known.id:
            await self._tell(scope, mine, claims.details, Source.VERIFIED)
            return Arrived(known.id, None, verified=True)
        if other is not None:
            return (await self._as(scope, other, claims))[0]
        arrived, _ = await self.arrives(site, user, lang=None, zone=known.zone)
        return arrived

    async def _claims(self, scope: WorkspaceScope, site: Site, user: dict[str, Any]) -> Claims | None:
        token = user.get("jwt")
        if not isinstance(token, str):
            return None
        secret = await self._secret(scope, site.id)
        return rules.read(token, secret=secret, audience=site.names, now=self._clock.now())

    async def _as(self, scope: WorkspaceScope, visitor_id: str, claims: Claims) -> tuple[Arrived, KnownVisitor]:
        token = await self._sites.another_token(scope, visitor_id)
        known = await self._sites.visitor_by_token(token)
        if known is None or known.blocked:
            raise Refused("blocked", "This conversation has ended.")
        await self._tell(scope, Visitor(known.id, known.site_id, known.contact_id), claims.details, Source.VERIFIED)
        return Arrived(known.id, token, verified=True), known

    async def _visitor_of(self, scope: WorkspaceScope, site_id: str, subject: str) -> str | None:
        async def work(tx: Tx) -> str | None:
            return await store.visitor_of(tx, site_id, subject)

        return await self._db.read(scope, work)

    async def _bind(self, scope: WorkspaceScope, site_id: str, subject: str, visitor_id: str) -> bool:
        now = self._clock.now()

        async def work(tx: Tx) -> bool:
            return await store.bind(tx, site_id, subject, visitor_id, now=now)

        return await self._db.write(scope, work)

    async def _tell(self, scope: WorkspaceScope, visitor: Visitor, told: Details, source: Source) -> None:
        if any(told.as_dict().values()):
            await self._conversations.visitor.is_known_as(scope, visitor, told, source=source)
