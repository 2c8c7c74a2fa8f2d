"""Parameters, ids and cursors that are meant to be something else."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

from yarl import URL

from tests.edges.isolation.entries import CANARY, Targets
from tests.edges.live.harness import Served

HOSTILE = [
    "'", '"', "' OR '1'='1", "'; DROP TABLE event; --", "1; SELECT 1", "%", "_", "%00", "\x00", "../../etc/passwd",
    "a" * 3_000, "-1", "9" * 40, "NaN", "{}", "[]", "*", '"NEAR(', "col:x", "🙂", "WzFd", "WyIxIiwgIngiXQ==", "////",
    "bnVsbA==", "W25hTiwgMV0=", "WzFlOTk5LCAieCJd", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OSwgIngiXQ==", "WzEsICJcdWQ4MDAiXQ==",
]  # fmt: skip


async def test_hostile_parameters_are_refused_or_find_nothing_of_others(desk: Served, acme: Targets) -> None:
    headers = await desk.signed_in("mallory")
    calls: list[tuple[str, str]] = [
        ("/desk/v1/conversations", "view"),
        ("/desk/v1/conversations", "before"),
        ("/desk/v1/conversations", "limit"),
        (f"/desk/v1/conversations/{acme.conversation}/events", "before"),
        (f"/desk/v1/conversations/{acme.conversation}/events", "limit"),
        ("/desk/v1/contacts", "q"),
        ("/desk/v1/contacts", "before"),
        ("/desk/v1/contacts", "site"),
        ("/desk/v1/contacts", "since"),
        ("/desk/v1/search", "q"),
        ("/desk/v1/search", "before"),
        ("/desk/v1/reports", "first"),
        ("/desk/v1/sources", "after"),
        ("/desk/v1/sources", "limit"),
    ]
    for path, name in calls:
        answers = await asyncio.gather(
            *(desk.call("GET", path, params={name: value}, headers=headers) for value in HOSTILE)
        )
        for value, (status, body) in zip(HOSTILE, answers, strict=True):
            assert status in (200, 404, 422), (path, name, value, status)
            assert CANARY not in json.dumps(body)


async def test_hostile_ids_and_keys_find_nothing(desk: Served, acme: Targets) -> None:
    headers = await desk.signed_in("mallory")
    for path in ("/desk/v1/conversations", "/desk/v1/sources", "/w"):
        addresses = [f"{path}/{quote(value, safe='')}" for value in HOSTILE]
        answers = await asyncio.gather(
            *(desk.call("GET", URL(desk.base + a, encoded=True), headers=headers) for a in addresses)
        )
        for value, (status, body) in zip(HOSTILE, answers, strict=True):
            assert status in (200, 404, 422) if value in ("", "////") else status in (404, 422), (path, value, status)
            assert CANARY not in json.dumps(body)
    keys = [desk.call("POST", "/v1/visitors", json={"site": value}) for value in HOSTILE]
    assert {status for status, _ in await asyncio.gather(*keys)} <= {404, 422}
    languages = [desk.call("POST", "/v1/visitors", json={"site": "globex", "lang": value}) for value in HOSTILE]
    assert {status for status, _ in await asyncio.gather(*languages)} <= {201, 422}


async def test_the_same_cursor_pages_through_ones_own_list(desk: Served) -> None:
    made = []
    for n in range(7):
        visitor = await desk.world.new_visitor(desk.world.acme, f"v{n}")
        scope = desk.world.acme.scope
        made.append((await desk.world.system.conversations.visitor.requests(scope, visitor, cid="r")).conversation_id)
    headers = await desk.signed_in("oscar")
    for view in ("needs", "all", "followup"):
        found: list[str] = []
        cursor = ""
        while True:
            _, page = await desk.call("GET", f"/desk/v1/conversations?view={view}&limit=3{cursor}", headers=headers)
            found += [c["id"] for c in page["conversations"]]
            assert page["counts"][view] == 7
            if page["next"] is None:
                break
            cursor = f"&before={page['next']}"
        assert sorted(found) == sorted(made)
        assert len(set(found)) == 7
