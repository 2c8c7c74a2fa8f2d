"""Analytics over HTTP: the same figures as JSON and as sheets; cost is for owners and admins."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from tests.edges.live.harness import Served


async def call(desk: Served, who: str, path: str) -> tuple[int, Any]:
    return await desk.call("GET", f"/desk/v1/reports{path}", headers=await desk.signed_in(who))


def rows(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))]


async def test_figures_and_sheets_agree_and_cost_is_not_for_everybody(desk: Served) -> None:
    await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "Do you deliver?"}})
    await desk.post("vera", {"t": "request", "d": {"cid": "c2"}})
    today = datetime.fromtimestamp(desk.clock.now() / 1000, UTC).date().isoformat()
    when = f"first={today}&last={today}"
    status, found = await call(desk, "olga", f"?{when}")
    assert (status, found["conversations"], found["handoffs"], found["outcomes"]["handed"]) == (200, 1, 1, 1)
    assert (found["cost"], found["days"][0]["cost"]) == (None, None)
    assert (await call(desk, "ada", f"?{when}"))[1]["cost"] == 0
    assert rows((await call(desk, "olga", f".csv?figure=volume&{when}"))[1])[1] == [today, "1", "1"]
    for figure in ("outcomes", "handoffs", "response", "sources", "hours"):
        assert len(rows((await call(desk, "olga", f".csv?figure={figure}&{when}"))[1])) > 1, figure
    assert (await call(desk, "olga", f".csv?figure=cost&{when}"))[0] == 404
    assert (await call(desk, "ada", f".csv?figure=cost&{when}"))[0] == 200
    assert (await call(desk, "ada", f".csv?figure=nothing&{when}"))[0] == 404
    assert (await call(desk, "ada", "?first=2026-02-30&last=x"))[1]["code"] == "invalid"
