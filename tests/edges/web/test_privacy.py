"""A person's data over HTTP: who may take it along or erase it, and what the others see afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edges.live.harness import Served

WORD = "zquxplanted"


async def call(desk: Served, who: str, method: str, path: str, **more: Any) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/contacts{path}", headers=await desk.signed_in(who), **more)


async def test_an_owner_takes_a_person_along_and_erases_them(desk: Served, capfd: pytest.CaptureFixture[str]) -> None:
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": f"I am {WORD}, {WORD}@example.com"}})
    await desk.settled()
    vera = desk.world.acme.visitors["vera"][0]
    path = f"/{vera.contact_id}"
    for method, end, more in (
        ("GET", "/erasure", {}),
        ("POST", "/erasure", {"json": {"confirmed": True}}),
        ("GET", "/everything.json", {}),
    ):
        assert (await call(desk, "olga", method, path + end, **more))[1]["code"] == "forbidden"
    status, told = await call(desk, "ada", "GET", f"{path}/everything.json")
    assert (status, told["format"], told["contact"][0]["email"]) == (200, "deskbell-person", f"{WORD}@example.com")
    assert [one["body"]["text"] for one in told["events"] if one["author_kind"] == "contact" and "text" in one["body"]]
    status, asked = await call(desk, "ada", "GET", f"{path}/erasure")
    assert (status, asked["goes"]["conversations"]) == (200, 1)
    assert (await call(desk, "ada", "POST", f"{path}/erasure", json={"confirmed": False}))[0] == 422

    status, gone = await call(desk, "ada", "POST", f"{path}/erasure", json={"confirmed": True})
    assert (status, gone["went"]) == (200, asked["goes"])
    assert (await call(desk, "ada", "GET", path))[0] == 404
    assert (await call(desk, "ada", "POST", f"{path}/erasure", json={"confirmed": True}))[1]["code"] == "not_found"
    headers = await desk.signed_in("ada")
    for where in (
        f"conversations/{ack['c']}",
        "contacts",
        "contacts.csv",
        f"search?q={WORD}",
        "conversations?view=all",
    ):
        _, text = await desk.call("GET", f"/desk/v1/{where}", headers=headers)
        assert WORD not in str(text), where
    status, _ = await desk.post("vera", {"t": "msg", "d": {"cid": "c2", "text": "Still me?"}})
    assert status == 401  # the browser is a new visitor from here on
    out = capfd.readouterr()
    assert WORD not in out.out + out.err


async def test_visitors_erase_themselves_and_nobody_else(desk: Served) -> None:
    async def erasure(headers: dict[str, str]) -> tuple[int, Any]:
        return await desk.call("POST", "/v1/erasure", headers=headers)

    await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": f"I am {WORD}, {WORD}@example.com"}})
    _, others = await desk.post("victor", {"t": "msg", "d": {"cid": "c2", "text": "I stay"}})
    await desk.settled()
    vera, ada = await desk.join("vera"), await desk.join("ada")
    assert WORD in str(await ada.until("feed"))
    assert (await erasure({}))[1]["code"] == "unauthorised"
    assert (await erasure(await desk.signed_in("ada")))[1]["code"] == "unauthorised"

    assert (await erasure(desk.bearer("vera")))[0] == 204

    assert await vera.close_code() == 4401
    told = await ada.until("feed", snapshot=True)
    assert [one["id"] for one in told["d"]["conversations"]] == [others["c"]], "it leaves the team's screens at once"
    assert (await erasure(desk.bearer("vera")))[1]["code"] == "unauthorised"
    headers = await desk.signed_in("ada")
    for where in ("contacts", f"search?q={WORD}", "conversations?view=all"):
        assert WORD not in str(await desk.call("GET", f"/desk/v1/{where}", headers=headers)), where
    _, log = await desk.call("GET", "/desk/v1/audit", headers=headers)
    assert (log["entries"][0]["action"], log["entries"][0]["by_id"]) == ("person.left", "")
    assert (await desk.post("victor", {"t": "msg", "d": {"cid": "c3", "text": "Still here"}}))[0] == 200


@pytest.mark.sqlite_only
async def test_words_leave_the_file_by_themselves(desk: Served) -> None:
    await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": f"Do you know {WORD}?"}})
    await desk.settled()
    system = desk.world.system
    files = [system.settings.database_path.with_name(system.settings.database_path.name + end) for end in ("", "-wal")]

    def holds() -> bool:
        return any(WORD.encode() in file.read_bytes() for file in files if file.is_file())

    assert holds()
    path = f"/{desk.world.acme.visitors['vera'][0].contact_id}/erasure"
    assert (await call(desk, "ada", "POST", path, json={"confirmed": True}))[0] == 200
    await system.worker.jobs()
    assert not holds()


async def test_owners_and_admins_say_how_long_closed_conversations_are_kept(desk: Served) -> None:
    async def retention(who: str, method: str, **more: Any) -> tuple[int, Any]:
        return await desk.call(method, "/desk/v1/retention", headers=await desk.signed_in(who), **more)

    assert await retention("ada", "GET") == (200, {"days": None})
    assert (await retention("olga", "PUT", json={"days": 90}))[1]["code"] == "forbidden"
    assert (await retention("ada", "PUT", json={"days": 7}))[1]["code"] == "invalid"
    assert await retention("ada", "PUT", json={"days": 90}) == (200, {"days": 90})
