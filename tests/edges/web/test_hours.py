"""Opening hours over HTTP: read, saved, closed early, and what a visitor would see."""

from __future__ import annotations

from typing import Any

from tests.edges.live.harness import Served

HOURS: dict[str, Any] = {
    "always": False,
    "zone": "Europe/Berlin",
    "week": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "12:00"], ["22:00", "02:00"]]},
    "days": [{"date": "2026-12-24", "name": "Christmas Eve", "intervals": [["09:00", "12:00"]]}],
    "version": 0,
}
MONDAY_NOON, MONDAY_NIGHT = 1_789_984_800_000, 1_790_020_800_000  # 12:00 and 22:00 in Berlin


async def call(desk: Served, method: str, path: str = "", **body: Any) -> tuple[int, Any]:
    headers = await desk.signed_in("ada")
    return await desk.call(method, f"/desk/v1/hours{path}", headers=headers, **({"json": body} if body else {}))


async def test_hours_are_saved_and_told(desk: Served) -> None:
    status, fresh = await call(desk, "GET")
    assert (status, fresh["always"], fresh["version"], fresh["now"]["open"]) == (200, True, 0, True)
    status, saved = await call(desk, "PUT", **HOURS)
    assert (status, saved["version"], saved["updated_by"]) == (200, 1, "Ada")
    assert saved["week"]["tue"] == HOURS["week"]["tue"]
    assert saved["days"] == [{**HOURS["days"][0], "preset": False}]
    again = (await call(desk, "GET"))[1]
    assert {**again, "now": 0} == {**saved, "now": 0}
    status, refused = await call(desk, "PUT", **HOURS)
    assert (status, refused["code"]) == (409, "conflict")
    status, refused = await call(desk, "PUT", **{**HOURS, "version": 1, "week": {"mon": [["09:00", "25:00"]]}})
    assert (status, refused["detail"]) == (422, "Mon: '25:00' is no time; write it like 09:00, at most 24:00.")


async def test_closing_early_and_back(desk: Served) -> None:
    _, early = await call(desk, "PUT", "/early", on=True)
    assert (early["now"]["open"], early["now"]["closed_early_until"] > early["now"]["at"]) == (False, True)
    assert early["now"]["next_opening"] == early["now"]["closed_early_until"]
    _, back = await call(desk, "PUT", "/early", on=False)
    assert (back["now"]["open"], back["now"]["closed_early_until"]) == (True, None)


async def test_what_a_visitor_would_see_is_told_by_the_same_rules_and_leaves_no_trace(desk: Served) -> None:
    await call(desk, "PUT", **HOURS)
    _, seen = await call(desk, "POST", "/simulate", at=MONDAY_NOON, somebody=True)
    assert (seen["rings"], seen["code"]) == (True, "asking_team")
    _, seen = await call(desk, "POST", "/simulate", at=MONDAY_NOON, somebody=False)
    assert (seen["rings"], seen["code"], seen["back_at"]) == (False, "nobody_here", None)
    _, seen = await call(desk, "POST", "/simulate", at=MONDAY_NIGHT, somebody=True, zone="Asia/Tokyo")
    assert (seen["rings"], seen["code"]) == (False, "closed_hours")
    assert seen["text"] == (
        "The team is away right now and is back today at 16:00 (your time). Your request is kept for them."
    )
    draft = {**HOURS, "week": {"mon": [["00:00", "24:00"]]}}
    _, seen = await call(desk, "POST", "/simulate", at=MONDAY_NIGHT, somebody=True, hours=draft)
    assert seen["rings"]
    status, refused = await call(desk, "POST", "/simulate", zone="Mars/Base")
    assert (status, refused["code"]) == (422, "invalid")
    assert (await call(desk, "GET"))[1]["version"] == 1


async def test_a_country_that_is_not_known_is_refused_and_nothing_is_saved(desk: Served) -> None:
    status, refused = await call(desk, "PUT", **HOURS, country="XX")
    assert (status, refused["code"]) == (422, "invalid")
    assert (await call(desk, "GET"))[1]["version"] == 0
    _, found = await call(desk, "GET", "/holidays?country=DE&region=BE")
    assert {"date": "2026-12-25", "name": "Christmas Day"} in found["holidays"]


async def test_how_long_somebody_waits_can_be_set_within_bounds(desk: Served) -> None:
    assert await call(desk, "GET", "/waits") == (200, {"pickup": 120, "silence": 120, "idle_away": False})
    assert await call(desk, "PUT", "/waits", pickup=45, silence=300) == (
        200,
        {"pickup": 45, "silence": 300, "idle_away": False},
    )
    for pickup, silence in ((29, 120), (901, 120), (120, 5)):
        status, refused = await call(desk, "PUT", "/waits", pickup=pickup, silence=silence)
        assert (status, "between 30 seconds and 15 minutes" in refused["detail"]) == (422, True)
    assert (await call(desk, "GET", "/waits"))[1] == {"pickup": 45, "silence": 300, "idle_away": False}
    await desk.join("oscar")
    vera = await desk.join("vera")
    asked = await vera.ask("request", {"cid": "cid-asks"})
    c = await desk.world.system.reading.one(desk.world.acme.scope, asked["c"])
    assert c.deadline_at is not None
    assert c.deadline_at - c.created_at == 45_000
