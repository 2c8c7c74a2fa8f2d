"""The public API: keys, what they may do, what comes twice; and its description, which is whole and up to date."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from deskbell.edges.web import described
from deskbell.features.keys.model import RIGHTS
from tests.edges.isolation.entries import routes_of
from tests.edges.live.harness import Served, served

DESCRIPTION = Path(__file__).parents[3] / "docs/reference/openapi.json"


async def a_key(desk: Served, *rights: str, who: str = "ada") -> dict[str, Any]:
    body = {"name": "Shop", "rights": list(rights or RIGHTS)}
    status, made = await desk.call("POST", "/desk/v1/keys", headers=await desk.signed_in(who), json=body)
    assert status == 201
    found: dict[str, Any] = made
    return found


def bearer(key: dict[str, Any], once: str | None = None) -> dict[str, str]:
    return {"Authorization": f"Bearer {key['secret']}"} | ({"Idempotency-Key": once} if once else {})


async def said(desk: Served, text: str = "Where is my parcel?") -> str:
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": text}})
    conversation: str = ack["c"]
    return conversation


# --- keys ----------------------------------------------------------------------------------------------------------


@pytest.mark.sqlite_only  # looks into the files
async def test_a_key_is_shown_once_kept_as_a_digest_and_dies_when_revoked(desk: Served) -> None:
    key = await a_key(desk)
    ada = await desk.signed_in("ada")
    assert (await desk.call("GET", "/api/v1/contacts", headers=bearer(key)))[0] == 200
    _, listed = await desk.call("GET", "/desk/v1/keys", headers=ada)
    [shown] = listed["keys"]
    assert "secret" not in shown
    assert (shown["name"], shown["hint"], shown["made_by"]) == ("Shop", key["secret"][:8], "Ada")
    assert shown["used_at"] is not None
    path = desk.world.system.settings.database_path
    files = [file.read_bytes() for file in path.parent.glob(path.name + "*")]
    assert files
    assert not any(key["secret"].encode() in content for content in files)
    assert (await desk.call("DELETE", f"/desk/v1/keys/{key['id']}", headers=ada))[0] == 204
    assert (await desk.call("GET", "/api/v1/contacts", headers=bearer(key)))[0] == 401
    assert (await desk.call("DELETE", f"/desk/v1/keys/{key['id']}", headers=ada))[0] == 404


async def test_keys_are_made_by_owners_and_admins_and_end_with_their_makers_role(desk: Served) -> None:
    status, refused = await desk.call(
        "POST", "/desk/v1/keys", headers=await desk.signed_in("oscar"), json={"name": "K", "rights": ["contacts:read"]}
    )
    assert (status, refused["code"]) == (403, "forbidden")
    place, team = desk.world.acme, desk.world.system.team
    await team.set_role(place.scope, place.owner, place.operators["olga"].id, "admin")
    key = await a_key(desk, who="olga")
    assert (await desk.call("GET", "/api/v1/sources", headers=bearer(key)))[0] == 200
    await team.set_role(place.scope, place.owner, place.operators["olga"].id, "operator")
    assert (await desk.call("GET", "/api/v1/sources", headers=bearer(key)))[0] == 401


@pytest.mark.parametrize("right", RIGHTS)
async def test_a_key_does_what_it_was_made_for_and_nothing_else(desk: Served, right: str) -> None:
    conversation, key = await said(desk), await a_key(desk, right)
    calls = {
        "conversations:read": ("GET", "/conversations", None),
        "conversations:write": ("POST", f"/conversations/{conversation}/messages", {"text": "n", "kind": "note"}),
        "contacts:read": ("GET", "/contacts", None),
        "contacts:write": ("POST", "/contacts", {"name": "Nora"}),
        "knowledge:read": ("GET", "/sources", None),
        "knowledge:write": ("POST", "/sources", {"title": "T", "body": "b"}),
    }
    for needed, (method, path, body) in calls.items():
        status, answer = await desk.call(method, f"/api/v1{path}", headers=bearer(key), json=body)
        assert (needed, status) == (needed, (201 if method == "POST" else 200) if needed == right else 403)
        assert status != 403 or needed in answer["detail"]


@pytest.mark.parametrize(
    "body", [{"name": " ", "rights": ["contacts:read"]}, {"name": "K", "rights": []}, {"name": "K", "rights": ["all"]}]
)
async def test_a_key_without_a_name_or_a_right_is_not_made(desk: Served, body: dict[str, Any]) -> None:
    status, refused = await desk.call("POST", "/desk/v1/keys", headers=await desk.signed_in("ada"), json=body)
    assert (status, refused["code"]) == (422, "invalid")


# --- what it does --------------------------------------------------------------------------------------------------


async def test_a_conversation_is_answered_noted_closed_and_reopened(desk: Served) -> None:
    conversation, key = await said(desk), await a_key(desk)
    path = f"/api/v1/conversations/{conversation}"
    status, note = await desk.call(
        "POST", f"{path}/messages", headers=bearer(key), json={"text": "VIP", "kind": "note"}
    )
    assert (status, note["internal"], note["author_name"]) == (201, True, "Shop")
    status, reply = await desk.call("POST", f"{path}/messages", headers=bearer(key, "r1"), json={"text": "Tomorrow."})
    assert (status, reply["author"], reply["author_name"], reply["text"]) == (201, "operator", "Ada", "Tomorrow.")
    again = await desk.call("POST", f"{path}/messages", headers=bearer(key, "r1"), json={"text": "Tomorrow."})
    assert again == (201, reply)
    status, other = await desk.call("POST", f"{path}/messages", headers=bearer(key, "r1"), json={"text": "Today."})
    assert (status, other["code"]) == (409, "cid_reused")
    _, read = await desk.call("GET", f"{path}/messages", headers=bearer(key))
    assert [one["text"] for one in read["data"] if one["author"] != "assistant"] == [
        "Where is my parcel?", "VIP", "Tomorrow.",
    ]  # fmt: skip
    for verb, state in (("close", "closed"), ("close", "closed"), ("reopen", "human"), ("reopen", "human")):
        status, shown = await desk.call("POST", f"{path}/{verb}", headers=bearer(key))
        assert (status, shown["state"]) == (200, state)
    _, seen = await desk.call("GET", "/v1/conversation", headers=desk.bearer("vera"))
    assert "VIP" not in json.dumps(seen)
    assert "Tomorrow." in json.dumps(seen)


async def test_a_request_that_comes_twenty_times_at_once_is_carried_out_once(desk: Served) -> None:
    key = await a_key(desk)
    body = {"name": "Nora", "email": "nora@example.com"}
    calls = [desk.call("POST", "/api/v1/contacts", headers=bearer(key, "n1"), json=body) for _ in range(20)]
    answers = await asyncio.gather(*calls)
    assert {status for status, _ in answers} <= {201, 409}
    assert len({answer["id"] for status, answer in answers if status == 201}) == 1
    _, known = await desk.call("GET", "/api/v1/contacts?q=nora", headers=bearer(key))
    assert len(known["data"]) == 1
    status, refused = await desk.call("POST", "/api/v1/contacts", headers=bearer(key, "n2"), json={})
    assert (status, refused["code"]) == (422, "invalid")
    status, _ = await desk.call("POST", "/api/v1/contacts", headers=bearer(key, "n2"), json={"name": "Second"})
    assert status == 201  # what was refused has used nothing up


async def test_what_was_made_once_and_then_removed_is_not_made_again(desk: Served) -> None:
    key, body = await a_key(desk), {"title": "T", "body": "B"}
    _, made = await desk.call("POST", "/api/v1/sources", headers=bearer(key, "s1"), json=body)
    await desk.call("DELETE", f"/api/v1/sources/{made['id']}", headers=bearer(key))
    status, refused = await desk.call("POST", "/api/v1/sources", headers=bearer(key, "s1"), json=body)
    assert (status, refused["code"]) == (404, "not_found")
    assert "404" in described.describe_public()["paths"]["/api/v1/sources"]["post"]["responses"]


async def test_contacts_and_sources_are_changed_and_paged(desk: Served) -> None:
    key = await a_key(desk)
    _, made = await desk.call("POST", "/api/v1/contacts", headers=bearer(key), json={"name": "N", "phone": None})
    path = f"/api/v1/contacts/{made['id']}"
    change = {"email": "n@example.com", "custom": {"plan": "gold"}}
    _, changed = await desk.call("PATCH", path, headers=bearer(key), json=change)
    assert (changed["name"], changed["email"], changed["custom"]) == ("N", "n@example.com", {"plan": "gold"})
    status, refused = await desk.call("PATCH", path, headers=bearer(key), json={"name": "M", "version": 1})
    assert (status, refused["code"]) == (409, "conflict")
    ids = []
    for n in range(5):
        _, source = await desk.call(
            "POST", "/api/v1/sources", headers=bearer(key), json={"title": f"T{n}", "body": "b"}
        )
        ids.append(source["id"])
    _, replaced = await desk.call(
        "PUT", f"/api/v1/sources/{ids[0]}", headers=bearer(key), json={"title": "T", "body": "c"}
    )
    assert (replaced["body"], replaced["version"]) == ("c", 2)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        _, page = await desk.call("GET", f"/api/v1/sources?limit=2{cursor}", headers=bearer(key))
        seen += [one["id"] for one in page["data"]]
        cursor = f"&cursor={page['next_cursor']}" if page["next_cursor"] else None
    assert [one for one in seen if one in ids] == ids
    assert (await desk.call("DELETE", f"/api/v1/sources/{ids[0]}", headers=bearer(key)))[0] == 204


async def test_every_answer_says_what_is_left_and_too_many_are_refused(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True) as desk:
        await _until_it_is_too_much(desk)


async def _until_it_is_too_much(desk: Served) -> None:
    key = await a_key(desk, "contacts:read")
    left = []
    for _ in range(3):
        async with desk.http.get(desk.base + "/api/v1/contacts", headers=bearer(key)) as answer:
            assert answer.headers["RateLimit-Policy"] == '"api";q=120;w=60'
            left.append(int(answer.headers["RateLimit"].split(";r=")[1].split(";")[0]))
    assert left == [119, 118, 117]
    async with desk.http.get(desk.base + "/api/v1/sources", headers=bearer(key)) as answer:
        assert (answer.status, answer.content_type) == (403, "application/problem+json")
        assert ";r=116;" in answer.headers["RateLimit"]
    for _ in range(116):
        await desk.call("GET", "/api/v1/contacts", headers=bearer(key))
    async with desk.http.get(desk.base + "/api/v1/contacts", headers=bearer(key)) as answer:
        assert (answer.status, ";r=0;" in answer.headers["RateLimit"]) == (429, True)
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
    async with desk.http.get(desk.base + "/api/v1/contacts") as answer:
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


# --- its description -----------------------------------------------------------------------------------------------


def test_the_description_in_the_documentation_is_that_of_this_version() -> None:
    """After a change: .venv/bin/deskbell openapi > docs/reference/openapi.json"""
    assert json.loads(DESCRIPTION.read_text(encoding="utf-8")) == described.describe_public()


async def test_no_route_is_undocumented(desk: Served) -> None:
    described = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    there = {(method.upper(), path) for path, verbs in described.items() for method in verbs}
    assert there == {(e.split()[0], e.split()[1]) for e in routes_of(desk) if " /api/" in e}
    for verbs in described.values():
        for verb in verbs.values():
            assert {"401", "403", "422", "429"} <= set(verb["responses"])
