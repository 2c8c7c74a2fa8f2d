"""A crawl on a real database, with the real transport and the real child process, of a site on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from deskbell.adapters.guarded_http import GuardedHttp
from deskbell.adapters.parsing import ChildParser
from deskbell.features.crawling.service import Crawling
from deskbell.features.knowledge.service import Knowledge
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope
from tests import databases
from tests.fakes.loopback import Handler, LoopbackServer
from tests.world import Clock

ACME = WorkspaceScope("ws_acme")


class Site(LoopbackServer):
    """`pages` pages, each linking to the next, all in the sitemap. `told`: how often each path was asked for."""

    def __init__(self, pages: int = 12) -> None:
        super().__init__()
        self.pages = pages
        self.told: list[str] = []
        self.full: list[str] = []
        self.words: dict[int, str] = {}
        self.down = False
        self.special: dict[str, web.Response] = {}

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [("GET", "/{path:.*}", self.answer)]

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        self.told.append(path)
        if path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /private\n")
        if self.down:
            return web.Response(status=503)
        if path == "/sitemap.xml":
            places = "".join(f"<url><loc>{self.url}/p/{n}</loc></url>" for n in range(self.pages // 2))
            return web.Response(text=f"<urlset>{places}</urlset>", content_type="application/xml")
        if path == "/endless" or path.startswith("/endless/"):
            number = int(path.rsplit("/", 1)[1]) if path.count("/") > 1 else 0
            return page(f"Endless {number}", f"Number {number}.", [f"/endless/{number + 1}", f"/endless/{number + 2}"])
        if path in ("/redirect", "/bomb"):
            return self.hostile(path)
        number = int(path.rsplit("/", 1)[1]) if path.startswith("/p/") else 0
        if not 0 <= number < self.pages:
            return web.Response(status=404)
        tag = f'"{number}-{self.words.get(number, "")}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        self.full.append(path)
        made = page(
            f"Page {number}", f"About topic{number}. {self.words.get(number, '')}", [f"/p/{number + 1}", "/private/x"]
        )
        made.headers["ETag"] = tag
        return made

    def hostile(self, path: str) -> web.Response:
        if path == "/redirect":
            return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
        return web.Response(body=b"<div>" * 900_000, content_type="text/html")


def page(title: str, text: str, links: list[str]) -> web.Response:
    more = "It has a few more words, so that it is worth reading. " * 4
    anchors = "".join(f'<a href="{link}">more</a>' for link in links)
    html = f"<!doctype html><html><head><title>{title}</title></head><body><nav>{anchors}</nav>"
    return web.Response(
        text=f"{html}<main><h1>{title}</h1><p>{text} {more}</p></main></body></html>", content_type="text/html"
    )


@dataclass
class Place:
    url: str
    site: Site
    clock: Clock = field(default_factory=Clock)
    db: Database = field(init=False)
    parser: ChildParser = field(init=False)
    knowledge: Knowledge = field(init=False)
    crawling: Crawling = field(init=False)

    async def open(self) -> None:
        self.db = await open_database(self.url)
        ids, self.parser = SystemIds(self.clock), ChildParser()
        self.knowledge = Knowledge(self.db, self.clock, ids)
        http = GuardedHttp(also=frozenset({("127.0.0.1", self.site.port)}))
        ports = frozenset({self.site.port})
        self.crawling = Crawling(self.db, self.clock, ids, self.knowledge, http, self.parser, ports=ports)

    async def close(self) -> None:
        await self.parser.close()
        await self.db.close()

    async def crawled(self) -> None:
        """Everything, the second and third tries included."""
        for _ in range(3):
            await self.crawling.step()
            self.clock.pass_(10_000)

    async def rows(self, sql: str) -> list[Row]:
        async def work(tx: Tx) -> list[Row]:
            return await tx.all(sql)

        return await self.db.read(ANY_WORKSPACE, work)


@pytest.fixture
async def place(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    url = await databases.empty(tmp_path, template_folder=tmp_path_factory.getbasetemp())
    async with Site() as site:
        made = Place(url, site)
        await made.open()

        async def work(tx: Tx) -> None:
            await tx.run(
                """INSERT INTO workspace (id, name, assistant_name, assistant_prompt, assistant_updated_at, created_at)
                   VALUES ('ws_acme', 'W', 'Ada', '', 0, 0)"""
            )

        await made.db.write(ANY_WORKSPACE, work)
        yield made
        await made.close()
        await databases.gone(url)
