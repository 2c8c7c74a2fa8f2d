"""Files, pages and whole sites: adding them, reading them again, removing them; the worker's steps of a crawl.

What is to be read is a row, so a crawl goes on after a restart where it was. A step fetches first and writes then, in
one transaction with the passages: killed in between, the page is read once more and nothing is doubled.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol
from urllib.parse import urljoin

from deskbell.features.audit.service import note
from deskbell.features.crawling import rules, store
from deskbell.features.crawling.model import Origin, OriginKind, Page
from deskbell.features.crawling.ports import Fetched, Fetcher, Parser, Text, Unreachable, Unreadable
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.workspaces.service import check_room, limits
from deskbell.kit.addresses import place
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, DatabaseError, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

log = logger("crawling")
OURS: Final = "Something went wrong on our side while reading this."
MOST_FILE: Final = 20_000_000
MOST_PAGES: Final = 500


class Ids(Protocol):
    def new(self, prefix: str) -> str: ...


class Crawling:
    """`ports`: web ports beside the ordinary ones, for tests on this machine."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        ids: Ids,
        knowledge: Knowledge,
        fetcher: Fetcher,
        parser: Parser,
        *,
        ports: frozenset[int] = frozenset(),
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._knowledge = knowledge
        self._fetcher = fetcher
        self._parser = parser
        self._ports = ports

    # --- what operators do ---------------------------------------------------------------------------------------

    async def origins(self, scope: WorkspaceScope) -> Sequence[Origin]:
        return await self._db.read(scope, store.origins)

    async def pages(self, scope: WorkspaceScope, origin_id: str) -> Sequence[Page]:
        """Raises not_found."""

        async def work(tx: Tx) -> Sequence[Page]:
            await _origin(tx, origin_id)
            return await store.pages(tx, origin_id)

        return await self._db.read(scope, work)

    async def add_address(
        self,
        scope: WorkspaceScope,
        *,
        kind: OriginKind,
        address: str,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        most: int = MOST_PAGES,
    ) -> Origin:
        """A page, or a whole site from this address on. Read by the worker, at once. Raises invalid, conflict."""
        url = place(address, ports=self._ports).url
        wanted, unwanted = rules.patterns(include, "include"), rules.patterns(exclude, "exclude")
        now = self._clock.now()
        made = Origin(
            self._ids.new("org"), kind, url, wanted, unwanted, min(max(most, 1), 2000), "queued", None, "", now
        )

        async def work(tx: Tx) -> Origin:
            if await store.at_address(tx, kind, url):
                raise Refused("conflict", "This address is already among the sources.", field="address")
            check_room((await limits(tx)).pages, await store.taken(tx), "pages of knowledge")
            await store.insert_origin(tx, made, next_at=now, now=now)
            await note(tx, "origin.added", made.id, now=now, address=url)
            return made

        return await self._db.write(scope, work)

    async def add_file(self, scope: WorkspaceScope, *, name: str, content: bytes) -> Origin:
        """A file, or a newer one of the same name. Raises invalid with the reason, too_long."""
        if len(content) > MOST_FILE:
            raise Refused("too_long", f"A file may have up to {MOST_FILE // 1_000_000} MB.", field="file")
        shown = clean(name.replace("\\", "/").rsplit("/", 1)[-1])[:200] or "File"
        try:
            text = await self._parser.parse(content, name=shown)
        except Unreadable as error:
            raise Refused("invalid", str(error), field="file") from error
        now, digest = self._clock.now(), hashlib.sha256(content).hexdigest()

        async def work(tx: Tx) -> Origin:
            origin_id = await store.at_address(tx, "file", shown)
            if origin_id is None:
                check_room((await limits(tx)).pages, await store.taken(tx), "pages of knowledge")
                origin_id = self._ids.new("org")
                made = Origin(origin_id, "file", shown, (), (), 1, "queued", None, "", now)
                await store.insert_origin(tx, made, next_at=None, now=now)
                await store.add_pages(tx, origin_id, [(self._ids.new("pag"), shown)], most=1, now=now)
                await note(tx, "origin.added", origin_id, now=now)
            page = (await store.pages(tx, origin_id))[0]
            same = page.digest == digest
            done = replace(
                page,
                state="unchanged" if same else "indexed",
                reason=None,
                title=text.title or shown,
                digest=digest,
                fetched_at=now,
            )
            await store.set_page(tx, done, due_at=now)
            if not same:
                await self._knowledge.write_page(tx, page.id, title=done.title, address=None, body=text.body)
            await self._settle(tx, origin_id)
            return await _origin(tx, origin_id)

        return await self._db.write(scope, work)

    async def refresh(self, scope: WorkspaceScope, origin_id: str) -> Origin:
        """Read it again now; what has not changed costs little. Raises not_found, invalid for a file."""

        async def work(tx: Tx) -> Origin:
            origin = await _origin(tx, origin_id)
            if origin.kind == "file":
                raise Refused("invalid", "A file is renewed by uploading it again under the same name.")
            now = self._clock.now()
            if not origin.waiting:
                await store.set_origin(tx, origin_id, state="queued", reason=None, next_at=now, robots=None, now=now)
            return await _origin(tx, origin_id)

        return await self._db.write(scope, work)

    async def choose(
        self, scope: WorkspaceScope, origin_id: str, *, include: Sequence[str], exclude: Sequence[str]
    ) -> Origin:
        """Which pages of a site are wanted. Others go at once; it is read again. Raises not_found, invalid."""
        wanted, unwanted = rules.patterns(include, "include"), rules.patterns(exclude, "exclude")

        async def work(tx: Tx) -> Origin:
            origin = replace(await _origin(tx, origin_id), include=wanted, exclude=unwanted)
            if origin.kind != "site":
                raise Refused("invalid", "Only the pages of a whole site can be chosen.")
            for page in await store.pages(tx, origin_id):
                if page.address != origin.address and rules.belongs(origin, page.address, ports=self._ports) is None:
                    await self._knowledge.write_page(tx, page.id, title="", address=None, body="")
                    await store.delete_page(tx, page.id)
            await store.set_choice(tx, origin, now=self._clock.now())
            await note(tx, "origin.changed", origin_id, now=self._clock.now(), address=origin.address)
            return await _origin(tx, origin_id)

        return await self._db.write(scope, work)

    async def remove(self, scope: WorkspaceScope, origin_id: str) -> None:
        """With all that was read. Raises not_found."""

        async def work(tx: Tx) -> None:
            await _origin(tx, origin_id)
            for page in await store.pages(tx, origin_id):
                await self._knowledge.write_page(tx, page.id, title="", address=None, body="")
            await store.delete_origin(tx, origin_id)
            await note(tx, "origin.removed", origin_id, now=self._clock.now())

        await self._db.write(scope, work)

    # --- what the worker does ------------------------------------------------------------------------------------

    async def step(self) -> None:
        """Read whatever is due, in any workspace, until nothing is."""
        while await self.some():
            pass

    async def some(self) -> int:
        """One handful; how much it was."""
        now = self._clock.now()

        async def look(tx: Tx) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
            return await store.due_origins_any_workspace(tx, now=now), await store.due_pages_any_workspace(tx, now=now)

        origins, pages = await self._db.read(ANY_WORKSPACE, look)
        began = await asyncio.gather(
            *(self._begin(WorkspaceScope(ws), origin_id) for ws, origin_id in origins), return_exceptions=True
        )
        read = await asyncio.gather(
            *(self._read(WorkspaceScope(ws), page_id) for ws, page_id in pages), return_exceptions=True
        )
        for (ws, origin_id), error in zip(origins, began, strict=True):
            if _is_ours(error):
                await self._gave_up_origin(WorkspaceScope(ws), origin_id, error)
        for (ws, page_id), error in zip(pages, read, strict=True):
            if _is_ours(error):
                await self._gave_up_page(WorkspaceScope(ws), page_id, error)
        return len(origins) + len(pages)

    async def _gave_up_origin(self, scope: WorkspaceScope, origin_id: str, error: object) -> None:
        """A mistake of ours: told loudly, and not met again every second."""
        log.error("origin_failed", origin=origin_id, error=repr(error))
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            at = now + rules.DAY
            await store.set_origin(tx, origin_id, state="failed", reason=OURS, next_at=at, robots=None, now=now)

        await self._db.write(scope, work)

    async def _gave_up_page(self, scope: WorkspaceScope, page_id: str, error: object) -> None:
        log.error("page_failed", page=page_id, error=repr(error))
        page = await self._db.read(scope, lambda tx: store.page(tx, page_id))
        if page is not None:
            await self._failed(scope, page, OURS, again=False)

    async def _begin(self, scope: WorkspaceScope, origin_id: str) -> None:
        """A round: all known pages once more, and what the sitemaps list."""
        origin = await self._db.read(scope, lambda tx: store.origin(tx, origin_id))
        if origin is None:
            return
        robots, found = "", [origin.address]
        if origin.kind == "site":
            robots, listed = await self._signposts(origin)
            found += listed
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            if await store.origin(tx, origin_id) is None:
                return
            await store.queue_all(tx, origin_id, now=now)
            await self._add(tx, origin, found)
            await store.set_origin(tx, origin_id, state="fetching", reason=None, next_at=None, robots=robots, now=now)

        await self._db.write(scope, work)

    async def _signposts(self, origin: Origin) -> tuple[str, list[str]]:
        """What robots.txt says, and the addresses of the sitemaps; a site without them is read by its links."""
        robots = await self._quietly(urljoin(origin.address, "/robots.txt"))
        text = robots.body.decode("utf-8", "replace")[:100_000] if robots else ""
        named = [line.split(":", 1)[1].strip() for line in text.splitlines() if line.lower().startswith("sitemap:")]
        queue = [*named, urljoin(origin.address, "/sitemap.xml")][:10]
        links: list[str] = []
        for address in dict.fromkeys(queue):
            answer = await self._quietly(address)
            if answer is not None:
                try:
                    links += (await self._parser.sitemap(answer.body)).links
                except Unreadable:
                    continue
        nested = [link for link in links if link.endswith(".xml")][:10]
        for address in nested:
            answer = await self._quietly(address)
            if answer is not None:
                try:
                    links += (await self._parser.sitemap(answer.body)).links
                except Unreadable:
                    continue
        return text, links

    async def _quietly(self, url: str) -> Fetched | None:
        try:
            answer = await self._fetcher.fetch(url)
        except Unreachable:
            return None
        return answer if answer.status == 200 else None

    async def _read(self, scope: WorkspaceScope, page_id: str) -> None:
        async def look(tx: Tx) -> tuple[Page, Origin] | None:
            page = await store.page(tx, page_id)
            return None if page is None else (page, await _origin(tx, page.origin_id))

        known = await self._db.read(scope, look)
        if known is None:
            return
        page, origin = known
        try:
            answer, text = await self._content(page, origin)
        except (Unreachable, Unreadable) as error:
            again = isinstance(error, Unreachable) and error.again
            await self._failed(scope, page, str(error), again=again)
            return
        await self._done(scope, origin, page, answer, text)

    async def _content(self, page: Page, origin: Origin) -> tuple[Fetched, Text | None]:
        """The answer, and its text; None: nothing has changed. Raises Unreachable, Unreadable."""
        if origin.robots and not (await self._parser.robots(origin.robots.encode(), [page.address]))[0]:
            raise Unreachable("The site's robots.txt asks not to read this page.", again=False)
        wanted = {"If-None-Match": page.etag, "If-Modified-Since": page.modified} if page.digest else {}
        answer = await self._fetcher.fetch(page.address, {name: value for name, value in wanted.items() if value})
        if answer.status == 304 and page.digest:
            return answer, None
        if answer.status != 200:
            why, again = rules.said_by_status(answer.status)
            raise Unreachable(why, again=again)
        if origin.kind == "site" and rules.belongs(origin, answer.url, ports=self._ports) is None:
            raise Unreachable("The page leads out of the site.", again=False)
        if page.digest == hashlib.sha256(answer.body).hexdigest():
            return answer, None
        return answer, await self._parser.parse(answer.body, url=answer.url)

    async def _done(
        self, scope: WorkspaceScope, origin: Origin, page: Page, answer: Fetched, text: Text | None
    ) -> None:
        now = self._clock.now()
        done = replace(page, state="unchanged", reason=None, fetched_at=now)
        if text is not None:
            done = replace(
                done,
                state="indexed",
                title=text.title or page.address,
                etag=answer.headers.get("etag", "")[:500],
                modified=answer.headers.get("last-modified", "")[:100],
                digest=hashlib.sha256(answer.body).hexdigest(),
            )

        async def work(tx: Tx) -> None:
            if await store.page(tx, page.id) is None:
                return
            await store.set_page(tx, done, due_at=now)
            if text is not None:
                address = page.address
                await self._knowledge.write_page(tx, page.id, title=done.title[:200], address=address, body=text.body)
                if origin.kind == "site":
                    await self._add(tx, origin, text.links)
            await self._settle(tx, origin.id)

        await self._db.write(scope, work)

    async def _failed(self, scope: WorkspaceScope, page: Page, why: str, *, again: bool) -> None:
        now = self._clock.now()
        tried = replace(page, attempts=page.attempts + 1, reason=why)
        at = rules.again_at(tried.attempts, again=again, now=now)
        tried = tried if at is not None else replace(tried, state="stale" if page.digest else "failed")

        async def work(tx: Tx) -> None:
            await store.set_page(tx, tried, due_at=at or now)
            await self._settle(tx, page.origin_id)

        await self._db.write(scope, work)

    async def _add(self, tx: Tx, origin: Origin, links: Sequence[str]) -> None:
        wanted = [origin.address] if origin.kind == "page" else self._wanted(origin, links)
        found = [(self._ids.new("pag"), address) for address in wanted]
        room = (await limits(tx)).pages
        await store.add_pages(tx, origin.id, found, most=origin.most, room=room, now=self._clock.now())

    def _wanted(self, origin: Origin, links: Sequence[str]) -> Sequence[str]:
        kept = (rules.belongs(origin, link, ports=self._ports) for link in links)
        return [origin.address, *dict.fromkeys(address for address in kept if address is not None)]

    async def _settle(self, tx: Tx, origin_id: str) -> None:
        """When no page waits any longer, the round is over."""
        states = await store.counts(tx, origin_id)
        if states.get("queued"):
            return
        origin, now = await _origin(tx, origin_id), self._clock.now()
        state = rules.outcome(states)
        troubled = [page for page in await store.pages(tx, origin_id) if page.state in ("failed", "stale")]
        await store.set_origin(
            tx,
            origin_id,
            state=state,
            reason=troubled[0].reason if troubled else None,
            next_at=None if origin.kind == "file" else now + rules.DAY,
            robots=None,
            now=now,
        )


def _is_ours(error: object) -> bool:
    """Something that no source can be blamed for. A disk that is full is left to whoever tries again."""
    if isinstance(error, DatabaseError) or (isinstance(error, BaseException) and not isinstance(error, Exception)):
        raise error
    return error is not None


async def _origin(tx: Tx, origin_id: str) -> Origin:
    found = await store.origin(tx, origin_id)
    if found is None:
        raise not_found("source")
    return found
