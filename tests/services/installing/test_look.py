"""A page is fetched through the guarded transport: public machines only, and what cannot be opened is said."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from deskbell.adapters.guarded_http import GuardedHttp
from deskbell.features.installing.service import Installing
from deskbell.kit.errors import Refused
from tests.services.desk import Desk, desk_in

OURS = "https://desk.example"


@pytest.fixture
async def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, seed_folder=tmp_path_factory.getbasetemp()) as made:
        yield made
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
async def shop() -> AsyncIterator[tuple[str, int]]:
    """A page that moved, with the tag and a policy."""

    async def page(_: web.Request) -> web.Response:
        body = f'<script async src="{OURS}/w/acme.js"></script>'
        return web.Response(
            text=body, content_type="text/html", headers={"Content-Security-Policy": "script-src 'self'"}
        )

    async def moved(_: web.Request) -> web.Response:
        raise web.HTTPFound("/now")

    app = web.Application()
    app.add_routes([web.get("/now", page), web.get("/", moved)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}", port
    await runner.cleanup()


async def test_a_page_is_followed_to_where_it_moved_and_read(desk: Desk, shop: tuple[str, int]) -> None:
    address, port = shop
    look = Installing(desk.sites, GuardedHttp(also=frozenset({("127.0.0.1", port)})), OURS)
    looked = await look.look(desk.acme.scope, desk.acme.site.id, address)
    assert looked.page == f"{address}/now"
    assert [(one.code, one.fix) for one in looked.findings] == [("policy", f"script-src {OURS}")]
    gone = await look.look(desk.acme.scope, desk.acme.site.id, f"{address}/none")
    assert [one.code for one in gone.findings] == ["status"]
    with pytest.raises(Refused, match="no such site"):
        await look.look(desk.globex.scope, desk.acme.site.id, address)


async def test_no_inner_machine_is_reached(desk: Desk, shop: tuple[str, int]) -> None:
    look = Installing(desk.sites, GuardedHttp(), OURS)
    for address in (shop[0], "http://169.254.169.254/latest", "localhost", "http://[::1]/", "file:///etc/passwd", "::"):
        (found,) = (await look.look(desk.acme.scope, desk.acme.site.id, address)).findings
        assert found.code == "unreachable", address
