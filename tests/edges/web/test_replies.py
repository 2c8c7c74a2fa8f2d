"""Saved replies over HTTP: the team's, kept by anybody of it, with variables that exist."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edges.live.harness import Served
from tests.pictures import office, png


async def call(desk: Served, who: str, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/replies{path}", headers=await desk.signed_in(who), json=body)


async def test_a_reply_is_written_by_one_used_by_all_changed_and_removed(desk: Served) -> None:
    text = "Hi {{contact.first_name|there}}, {{ operator.name }} here."
    status, made = await call(desk, "olga", "POST", body={"name": "  Hello   there ", "text": text})
    assert (status, made["name"], made["text"], made["updated_by"]) == (201, "Hello there", text, "Olga")
    status, taken = await call(desk, "oscar", "POST", body={"name": "HELLO there", "text": "x"})
    assert (status, taken["code"]) == (409, "conflict")
    other = (await call(desk, "oscar", "POST", body={"name": "Äpfel", "text": "x"}))[1]
    body = {"name": "Hello", "text": "Hi", "version": made["version"]}
    assert (await call(desk, "oscar", "PUT", f"/{made['id']}", body))[1]["version"] == 2
    assert (await call(desk, "olga", "PUT", f"/{made['id']}", body))[1]["code"] == "conflict"
    assert [one["name"] for one in (await call(desk, "ada", "GET"))[1]["replies"]] == ["Äpfel", "Hello"]
    assert (await call(desk, "olga", "DELETE", f"/{other['id']}"))[0] == 204
    assert (await call(desk, "olga", "DELETE", f"/{other['id']}"))[0] == 404
    assert (await call(desk, "mallory", "GET"))[1]["replies"] == []


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [("", "x", "name"), ("x" * 61, "x", "name"), ("x", " ", "text"), ("x", "x" * 4_001, "text"),
     ("x", "{{contact.password}}", "text"), ("x", "{{}}", "text")],
)  # fmt: skip
async def test_what_cannot_be_filled_in_or_found_is_refused(desk: Served, name: str, text: str, field: str) -> None:
    status, answer = await call(desk, "olga", "POST", body={"name": name, "text": text})
    assert (status, answer["code"], answer["field"]) == (422, "invalid", field)


async def uploaded(desk: Served, who: str, content: bytes, name: str) -> str:
    headers = await desk.signed_in(who)
    status, made = await desk.call("POST", f"/desk/v1/attachments?name={name}", headers=headers, data=content)
    assert status == 201, made
    return str(made["file"]["id"])


async def test_its_files_go_with_every_message_as_copies_of_their_own(desk: Served) -> None:
    map_, list_ = await uploaded(desk, "olga", png(), "map.png"), await uploaded(desk, "olga", office(), "list.docx")
    written = {"name": "Where we are", "text": "Hi {{first_name|there}}", "files": [map_, list_]}
    status, made = await call(desk, "olga", "POST", body=written)
    assert (status, [one["name"] for one in made["files"]]) == (201, ["map.png", "list.docx"])
    assert (await call(desk, "oscar", "GET"))[1]["replies"][0]["files"] == made["files"]

    for who, cid in (("vera", "c1"), ("victor", "c2")):
        ack = (await desk.post(who, {"t": "msg", "d": {"cid": cid, "text": "Where are you?"}}))[1]
        status, brought = await call(desk, "oscar", "POST", f"/{made['id']}/files", {"files": [list_, map_]})
        assert (status, [one["name"] for one in brought["files"]]) == (201, ["list.docx", "map.png"])
        said = {"cid": f"o{cid}", "text": "Here", "files": brought["files"]}
        headers = await desk.signed_in("oscar")
        frame = {"t": "msg", "c": ack["c"], "d": said}
        assert (await desk.call("POST", "/desk/v1/frames", headers=headers, json=frame))[0] == 200
        _, snap = await desk.call("GET", f"/desk/v1/conversations/{ack['c']}", headers=headers)
        sent = [one["id"] for event in snap["d"]["events"] for one in event.get("files") or ()]
        assert len(set(sent) - {map_, list_}) == 2

    _, refused = await call(desk, "mallory", "POST", f"/{made['id']}/files", {"files": [map_]})
    assert refused["code"] == "not_found"


async def test_files_that_it_keeps_stay_and_the_others_go_with_it(desk: Served) -> None:
    async def there(file: str) -> bool:
        address = f"{desk.base}/desk/v1/attachments/{file}"
        async with desk.http.get(address, headers=await desk.signed_in("ada")) as answer:
            return bool(answer.status == 200)

    first, second = [await uploaded(desk, "olga", png(), name) for name in ("a.png", "b.png")]
    made = (await call(desk, "olga", "POST", body={"name": "Map", "text": "x", "files": [first, second]}))[1]
    strange = await uploaded(desk, "ada", png(), "c.png")
    body = {"name": "Map", "text": "y", "version": 1, "files": [strange]}
    status, answer = await call(desk, "olga", "PUT", f"/{made['id']}", body)
    assert (status, answer["code"]) == (404, "not_found"), "what a colleague has in hand is not hers"
    status, saved = await call(desk, "olga", "PUT", f"/{made['id']}", body | {"files": [second]})
    assert (status, [one["id"] for one in saved["files"]]) == (200, [second])
    assert (await there(first), await there(second)) == (False, True)
    frame = {"t": "msg", "c": "conv_x", "d": {"cid": "c", "text": "x", "files": [{"id": second}]}}
    ack = (await desk.post("vera", {"t": "msg", "d": {"cid": "c9", "text": "Hello"}}))[1]
    headers = await desk.signed_in("olga")
    taken = await desk.call("POST", "/desk/v1/frames", headers=headers, json={**frame, "c": ack["c"]})
    assert taken[1]["d"]["code"] == "conflict", "a reply's own file is never sent itself"
    assert (await call(desk, "olga", "DELETE", f"/{made['id']}"))[0] == 204
    assert not await there(second)
