"""The whole workspace over HTTP: an owner who says again who they are exports it, ends it and takes that back."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from deskbell.features.moving.service.packs import Packs
from tests.edges.live.harness import Served
from tests.edges.web.test_safety import turned_on
from tests.world import PASSWORD

SURE = {"password": PASSWORD}


async def call(desk: Served, who: str, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/workspace{path}", headers=await desk.signed_in(who), json=body)


async def test_an_owner_takes_everything_along_in_one_file(desk: Served) -> None:
    assert (await call(desk, "oscar", "POST", "/file", SURE))[0] == 403
    assert (await call(desk, "ada", "POST", "/file", {"password": "wrong"}))[1]["code"] == "wrong_credentials"
    status, made = await call(desk, "ada", "POST", "/file", SURE)
    assert status == 201
    path = f"/desk/v1/workspace/file/{made['id']}"
    async with desk.http.get(desk.base + path, headers=await desk.signed_in("ada")) as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert 'filename="acme.zip"' in answer.headers["Content-Disposition"]
        content = await answer.read()
    assert len(content) == made["bytes"]
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert json.loads(opened.read("manifest.json"))["workspace"]["name"] == "Acme"
        assert b"workspace.exported" not in opened.read("audit.jsonl"), "it is of the moment before"
    log = (await desk.call("GET", "/desk/v1/audit", headers=await desk.signed_in("ada")))[1]["entries"]
    assert (log[0]["action"], log[0]["by_name"]) == ("workspace.exported", "Ada")


async def test_a_file_is_its_workspaces_and_waits_a_quarter_of_an_hour(desk: Served) -> None:
    made = (await call(desk, "ada", "POST", "/file", SURE))[1]
    assert (await call(desk, "oscar", "GET", f"/file/{made['id']}"))[0] == 403
    assert (await call(desk, "mallory", "GET", f"/file/{made['id']}"))[0] == 404
    for outside in ("..%2F..%2Fdeskbell.sqlite", "x" * 43):
        assert (await call(desk, "ada", "GET", f"/file/{outside}"))[0] == 404
    desk.clock.pass_(15 * 60_000)
    assert (await call(desk, "ada", "GET", f"/file/{made['id']}"))[0] == 404
    system = desk.world.system
    folder = system.settings.data_dir / "exports"
    assert len(list(folder.iterdir())) == 1
    again = Packs(system.features.moving, folder, desk.clock, system.ids)  # after a restart
    await again.tidy()
    assert not list(folder.iterdir()), "it went by itself"
    await again.make(desk.world.acme.scope)
    await again.tidy()
    assert len(list(folder.iterdir())) == 1


async def test_both_ask_for_the_second_factor_where_there_is_one(desk: Served) -> None:
    _, codes = await turned_on(desk)
    ending = {**SURE, "name": "Acme"}
    for path, body in (("/file", SURE), ("/leaving", ending)):
        assert (await call(desk, "ada", "POST", path, body))[1]["code"] == "second_factor"
        assert (await call(desk, "ada", "POST", path, {**body, "code": "000000"}))[1]["code"] == "second_factor"
        assert (await call(desk, "ada", "POST", path, {**body, "code": codes.pop()}))[0] in (200, 201)


async def test_an_ended_workspace_is_off_its_pages_with_its_sockets_until_it_is_kept(desk: Served) -> None:
    assert (await call(desk, "ada", "GET"))[1] == {
        "name": "Acme", "leaving_at": None, "second_factor": False, "plan": False,
    }  # fmt: skip
    visitor = await desk.join("vera")
    assert (await call(desk, "oscar", "POST", "/leaving", {**SURE, "name": "Acme"}))[0] == 403
    assert (await call(desk, "ada", "POST", "/leaving", {**SURE, "name": "acme"}))[0] == 422
    assert (await desk.call("GET", "/w/acme.js"))[0] == 200
    status, ended = await call(desk, "ada", "POST", "/leaving", {**SURE, "name": "Acme"})
    assert status == 200
    assert (await call(desk, "ada", "GET"))[1]["leaving_at"] == ended["leaving_at"]
    assert await visitor.close_code() == 4401
    assert "deskbell-widget" not in (await desk.call("GET", "/w/acme.js"))[1]
    assert (await desk.call("POST", "/v1/visitors", json={"site": "acme"}))[0] == 403
    token = {"Authorization": f"Bearer {desk.world.acme.token('vera')}"}
    assert (await desk.call("POST", "/v1/tickets", headers=token))[0] == 403, "and not forgotten by the browser"
    assert (await desk.call("GET", "/w/globex.js"))[0] == 200
    assert (await call(desk, "ada", "DELETE", "/leaving"))[0] == 204
    assert "deskbell-widget" in (await desk.call("GET", "/w/acme.js"))[1]
    assert (await call(desk, "ada", "DELETE", "/leaving"))[0] == 409
