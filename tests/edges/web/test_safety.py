"""A code beside the password, used once; recovery codes; where one is signed in, and the end of it."""

from __future__ import annotations

from typing import Any

import pyotp

from deskbell.features.workspaces.service import hashed
from tests.edges.live.harness import Served
from tests.edges.web.test_sign_in import sign_in
from tests.world import PASSWORD

ADA = "ada@acme.example"
HALF_MINUTE = 30_000


async def call(desk: Served, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1{path}", headers=await desk.signed_in("ada"), json=body)


def code(desk: Served, secret: str) -> str:
    return pyotp.TOTP(secret).generate_otp(desk.clock.now() // HALF_MINUTE)


async def with_code(desk: Served, given: str) -> tuple[int, Any]:
    return await desk.call("POST", "/desk/v1/sign-in", json={"email": ADA, "password": PASSWORD, "code": given})


async def turned_on(desk: Served) -> tuple[str, list[str]]:
    """The secret, and the recovery codes."""
    status, offered = await call(desk, "POST", "/second-factor", {"password": PASSWORD})
    assert (status, offered["picture"][:4]) == (200, "<svg")
    status, answer = await call(desk, "POST", "/second-factor/confirm", {"code": code(desk, offered["secret"])})
    assert status == 200, answer
    return offered["secret"], answer["codes"]


async def test_from_its_confirmation_on_a_password_alone_is_not_enough(desk: Served) -> None:
    assert (await call(desk, "POST", "/second-factor", {"password": "wrong"}))[1]["code"] == "wrong_credentials"
    secret = (await call(desk, "POST", "/second-factor", {"password": PASSWORD}))[1]["secret"]
    assert (await sign_in(desk, ADA)).status == 200, "not in force before a code confirms it"
    assert (await call(desk, "POST", "/second-factor/confirm", {"code": "000000"}))[1]["code"] == "second_factor"
    first = code(desk, secret)
    assert (await call(desk, "POST", "/second-factor/confirm", {"code": first}))[0] == 200
    assert (await call(desk, "GET", "/second-factor"))[1] == {"on": True, "codes": 10}
    status, body = await with_code(desk, "")
    assert (status, body["code"]) == (401, "second_factor")
    assert (await sign_in(desk, ADA, "wrong")).status == 401
    assert (await with_code(desk, first))[0] == 401, "the code that confirmed it is used"
    desk.clock.pass_(HALF_MINUTE)
    assert (await with_code(desk, code(desk, secret)))[0] == 200
    assert (await with_code(desk, code(desk, secret)))[0] == 401, "a code works once"
    assert (await with_code(desk, first))[0] == 401, "and none from before it"
    desk.clock.pass_(10 * HALF_MINUTE)
    assert (await with_code(desk, pyotp.TOTP(secret).generate_otp(desk.clock.now() // HALF_MINUTE - 3)))[0] == 401
    assert (await call(desk, "POST", "/second-factor", {"password": PASSWORD}))[0] == 409


async def test_a_recovery_code_signs_in_once(desk: Served) -> None:
    _, codes = await turned_on(desk)
    assert len(set(codes)) == 10
    assert (await with_code(desk, codes[0].upper()))[0] == 200
    assert (await with_code(desk, codes[0]))[0] == 401
    assert (await call(desk, "GET", "/second-factor"))[1]["codes"] == 9


async def test_it_ends_with_the_password_and_is_kept_encrypted(desk: Served) -> None:
    secret, codes = await turned_on(desk)
    rows = await desk.world.system.db.read(
        desk.world.acme.scope,
        lambda tx: tx.all("SELECT f.secret, r.code_hash FROM second_factor f, recovery_code r WHERE :ws <> ''"),
    )
    assert len(rows) == 10
    assert secret not in str(rows)
    assert not any(one.replace("-", "") in str(rows) for one in codes)
    assert (await call(desk, "POST", "/second-factor/end", {"password": "wrong"}))[0] == 401
    assert (await call(desk, "POST", "/second-factor/end", {"password": PASSWORD}))[0] == 204
    assert (await sign_in(desk, ADA)).status == 200


async def test_sign_ins_are_listed_and_end_one_by_one_with_their_sockets(desk: Served) -> None:
    await sign_in(desk, ADA, **{"User-Agent": "Firefox on a borrowed computer"})
    mine = (await call(desk, "GET", "/sign-ins"))[1]["sign_ins"]
    assert [one["browser"] for one in mine if not one["here"]] == ["Firefox on a borrowed computer"]
    assert sum(one["here"] for one in mine) == 1
    here = next(one["id"] for one in mine if one["here"])
    other = next(one["id"] for one in mine if not one["here"])
    foreign = await desk.call("DELETE", f"/desk/v1/sign-ins/{here}", headers=await desk.signed_in("oscar"))
    assert foreign[0] == 404
    socket = await desk.join("ada")
    assert (await call(desk, "DELETE", f"/sign-ins/{other}"))[0] == 204
    assert (await call(desk, "DELETE", f"/sign-ins/{other}"))[0] == 404
    assert (await call(desk, "DELETE", f"/sign-ins/{here}"))[0] == 204
    assert await socket.close_code(within=5.0) != 1006
    assert (await call(desk, "GET", "/me"))[0] == 401


async def test_no_link_goes_past_it(desk: Served) -> None:
    """Whoever reads somebody's mail has an invitation, a link to sign in, and yet not the telephone."""
    _, codes = await turned_on(desk)
    team = desk.world.system.team
    token = "t" * 40
    await desk.world.system.db.write(
        desk.world.acme.scope,
        lambda tx: tx.run(
            "INSERT INTO door_link VALUES (:hash, 'sign_in', :email, :ws, :at)",
            hash=hashed(token), email=ADA, at=desk.clock.now() + 1_000,
        ),
    )  # fmt: skip
    for code_, status in (("", 401), ("000000", 401), (codes[0], 200)):
        answer = await desk.call("POST", "/desk/v1/sign-in/finish", json={"token": token, "code": code_})
        assert (answer[0], code_) == (status, code_)
    mallory, ada = desk.world.globex.operators["mallory"], desk.world.acme.operators["ada"]
    olga = desk.world.acme.operators["olga"]
    await team.set_role(desk.world.acme.scope, ada, olga.id, "owner")
    await team.remove(desk.world.acme.scope, ada, ada.id)
    _, invitation = await team.invite(desk.world.globex.scope, mallory, email=ADA, role="operator")
    joining = {"token": invitation, "name": "Ada", "password": "chosen by a thief"}
    for code_, status in (("", 401), (codes[0], 401), (codes[1], 201)):
        answer = await desk.call("POST", "/desk/v1/join", json={**joining, "code": code_})
        assert (answer[0], code_) == (status, code_)
