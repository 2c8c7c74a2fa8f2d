"""Visitors whom their site knows, over HTTP: one person in every browser, and nobody by claiming it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbell import settings
from deskbell.runtime import master_key
from deskbell.runtime.db.api import Tx
from tests.edges.live.harness import Served
from tests.rules.test_signed_identity import token


async def signed(desk: Served, subject: str = "u-1", **more: Any) -> str:
    site = desk.world.acme.site
    headers = await desk.signed_in("ada")
    _, body = await desk.call("GET", f"/desk/v1/sites/{site.id}/identity", headers=headers)
    now = desk.world.system.clock.now() // 1_000
    claims = {"sub": subject, "aud": site.key, "exp": now + 600, "email": f"{subject}@shop.example", **more}
    return token(claims, secret=body["secret"])


async def arrive(desk: Served, **user: Any) -> dict[str, Any]:
    body = {"site": desk.world.acme.site.key, **({"user": user} if user else {})}
    status, answer = await desk.call("POST", "/v1/visitors", json=body)
    assert status == 201
    return dict(answer)


async def says(desk: Served, who: dict[str, Any], text: str) -> str:
    headers = {"Authorization": f"Bearer {who['visitor']['token']}"}
    frame = {"t": "msg", "d": {"cid": text.replace(" ", "-"), "text": text}}
    return str((await desk.call("POST", "/v1/frames", json=frame, headers=headers))[1]["c"])


async def identify(desk: Served, who: dict[str, Any], **user: Any) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {who['visitor']['token']}"}
    return await desk.call("POST", "/v1/identify", json={"user": user}, headers=headers)


async def contact(desk: Served, visitor_id: str) -> dict[str, tuple[str, str]]:
    async def work(tx: Tx) -> list[Any]:
        return await tx.all(
            """SELECT d.field, d.value, d.source FROM contact_detail d JOIN contact k
                 ON k.workspace_id = d.workspace_id AND k.id = d.contact_id
               WHERE d.workspace_id = :ws AND k.visitor_id = :id""",
            id=visitor_id,
        )

    rows = await desk.world.system.db.read(desk.world.acme.scope, work)
    return {row["field"]: (row["value"], row["source"]) for row in rows}


async def test_the_same_person_has_the_same_conversation_in_every_browser(desk: Served) -> None:
    first = await arrive(desk, jwt=await signed(desk))
    assert first["identity"] == {"verified": True, "refused": None}
    c = await says(desk, first, "from the laptop")
    second = await arrive(desk, jwt=await signed(desk))
    assert second["visitor"]["id"] == first["visitor"]["id"]
    assert second["visitor"]["token"] != first["visitor"]["token"]
    assert await says(desk, second, "from the phone") == c
    assert await contact(desk, first["visitor"]["id"]) == {"email": ("u-1@shop.example", "verified")}


async def test_what_is_claimed_joins_nobody_and_changes_nothing_that_was_signed(desk: Served) -> None:
    real = await arrive(desk, jwt=await signed(desk))
    c = await says(desk, real, "my secret order")
    fake: dict[str, Any] = {}
    for user in ({"email": "u-1@shop.example"}, {"jwt": "x.y.z"}, {"jwt": (await signed(desk))[:-3] + "abc"}):
        fake = await arrive(desk, **user)
        assert fake["identity"]["verified"] is False
        assert fake["visitor"]["id"] != real["visitor"]["id"]
        assert await says(desk, fake, f"let me in {len(str(user))}") != c
    assert (await contact(desk, fake["visitor"]["id"])).get("email") is None
    await says(desk, real, "or write to me at evil@home.example")
    assert (await identify(desk, real, email="evil@home.example"))[0] == 200
    assert await contact(desk, real["visitor"]["id"]) == {"email": ("u-1@shop.example", "verified")}


async def test_a_stranger_becomes_somebody_and_a_shared_browser_somebody_else(desk: Served) -> None:
    stranger = await arrive(desk)
    c = await says(desk, stranger, "a question first")
    status, answer = await identify(desk, stranger, jwt=await signed(desk, "u-1"))
    assert (status, answer) == (200, {"visitor": None, "verified": True})
    again = await arrive(desk, jwt=await signed(desk, "u-1"))
    assert await says(desk, again, "and signed in elsewhere") == c
    status, answer = await identify(desk, again, jwt=await signed(desk, "u-2"))
    assert status == 200
    assert answer["visitor"]["id"] != stranger["visitor"]["id"]
    assert await says(desk, answer, "another person here") != c
    other = await arrive(desk)
    await says(desk, other, "not signed in yet")
    status, answer = await identify(desk, other, jwt=await signed(desk, "u-1"))
    assert answer["visitor"]["id"] == stranger["visitor"]["id"], "what the stranger wrote stays the stranger's"


async def test_a_new_secret_ends_the_old_one_and_is_not_for_operators(desk: Served) -> None:
    old, site = await signed(desk), desk.world.acme.site
    path = f"/desk/v1/sites/{site.id}/identity"
    for method in ("GET", "POST"):
        assert (await desk.call(method, path, headers=await desk.signed_in("oscar")))[0] == 403
    who = await arrive(desk)
    _, renewed = await desk.call("POST", path, headers=await desk.signed_in("ada"))
    assert renewed["secret"] == (await desk.call("GET", path, headers=await desk.signed_in("ada")))[1]["secret"]
    status, refused = await identify(desk, who, jwt=old)
    assert (status, refused["code"]) == (422, "invalid")
    assert "signature" in refused["detail"]
    assert (await identify(desk, who, jwt=await signed(desk)))[0] == 200


@pytest.mark.parametrize("given", ["", "a-long-random-text"])
def test_the_servers_own_key_stays_the_same_and_is_only_ours_to_read(tmp_path: Path, given: str) -> None:
    chosen = settings.read({"DESKBELL_DATA": str(tmp_path), "SECRET_KEY": given})
    key = master_key.load(chosen)
    assert key == master_key.load(chosen)
    assert len(key) >= 18
    assert (tmp_path / "secret.key").exists() is not bool(given)
    assert (tmp_path / "secret.mark").stat().st_mode & 0o077 == 0
    if not given:
        assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
