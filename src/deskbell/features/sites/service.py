"""Sites and the visitors that come through them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from math import inf
from typing import Any
from urllib.parse import urlsplit

from deskbell.features.audit.service import note
from deskbell.features.sites import rules, store
from deskbell.features.sites.model import KnownVisitor, Site, SiteChanged
from deskbell.features.workspaces.service import check_room, limits
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.bus import Missed
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import ConstraintViolated, Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{2,63}")
REMEMBERED = 10_000
SEEN_AGAIN = 3_600_000
NEWS_AGAIN = 10_000
DAY = 86_400_000
OWN_PORT = {"http": 80, "https": 443}


class Sites:
    """`own_origin`: where our own pages live, which may always use a key."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, own_origin: str = "") -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._own = (own_origin,) if own_origin else ()
        self._by_key: dict[str, tuple[float, Site]] = {}  # and until when it may be remembered
        self._changes = 0
        self._seen: dict[str, tuple[int, str]] = {}

    async def create(
        self,
        scope: WorkspaceScope,
        *,
        name: str,
        key: str | None = None,
        origins: list[str] | None = None,
        appearance: dict[str, Any] | None = None,
    ) -> Site:
        """Raises invalid for a key or origin that cannot be one, conflict for a key that is taken."""
        site_id = self._ids.new("site")
        chosen = key or site_id
        await self.check(key=key, origins=[])
        allowed = _origins(origins or [])
        look = rules.appearance(appearance or {})
        site = Site(scope.workspace_id, site_id, chosen, rules.name(name), tuple(allowed), look)

        async def work(tx: Tx) -> None:
            check_room((await limits(tx)).sites, len(await store.sites(tx)), "web sites")
            await store.insert_site(
                tx,
                id=site_id,
                key=chosen,
                name=site.name,
                origins=allowed,
                appearance=site.appearance,
                now=self._clock.now(),
            )
            await note(tx, "site.added", site_id, now=self._clock.now(), name=site.name, origins=allowed)

        try:
            await self._db.write(scope, work)
        except ConstraintViolated as error:
            raise _taken() from error
        return site

    async def edit(
        self, scope: WorkspaceScope, site_id: str, *, name: str, origins: list[str], appearance: dict[str, Any]
    ) -> Site:
        """In force with the next page that loads the widget. Raises not_found, invalid (`field` says which)."""
        allowed = _origins(origins)
        shown, look = rules.name(name), rules.appearance(appearance)

        async def work(tx: Tx, site: Site) -> None:
            await store.update_site(tx, id=site.id, name=shown, origins=allowed, appearance=look)
            await note(tx, "site.edited", site_id, now=self._clock.now(), name=shown, origins=allowed)

        return await self._change(scope, site_id, work)

    async def rekey(self, scope: WorkspaceScope, site_id: str, *, keep_days: int) -> Site:
        """Another key, at once. The old one works on for so many days, so that no page loses its widget; 0: it ends
        now. Raises not_found, conflict (the one before still works).
        """
        now, key = self._clock.now(), self._ids.new("site")
        until = now + keep_days * DAY if keep_days else None

        async def work(tx: Tx, site: Site) -> None:
            if site.old_key_until is not None and site.old_key_until > now:
                raise Refused("conflict", "The key before this one still works. End it first.")
            await store.rekey(tx, id=site_id, key=key, until=until)
            await note(tx, "site.rekeyed", site_id, now=now, name=site.name, keep_days=keep_days)

        return await self._change(scope, site_id, work)

    async def end_old_key(self, scope: WorkspaceScope, site_id: str) -> Site:
        """Pages that still bear it have no widget any more. Raises not_found."""

        async def work(tx: Tx, site: Site) -> None:
            await store.end_old_key(tx, site_id)
            await note(tx, "site.old_key_ended", site_id, now=self._clock.now(), name=site.name)

        return await self._change(scope, site_id, work)

    async def turn(self, scope: WorkspaceScope, site_id: str, *, off: bool) -> Site:
        """Off: no widget on its pages, and its visitors cannot write; nothing is lost. Raises not_found."""
        now = self._clock.now()

        async def work(tx: Tx, site: Site) -> None:
            if site.off != off:
                await store.suspend(tx, id=site_id, at=now if off else None)
                await note(tx, "site.off" if off else "site.on", site_id, now=now, name=site.name)

        return await self._change(scope, site_id, work)

    async def _change(self, scope: WorkspaceScope, site_id: str, work: Callable[[Tx, Site], Awaitable[None]]) -> Site:
        """What the site is afterwards. Whoever remembers it learns that it is another now. Raises not_found."""

        async def change(tx: Tx) -> Site:
            await work(tx, await _one(tx, site_id))
            site = await _one(tx, site_id)
            tx.after_commit(SiteChanged(site_id, closed=site.off))
            return site

        site = await self._db.write(scope, change)
        self._forget(site_id)
        return site

    async def remove(self, scope: WorkspaceScope, site_id: str) -> None:
        """The widget is gone from its pages at once; conversations stay. Raises not_found, conflict (the only site)."""

        async def work(tx: Tx) -> None:
            site = await _one(tx, site_id)
            if len(await store.sites(tx)) == 1:
                raise Refused("conflict", "This is the only site. Add another one first.")
            await store.disable_site(tx, id=site_id, now=self._clock.now())
            await note(tx, "site.removed", site_id, now=self._clock.now(), name=site.name)
            tx.after_commit(SiteChanged(site_id, closed=True))

        await self._db.write(scope, work)
        self._forget(site_id)

    def overheard(self, note: object) -> None:
        """Another process has changed a site, or may have."""
        if isinstance(note, SiteChanged):
            self._forget(note.site_id)
        elif isinstance(note, Missed):
            self._changes += 1
            self._by_key.clear()

    def _forget(self, site_id: str) -> None:
        self._changes += 1
        self._by_key = {key: known for key, known in self._by_key.items() if known[1].id != site_id}

    async def check(self, *, key: str | None, origins: list[str]) -> None:
        """Would `create` take these? Raises what it would raise; for those who make more than a site at once."""
        for text in origins:
            _origin(text)
        if key is not None:
            _check_key(key)
            if await self.by_key(key) is not None:
                raise _taken()

    async def all(self, scope: WorkspaceScope) -> list[Site]:
        return await self._db.read(scope, store.sites)

    async def by_key(self, key: str) -> Site | None:
        """The site of a key, or of the one before it while that works. Remembered after the first time: a page view
        costs no database read.
        """
        now = self._clock.now()
        until, known = self._by_key.get(key, (0, None))
        if until > now or not _KEY.fullmatch(key):
            return known

        async def work(tx: Tx) -> Site | None:
            return await store.site_by_key_any_workspace(tx, key, now)

        changes = self._changes
        found = await self._db.read(ANY_WORKSPACE, work)
        if found is not None:
            found = replace(found, origins=self._with_own(found.origins))
        if found is not None and changes == self._changes:  # else it may be old already
            if len(self._by_key) >= REMEMBERED:
                self._by_key.clear()
            self._by_key[key] = (inf if found.key == key else found.old_key_until or 0, found)
        return found

    async def was_seen(self, site: Site, origin: str) -> None:
        """The widget was asked for by a page of this origin. Written down when it is news, and once an hour; news not
        every time: anybody can say any origin, and a site may stand on two.
        """
        now, known = self._clock.now(), self._seen.get(site.id)
        if known is not None and now - known[0] < (SEEN_AGAIN if known[1] == origin else NEWS_AGAIN):
            return
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[site.id] = (now, origin)
        await self._db.write(
            WorkspaceScope(site.workspace_id), lambda tx: store.note_seen(tx, id=site.id, at=now, on=origin)
        )

    async def seen(self, scope: WorkspaceScope) -> dict[str, tuple[int, str]]:
        """By site: when it was last seen, to the hour, and on which origin."""
        return await self._db.read(scope, store.seen)

    def forget(self, workspace_id: str) -> None:
        """Its sites are served no more, or again."""
        self._changes += 1
        self._by_key = {key: known for key, known in self._by_key.items() if known[1].workspace_id != workspace_id}

    async def new_visitor(self, site: Site, *, lang: str | None, zone: str | None = None) -> tuple[KnownVisitor, str]:
        """(visitor, token). The token is shown once; only its hash is kept."""
        token, now = self._ids.secret(), self._clock.now()
        visitor = KnownVisitor(
            site.workspace_id,
            self._ids.new("vis"),
            site.id,
            self._ids.new("con"),
            site.origins,
            may_send_files=site.takes_files,
        )

        async def work(tx: Tx) -> None:
            await store.insert_visitor(
                tx,
                id=visitor.id,
                site_id=site.id,
                contact_id=visitor.contact_id,
                token_hash=_hashed(token),
                lang=lang,
                zone=zone,
                now=now,
            )

        await self._db.write(WorkspaceScope(site.workspace_id), work)
        return visitor, token

    async def set_zone(self, scope: WorkspaceScope, visitor_id: str, zone: str) -> None:
        """Where the visitor's clock is set now; people travel."""

        async def work(tx: Tx) -> None:
            await store.set_zone(tx, visitor_id, zone)

        await self._db.write(scope, work)

    async def visitor_by_token(self, token: str) -> KnownVisitor | None:
        async def work(tx: Tx) -> KnownVisitor | None:
            return await store.visitor_by_token_any_workspace(tx, _hashed(token))

        found = await self._db.read(ANY_WORKSPACE, work)
        return replace(found, origins=self._with_own(found.origins)) if found is not None else None

    async def another_token(self, scope: WorkspaceScope, visitor_id: str) -> str:
        """A second token of a visitor, for another browser; the first stays valid."""
        token = self._ids.secret()

        async def work(tx: Tx) -> None:
            await store.insert_pass(
                tx,
                id=self._ids.new("pass"),
                visitor_id=visitor_id,
                token_hash=_hashed(token),
                now=self._clock.now(),
            )

        await self._db.write(scope, work)
        return token

    def _with_own(self, origins: tuple[str, ...]) -> tuple[str, ...]:
        return (*origins, *self._own) if origins else ()


async def _one(tx: Tx, site_id: str) -> Site:
    """Raises not_found."""
    site = next((one for one in await store.sites(tx) if one.id == site_id), None)
    if site is None:
        raise not_found("site")
    return site


async def zone_of(tx: Tx, visitor_id: str) -> str | None:
    return (await store.tongue_of(tx, visitor_id))[0]


async def tongue_of(tx: Tx, visitor_id: str) -> tuple[str | None, str | None]:
    """(time zone, language) of a visitor's browser."""
    return await store.tongue_of(tx, visitor_id)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise Refused("invalid", "A site key has 3 to 64 characters: a-z, 0-9, - and _.")


def _taken() -> Refused:
    return Refused("conflict", "This site key is taken. Choose another one.")


def _origins(lines: list[str]) -> list[str]:
    allowed = [_origin(text) for text in lines if text.strip()]
    if len(allowed) > rules.MOST_ORIGINS:
        raise Refused("invalid", f"At most {rules.MOST_ORIGINS} addresses.", field="origins")
    return allowed


def _origin(text: str) -> str:
    """As a browser would write it: without the scheme's own port."""
    wrong = Refused("invalid", f"{text!r} is not an origin. Write it like https://shop.example.")
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in OWN_PORT or not parts.hostname or parts.username is not None:
        raise wrong
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise wrong
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in (None, OWN_PORT[parts.scheme]) else f":{port}")
