"""What holds for the whole workspace is changed by owners and admins; operators read it."""

from __future__ import annotations

import pytest

from tests.edges.live.harness import Served

FOR_ADMINISTRATORS = [
    ("PUT", "/desk/v1/assistant/draft", {"name": "Mine", "edit": 0}),
    ("DELETE", "/desk/v1/assistant/draft", None),
    ("POST", "/desk/v1/assistant/publish", {"edit": 1, "version": 1}),
    ("POST", "/desk/v1/assistant/restore", {"number": 1, "version": 1}),
    ("PUT", "/desk/v1/hours", {"always": False, "zone": "UTC", "week": {}, "version": 0}),
    ("PUT", "/desk/v1/hours/waits", {"pickup": 60, "silence": 60}),
    ("PUT", "/desk/v1/hours/early", {"on": True}),
    ("GET", "/desk/v1/knowledge", None),
    ("POST", "/desk/v1/knowledge", {"format": "deskbell-knowledge/1", "entries": []}),
    ("PUT", "/desk/v1/mails/settings", {"fallback": "oscar@acme.example", "version": 0}),
]
FOR_EVERYBODY = ["/desk/v1/assistant", "/desk/v1/assistant/versions", "/desk/v1/hours", "/desk/v1/mails"]


@pytest.mark.parametrize(("method", "path", "body"), FOR_ADMINISTRATORS)
async def test_an_operator_changes_nothing_of_the_workspace(
    desk: Served, method: str, path: str, body: dict[str, object] | None
) -> None:
    status, told = await desk.call(method, path, json=body, headers=await desk.signed_in("oscar"))
    assert (status, told["code"], told["detail"]) == (403, "forbidden", "Ask an owner or an admin.")
    status, _ = await desk.call(method, path, json=body, headers=await desk.signed_in("ada"))
    assert status in (200, 201, 204, 404)  # 404: there is nothing to publish yet


@pytest.mark.parametrize("path", FOR_EVERYBODY)
async def test_an_operator_reads_it(desk: Served, path: str) -> None:
    assert (await desk.call("GET", path, headers=await desk.signed_in("oscar")))[0] == 200
