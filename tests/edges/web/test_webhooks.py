"""Webhooks over HTTP: for owners and admins, with a secret that is told once, and addresses that are public."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edges.live.harness import Served

GOOD = {"address": "https://program.example/in", "events": ["message.created"]}


async def call(desk: Served, who: str, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/webhooks{path}", headers=await desk.signed_in(who), json=body)


async def test_a_webhook_from_its_making_to_its_end(desk: Served) -> None:
    status, made = await call(desk, "ada", "POST", body=GOOD)
    assert (status, made["address"], made["events"]) == (201, GOOD["address"], ["message.created"])
    assert made["secret"].startswith("whsec_")
    (_, listed), at = await call(desk, "ada", "GET"), f"/{made['id']}"
    assert [one["id"] for one in listed["webhooks"]] == [made["id"]]
    assert made["secret"] not in str(listed)
    status, renewed = await call(desk, "ada", "POST", f"{at}/secret")
    assert (status, renewed["secret"] != made["secret"]) == (200, True)
    assert (await call(desk, "ada", "POST", f"{at}/test"))[0] == 202
    [row] = (await call(desk, "ada", "GET", f"{at}/deliveries"))[1]["deliveries"]
    assert row["kind"] == "webhook.test"
    status, changed = await call(desk, "ada", "PUT", at, {**GOOD, "events": ["conversation.closed"], "on": False})
    assert (status, changed["events"], changed["off_at"] is not None) == (200, ["conversation.closed"], True)
    assert (await call(desk, "ada", "POST", f"{at}/deliveries/{row['id']}/again"))[1]["code"] == "conflict"
    assert (await call(desk, "ada", "DELETE", at))[0] == 204
    assert (await call(desk, "ada", "GET"))[1]["webhooks"] == []
    _, told = await desk.call("GET", "/desk/v1/audit?action=webhook", headers=await desk.signed_in("ada"))
    assert [(one["action"], one["by_name"], one["subject"]) for one in told["entries"]] == [
        (f"webhook.{act}", "Ada", "program.example") for act in ("removed", "changed", "secret", "made")
    ]


@pytest.mark.parametrize(
    "body",
    [{**GOOD, "address": "http://program.example/"}, {**GOOD, "address": "https://127.0.0.1/"},
     {**GOOD, "address": "https://localhost/"}, {**GOOD, "events": []}, {**GOOD, "events": ["everything"]}],
)  # fmt: skip
async def test_what_is_not_public_https_or_no_event_is_refused(desk: Served, body: dict[str, Any]) -> None:
    status, answer = await call(desk, "ada", "POST", body=body)
    assert (status, answer["code"]) == (422, "invalid")


async def test_operators_see_nothing_of_it(desk: Served) -> None:
    for method, path, body in (("GET", "", None), ("POST", "", GOOD), ("GET", "/hook_1/deliveries", None)):
        status, answer = await call(desk, "oscar", method, path, body)
        assert (status, answer["code"]) == (403, "forbidden")
