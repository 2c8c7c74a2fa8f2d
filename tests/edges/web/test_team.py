"""The team: invited by a link, joined once, roles that hold, leaving that frees conversations and ends sign-ins."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.team.service import INVITATION_LASTS
from tests.edges.live.harness import Served
from tests.edges.web.test_sign_in import sign_in

NEW = "mia@acme.example"


async def call(desk: Served, name: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1{path}", headers=await desk.signed_in(name), json=body)


async def invited(desk: Served, by: str = "ada", email: str = NEW, role: str = "operator") -> str:
    """The token of a new invitation."""
    status, body = await call(desk, by, "POST", "/team/invitations", {"email": email, "role": role})
    assert status == 201, body
    token: str = body["link"].split("/join#")[1]
    return token


async def join(desk: Served, token: str, **more: str) -> tuple[int, Any]:
    body = {"token": token, "name": "Mia", "password": "a fine password", **more}
    return await desk.call("POST", "/desk/v1/join", json=body)


async def test_who_is_invited_sees_where_to_joins_once_and_signs_in_from_then_on(desk: Served) -> None:
    token = await invited(desk)
    status, seen = await desk.call("POST", "/desk/v1/invitation", json={"token": token})
    assert (status, seen["workspace"], seen["email"], seen["role"]) == (200, "Acme", NEW, "operator")
    assert (await call(desk, "ada", "GET", "/team"))[1]["invitations"][0]["email"] == NEW
    assert (await join(desk, token))[0] == 201
    assert (await join(desk, token))[0] == 404
    me = await (await sign_in(desk, NEW, "a fine password")).json()
    assert (me["operator"]["name"], me["workspace"]["name"]) == ("Mia", "Acme")
    team = (await call(desk, "ada", "GET", "/team"))[1]
    assert [(m["name"], m["role"]) for m in team["members"]][-1] == ("Mia", "operator")
    assert team["invitations"] == []
    assert token not in str(team)


async def test_a_link_is_good_until_it_is_revoked_replaced_or_old(desk: Served) -> None:
    first = await invited(desk)
    second = await invited(desk)
    assert (await join(desk, first))[0] == 404
    open_one = (await call(desk, "ada", "GET", "/team"))[1]["invitations"][0]
    assert (await call(desk, "ada", "DELETE", f"/team/invitations/{open_one['id']}"))[0] == 204
    assert (await join(desk, second))[0] == 404
    third = await invited(desk)
    desk.clock.pass_(INVITATION_LASTS + 1)
    status, body = await join(desk, third)
    assert (status, body["detail"]) == (404, "This invitation is no longer good. Ask for a new one.")


@pytest.mark.parametrize(
    ("change", "code"),
    [({"name": " "}, "invalid"), ({"name": "x" * 61}, "invalid"), ({"password": "short"}, "invalid")],
)
async def test_bad_input_does_not_use_the_invitation_up(desk: Served, change: dict[str, str], code: str) -> None:
    token = await invited(desk)
    assert (await join(desk, token, **change))[1]["code"] == code
    assert (await join(desk, token))[0] == 201


async def test_nobody_is_invited_twice_and_nobody_works_in_two_workspaces(desk: Served) -> None:
    status, body = await call(
        desk, "ada", "POST", "/team/invitations", {"email": "Oscar@acme.example", "role": "operator"}
    )
    assert (status, body["code"]) == (409, "conflict")
    status, body = await call(desk, "ada", "POST", "/team/invitations", {"email": "nonsense", "role": "operator"})
    assert (status, body["code"]) == (422, "invalid")
    status, body = await join(desk, await invited(desk, email="mallory@globex.example"))
    assert (status, body["code"]) == (409, "conflict")
    assert (await sign_in(desk, "mallory@globex.example")).status == 200  # and the password is what it was


async def test_roles_hold(desk: Served) -> None:
    oscar, ada = (desk.world.acme.operators[name].id for name in ("oscar", "ada"))
    everything = [
        ("POST", "/team/invitations", {"email": NEW, "role": "operator"}),
        ("PUT", f"/team/members/{ada}", {"role": "operator"}),
        ("DELETE", f"/team/members/{ada}", None),
    ]
    for method, path, body in everything:
        assert (await call(desk, "olga", method, path, body))[1]["code"] == "forbidden"
    assert (await call(desk, "ada", "PUT", f"/team/members/{oscar}", {"role": "admin"}))[0] == 204
    await invited(desk, by="oscar")
    for method, path, body in (
        ("POST", "/team/invitations", {"email": "o@acme.example", "role": "owner"}),
        ("PUT", f"/team/members/{oscar}", {"role": "owner"}),
        *everything[1:],
    ):
        assert (await call(desk, "oscar", method, path, body))[1]["code"] == "forbidden"
    assert (await call(desk, "ada", "PUT", f"/team/members/{oscar}", {"role": "king"}))[1]["code"] == "invalid"


async def test_somebody_always_owns_the_workspace(desk: Served) -> None:
    oscar, ada = (desk.world.acme.operators[name].id for name in ("oscar", "ada"))
    for method, body in (("PUT", {"role": "admin"}), ("DELETE", None)):
        status, answer = await call(desk, "ada", method, f"/team/members/{ada}", body)
        assert (status, answer["detail"]) == (409, "This is the only owner. Make somebody else an owner first.")
    assert (await call(desk, "ada", "PUT", f"/team/members/{oscar}", {"role": "owner"}))[0] == 204
    assert (await call(desk, "ada", "PUT", f"/team/members/{ada}", {"role": "admin"}))[0] == 204


async def test_whoever_leaves_is_out_at_once_and_nobody_is_left_with_them(desk: Served) -> None:
    vera, victor, oscar = await desk.join("vera"), await desk.join("victor"), await desk.join("oscar")
    waits, answered = (await vera.message("hello"))["c"], (await victor.message("hello"))["c"]
    await desk.settled()
    for c in (waits, answered):
        assert (await oscar.ask("take", c=c, e=1))["t"] == "ack"
    await oscar.ask("msg", {"cid": "o1", "text": "Here I am"}, c=answered)
    await vera.message("are you there?")
    await desk.join("olga")
    gone = desk.world.acme.operators["oscar"].id
    status, body = await call(desk, "ada", "DELETE", f"/team/members/{gone}")
    assert (status, body) == (200, {"freed": 2})
    assert await oscar.close_code() == 4401
    assert (await call(desk, "oscar", "GET", "/me"))[0] == 401
    assert (await sign_in(desk, "oscar@acme.example")).status == 401
    states = {}
    for c in (waits, answered):
        snap = (await call(desk, "olga", "GET", f"/conversations/{c}"))[1]
        states[c] = snap["d"]["conversation"]["state"]
    assert states == {waits: "waiting", answered: "assistant"}
    assert gone not in str((await call(desk, "ada", "GET", "/team"))[1])
    assert (await join(desk, await invited(desk, email="oscar@acme.example"), name="Oscar again"))[0] == 201
    back = (await call(desk, "ada", "GET", "/team"))[1]["members"]
    assert next(m["id"] for m in back if m["name"] == "Oscar again") == gone


async def test_a_new_password_needs_the_old_one_and_ends_every_other_sign_in(desk: Served) -> None:
    elsewhere = {"Cookie": f"deskbell={await desk.world.cookie(desk.world.acme, 'oscar')}"}
    wrong = await call(desk, "oscar", "PUT", "/password", {"current": "wrong horse", "new": "another horse"})
    assert (wrong[0], wrong[1]["code"]) == (401, "wrong_credentials")
    short = await call(desk, "oscar", "PUT", "/password", {"current": "correct horse", "new": "short"})
    assert short[1]["code"] == "invalid"
    assert (await desk.call("GET", "/desk/v1/me", headers=elsewhere))[0] == 200
    done = await call(desk, "oscar", "PUT", "/password", {"current": "correct horse", "new": "another horse"})
    assert done[0] == 204
    assert (await desk.call("GET", "/desk/v1/me", headers=elsewhere))[0] == 401
    assert (await call(desk, "oscar", "GET", "/me"))[0] == 200
    assert (await sign_in(desk, "oscar@acme.example")).status == 401
    assert (await sign_in(desk, "oscar@acme.example", "another horse")).status == 200
    assert (await call(desk, "oscar", "POST", "/sign-out-elsewhere"))[1] == {"ended": 1}
