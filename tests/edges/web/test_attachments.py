"""Files over HTTP: who may send and fetch them, and that a browser never runs what somebody sent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from deskbell.features.files import rules
from tests.edges.live.harness import Served
from tests.pictures import SCRIPT, office, png


async def files_on(desk: Served) -> None:
    site = desk.world.acme.site
    await desk.world.system.sites.edit(
        desk.world.acme.scope, site.id, name=site.name, origins=[], appearance={"files": True}
    )


async def sent(desk: Served, content: bytes, name: str = "a.png", who: str = "vera") -> str:
    status, body = await desk.call("POST", f"/v1/attachments?name={name}", headers=desk.bearer(who), data=content)
    assert status == 201, body
    return str(body["file"]["id"])


async def test_a_visitor_sends_a_picture_and_a_browser_may_show_it(desk: Served) -> None:
    await files_on(desk)
    file = await sent(desk, png(), "wheel.png")
    status, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "files": [{"id": file, "name": "lies"}]}})
    assert status == 200
    _, snap = await desk.call("GET", f"/desk/v1/conversations/{ack['c']}", headers=await desk.signed_in("oscar"))
    assert snap["d"]["events"][0]["files"] == [
        {"id": file, "name": "wheel.png", "kind": "image/png", "size": len(png()), "w": 40, "h": 30}
    ]
    _, found = await desk.call("GET", f"/v1/attachments/{file}", headers=desk.bearer("vera"))
    for address, headers, anywhere in (
        (found["address"], {}, "cross-origin"),  # an <img> has no header
        (f"/desk/v1/attachments/{file}", await desk.signed_in("oscar"), "same-origin"),
    ):
        async with desk.http.get(desk.base + address, headers=headers) as answer:
            assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", png())
            told = answer.headers
            assert told["Content-Disposition"] == 'inline; filename="wheel.png"'
            assert told["X-Content-Type-Options"] == "nosniff"
            assert told["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert told["Cross-Origin-Resource-Policy"] == anywhere


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", SCRIPT),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("cat.png", b"GIF89b<script>"),
        ("bill.pdf", b"%PDF-1.7 /JS (app.alert(1))"),
        ("letter.docx", office()),
        ("x.js", b"alert(1)"),
    ],
)
async def test_whatever_is_no_picture_is_only_saved(desk: Served, name: str, content: bytes) -> None:
    await files_on(desk)
    file = await sent(desk, content, name)
    async with desk.http.get(
        f"{desk.base}/desk/v1/attachments/{file}", headers=await desk.signed_in("oscar")
    ) as answer:
        assert (answer.status, answer.content_type) == (200, "application/octet-stream")
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_picture_that_is_another_thing_by_now_is_not_shown(desk: Served) -> None:
    await files_on(desk)
    file = await sent(desk, png())
    folder = desk.world.system.settings.files_dir / desk.world.acme.scope.workspace_id
    (folder / file).write_bytes(SCRIPT)
    headers = await desk.signed_in("oscar")
    async with desk.http.get(f"{desk.base}/desk/v1/attachments/{file}", headers=headers) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert await answer.read() == SCRIPT
    (folder / file).unlink()
    assert (await desk.call("GET", f"/desk/v1/attachments/{file}", headers=headers))[0] == 404


async def test_a_site_that_takes_no_files_takes_none_and_the_team_sends_all_the_same(desk: Served) -> None:
    status, body = await desk.call("POST", "/v1/attachments?name=a.png", headers=desk.bearer("vera"), data=png())
    assert (status, body["code"]) == (403, "forbidden")
    headers = await desk.signed_in("oscar")
    status, body = await desk.call("POST", "/desk/v1/attachments?name=a.png", headers=headers, data=png())
    assert status == 201


async def test_what_is_refused_is_refused_in_words(desk: Served) -> None:
    await files_on(desk)
    for content, wanted in (
        (b"MZ\x90\0", (422, "Pictures, PDF, text and office files can be sent; this is none of them.")),
        (b"", (422, "This file is empty.")),
        (b"x" * (rules.MOST_BYTES + 1), (413, "A file may have at most 10 MB.")),
    ):
        status, body = await desk.call(
            "POST", "/v1/attachments?name=a.png", headers=desk.bearer("vera"), data=BytesIO(content)
        )
        assert (status, body["detail"]) == wanted
    assert list(desk.world.system.settings.files_dir.rglob("*")) == []


async def test_frames_name_files_in_one_way_only(desk: Served) -> None:
    wrong: Any
    for wrong in ("file_1", [1], ["file_1"], [{"id": ""}], [{}], {"id": "x"}, [{"id": "x"}] * 21):
        status, body = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "x", "files": wrong}})
        assert (status, body["d"]["code"]) == (400, "bad_frame")
    status, body = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "x", "files": [{"id": "file_1"}]}})
    assert (status, body["d"]["code"]) == (404, "not_found")


async def test_programs_are_told_of_files(desk: Served) -> None:
    await files_on(desk)
    file = await sent(desk, png(), "wheel.png")
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "Look", "files": [{"id": file}]}})
    place = desk.world.acme
    _, secret = await desk.world.system.features.keys.make(
        place.scope, (place.owner.id, "Ada"), name="K", rights=("conversations:read",)
    )
    headers = {"Authorization": f"Bearer {secret}"}
    _, body = await desk.call("GET", f"/api/v1/conversations/{ack['c']}/messages", headers=headers)
    assert body["data"][0]["files"] == [
        {"id": file, "name": "wheel.png", "kind": "image/png", "size": len(png()), "width": 40, "height": 30}
    ]
