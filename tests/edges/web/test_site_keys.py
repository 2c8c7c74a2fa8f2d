"""A site's key is made anew without a page losing its widget, its widget is switched off and on, and keys are known by
heart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import apsw
import pytest

from deskbell.features.sites.service import DAY
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import Scope
from tests.edges.live.harness import Served
from tests.edges.web.test_sites import call, came, script


async def rekeyed(desk: Served, **body: int) -> dict[str, Any]:
    status, site = await call(desk, "ada", "POST", f"/{desk.world.acme.site.id}/key", body)
    assert status == 200, site
    found: dict[str, Any] = site
    return found


async def test_a_new_key_works_at_once_and_the_old_one_for_so_long_as_was_said(desk: Served) -> None:
    old = desk.world.acme.site.key
    await script(desk, old)
    site = await rekeyed(desk, keep_days=7)
    new = site["key"]
    assert new != old
    assert f"/w/{new}.js" in site["script"]
    assert 0 <= desk.clock.now() + 7 * DAY - site["old_key_until"] < 60_000
    pages = [(await script(desk, key))[1] for key in (new, old)]
    assert pages[0] == pages[1], "a page with the old tag talks with the new key"
    assert f'"key":"{new}"' in pages[0]
    assert [await came(desk, key, None) for key in (new, old)] == [201, 201]
    desk.clock.pass_(7 * DAY)
    assert [(await script(desk, key))[0] for key in (new, old)] == [200, 404]
    assert [await came(desk, key, None) for key in (new, old)] == [201, 404]
    assert (await call(desk, "ada", "GET"))[1]["sites"][0]["old_key_until"] is None


async def test_an_old_key_ends_at_once_by_choice(desk: Served) -> None:
    first = desk.world.acme.site.key
    second = (await rekeyed(desk, keep_days=0))["key"]
    assert [(await script(desk, key))[0] for key in (first, second)] == [404, 200]
    await rekeyed(desk, keep_days=30)
    status, refused = await call(desk, "ada", "POST", f"/{desk.world.acme.site.id}/key", {"keep_days": 30})
    assert (status, refused["code"]) == (409, "conflict"), "two old keys would be one too many"
    assert (await script(desk, second))[0] == 200
    assert (await call(desk, "ada", "DELETE", f"/{desk.world.acme.site.id}/old-key"))[1]["old_key_until"] is None
    assert (await script(desk, second))[0] == 404


async def test_a_browser_keeps_its_conversation_over_a_new_key(desk: Served) -> None:
    before = (await script(desk, desk.world.acme.site.key))[1]
    after = (await script(desk, (await rekeyed(desk, keep_days=0))["key"]))[1]
    box = f'"box":"deskbell:{desk.world.acme.site.id}:"'
    assert box in before
    assert box in after
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 201


async def test_a_site_that_is_off_has_no_widget_and_lets_nobody_write_until_it_is_on(desk: Served) -> None:
    site = desk.world.acme.site
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 201
    status, shown = await call(desk, "ada", "PUT", f"/{site.id}/switch", {"off": True})
    assert (status, shown["off"]) == (200, True)
    status, text = await script(desk, site.key)
    assert (status, text.startswith("/*"), text.endswith("*/")) == (200, True, True)
    assert await came(desk, site.key, None) == 403
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 403, "and not forgotten (401)"
    status, text = await desk.call("GET", f"/chat/{site.key}")
    assert (status, "switched off at the moment" in text, "<script" in text) == (200, True, False)
    await call(desk, "ada", "PUT", f"/{site.id}/switch", {"off": False})
    assert "deskbell-widget" in (await script(desk, site.key))[1]
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 201


@pytest.mark.parametrize("how", ["off", "removed"])
async def test_whoever_is_there_is_let_go_when_their_site_closes(desk: Served, how: str) -> None:
    sites, acme = desk.world.system.sites, desk.world.acme
    other = await sites.create(acme.scope, name="Other", key="the-other-one")
    known, token = await sites.new_visitor(other, lang="en")
    theirs = await desk.dial()
    await theirs.say("hello", {"ticket": await desk.world.system.live.door.visitor_ticket(known, token), "proto": 1})
    await theirs.until("welcome")
    vera, oscar, early = await desk.join("vera"), await desk.join("oscar"), await desk.ticket("vera")
    if how == "off":
        await call(desk, "ada", "PUT", f"/{acme.site.id}/switch", {"off": True})
    else:
        await call(desk, "ada", "DELETE", f"/{acme.site.id}")
    assert await vera.close_code() == 4404
    late = await desk.dial()
    await late.say("hello", {"ticket": early, "proto": 1})
    assert await late.close_code() == (4403 if how == "off" else 4401)
    for stays in (theirs, oscar):
        await stays.rest()


async def test_who_may_and_what_is_written_down(desk: Served) -> None:
    site = desk.world.acme.site
    for method, path, body in (("POST", "key", {}), ("DELETE", "old-key", None), ("PUT", "switch", {"off": True})):
        assert (await call(desk, "oscar", method, f"/{site.id}/{path}", body))[1]["code"] == "forbidden"
    for days in (-1, 91):
        assert (await call(desk, "ada", "POST", f"/{site.id}/key", {"keep_days": days}))[0] == 422
    await rekeyed(desk, keep_days=1)
    for off in (True, True, False):
        await call(desk, "ada", "PUT", f"/{site.id}/switch", {"off": off})
    await call(desk, "ada", "DELETE", f"/{site.id}/old-key")
    lines = (await desk.call("GET", "/desk/v1/audit", headers=await desk.signed_in("ada")))[1]["entries"]
    assert [line["action"] for line in lines[:4]] == ["site.old_key_ended", "site.on", "site.off", "site.rekeyed"]


@pytest.mark.sqlite_only
async def test_a_visitors_first_request_reads_nothing_from_the_database(desk: Served) -> None:
    site, database = desk.world.acme.site, desk.world.system.db
    statements: list[str] = []

    def trace(_: object, sql: str, __: object) -> bool:
        statements.append(sql)
        return True

    def watched() -> list[apsw.Connection]:
        return [*database._opened, database._writer_connection]  # type: ignore[attr-defined]

    await script(desk, site.key)
    for _ in range(20):  # so that every reader's connection is there
        await call(desk, "ada", "GET")
    for connection in watched():
        connection.exec_trace = trace
    opened = len(watched())
    assert (await script(desk, site.key))[0] == 200
    assert statements == []
    assert await came(desk, site.key, None) == 201
    assert len(watched()) == opened
    assert "SELECT" not in {sql.split()[0] for sql in statements}
    assert (await script(desk, "nobody-has-this"))[0] == 404
    assert "SELECT" in {sql.split()[0] for sql in statements}, "it would be seen"


async def test_an_old_key_is_nobody_elses_while_it_works(desk: Served) -> None:
    old = desk.world.acme.site.key
    await rekeyed(desk, keep_days=7)
    sites = desk.world.system.sites
    with pytest.raises(Refused, match="taken"):
        await sites.create(desk.world.globex.scope, name="Another", key=old)


async def test_what_was_read_while_a_site_changed_is_not_remembered(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme, sites, read = desk.world.acme, desk.world.system.sites, desk.world.system.db.read
    sites.forget(acme.scope.workspace_id)

    async def slow(scope: Scope, work: Callable[[Tx], Awaitable[Any]]) -> Any:
        found = await read(scope, work)
        monkeypatch.undo()
        await sites.turn(acme.scope, acme.site.id, off=True)
        return found

    monkeypatch.setattr(desk.world.system.db, "read", slow)
    await sites.by_key(acme.site.key)
    known = await sites.by_key(acme.site.key)
    assert known is not None
    assert known.off
