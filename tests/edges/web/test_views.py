"""Saved views: one's own or the team's, and lists narrowed by state, tag, owner, site and time."""

from __future__ import annotations

from typing import Any

from tests.edges.live.harness import Served


async def call(desk: Served, who: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1{path}", headers=await desk.signed_in(who), json=body)


async def names(desk: Served, who: str) -> list[str]:
    return [one["name"] for one in (await call(desk, who, "GET", "/views"))[1]["views"]]


async def test_a_view_is_ones_own_or_the_teams_and_its_maker_or_an_admin_removes_it(desk: Served) -> None:
    mine = {"name": " Late  parcels ", "view": "all", "query": "tag=late&state=human"}
    status, made = await call(desk, "oscar", "POST", "/views", mine)
    assert (status, made["name"], made["query"], made["mine"]) == (201, "Late parcels", "tag=late&state=human", True)
    _, team = await call(desk, "oscar", "POST", "/views", {"name": "VIP", "view": "needs", "shared": True})
    assert (await names(desk, "oscar"), await names(desk, "olga")) == (["Late parcels", "VIP"], ["VIP"])
    assert await names(desk, "mallory") == []
    assert (await call(desk, "olga", "POST", "/views", {"name": "vip", "view": "all"}))[1]["code"] == "conflict"
    assert (await call(desk, "olga", "POST", "/views", {"name": "x", "view": "nowhere"}))[1]["code"] == "invalid"
    assert (await call(desk, "olga", "DELETE", f"/views/{made['id']}"))[1]["code"] == "not_found"
    assert (await call(desk, "olga", "DELETE", f"/views/{team['id']}"))[1]["code"] == "forbidden"
    assert (await call(desk, "mallory", "DELETE", f"/views/{team['id']}"))[1]["code"] == "not_found"
    assert (await call(desk, "ada", "DELETE", f"/views/{team['id']}"))[0] == 204
    assert (await call(desk, "oscar", "DELETE", f"/views/{made['id']}"))[0] == 204
    assert await names(desk, "oscar") == []


async def test_a_list_is_narrowed_by_state_tag_owner_site_and_time(desk: Served) -> None:
    _, first = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "one"}})
    _, second = await desk.post("victor", {"t": "msg", "d": {"cid": "c2", "text": "two"}})
    await desk.post("oscar", {"t": "tag", "c": first["c"], "d": {"add": ["late"]}})
    await desk.post("oscar", {"t": "take", "c": second["c"], "e": 1})

    async def rows(query: str, who: str = "oscar") -> list[Any]:
        _, page = await call(desk, who, "GET", f"/conversations?view=all&{query}")
        found: list[Any] = page["conversations"]
        return found

    async def found(query: str, who: str = "oscar") -> list[str]:
        return [one["id"] for one in await rows(query, who)]

    site = (await rows(""))[0]["site"]["id"]
    assert await found("tag=late") == [first["c"]]
    assert await found("state=human") == await found("owner=me") == [second["c"]]
    assert await found("owner=me", "olga") == []
    assert set(await found(f"site={site}")) == {first["c"], second["c"]}
    assert await found(f"site={site}&tag=late&state=human") == []
    last = {one["id"]: one["updated_at"] for one in await rows("")}[first["c"]]
    assert await found(f"until={last - 1}") == []
    assert first["c"] in await found(f"until={last}")
    assert await found("tag=' OR 1=1 --") == []
    assert await found(f"site={site}", "mallory") == []
