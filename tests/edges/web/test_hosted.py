"""Our own page around the widget, and the end of mails, over HTTP."""

from __future__ import annotations

import hashlib
from pathlib import Path

from deskbell.runtime.db.api import Tx
from tests.edges.live.harness import Served, served

OPEN, STOP = "o" * 43, "s" * 43


async def link(desk: Served) -> None:
    """What a mail to vera leaves behind."""
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
    place = desk.world.acme

    async def work(tx: Tx) -> None:
        await tx.run(
            "UPDATE contact SET email = 'vera@home.example' WHERE workspace_id = :ws AND id = :id",
            id=place.visitor("vera").contact_id,
        )
        await tx.run(
            """INSERT INTO mail_link (workspace_id, id, conversation_id, address, token_hash, stop_hash, expires_at)
               VALUES (:ws, 'link_1', :c, 'vera@home.example', :open, :stop, 9000000000000)""",
            c=ack["c"],
            open=hashlib.sha256(OPEN.encode()).hexdigest(),
            stop=hashlib.sha256(STOP.encode()).hexdigest(),
        )

    await desk.world.system.db.write(place.scope, work)


async def test_a_link_gives_a_second_browser_a_token_and_the_first_keeps_its_own(tmp_path: Path) -> None:
    async with served(tmp_path) as desk:
        await link(desk)
        status, body = await desk.call("POST", "/v1/resume", json={"token": OPEN})
        assert (status, body["visitor"]["id"]) == (200, desk.world.acme.visitor("vera").id)
        for token in (body["visitor"]["token"], desk.world.acme.token("vera")):
            status, _ = await desk.call("GET", "/v1/conversation", headers={"Authorization": f"Bearer {token}"})
            assert status == 200
        for wrong in (STOP, "x" * 43):
            status, body = await desk.call("POST", "/v1/resume", json={"token": wrong})
            assert (status, body["code"]) == (404, "not_found")


async def test_looking_at_the_end_of_mails_ends_nothing_and_one_click_does(tmp_path: Path) -> None:
    async with served(tmp_path) as desk:
        await link(desk)
        for method, token, expected in (("GET", STOP, 200), ("POST", OPEN, 404), ("POST", STOP, 200)):
            rows = await desk.world.system.db.read(desk.world.acme.scope, stopped)
            assert rows == 0
            async with desk.http.request(
                method, f"{desk.base}/mail/stop/{token}", data="List-Unsubscribe=One-Click"
            ) as answer:
                assert answer.status == expected
        assert await desk.world.system.db.read(desk.world.acme.scope, stopped) == 1
        key = desk.world.acme.site.key
        async with desk.http.get(f"{desk.base}/chat/{key}") as answer:
            assert (answer.status, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
        async with desk.http.get(f"{desk.base}/chat/nobody") as answer:
            assert answer.status == 404


async def stopped(tx: Tx) -> int:
    row = await tx.one("SELECT count(*) AS n FROM mail_address WHERE workspace_id = :ws AND stopped_at IS NOT NULL")
    return int(row["n"]) if row else 0
