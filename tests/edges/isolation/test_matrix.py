"""Nobody reaches into another workspace: every route and every frame, called by those who must not.

The routes and frames are those of the running application. A new one without an entry fails the first tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from deskbell.features.keys.model import RIGHTS
from tests.edges.isolation.entries import (
    CANARY,
    OPERATOR_FRAMES,
    ROUTES,
    VISITOR_FRAMES,
    Targets,
    routes_of,
    rows_of_acme,
)
from tests.edges.live.harness import Frame, Served

pytestmark = pytest.mark.timeout(240)  # every route and frame, by everybody who must not


def path_of(entry: str, ids: Mapping[str, str]) -> tuple[str, str]:
    method, path = entry.split(" ", 1)
    return method, path.replace("{seq}", "1").format_map(ids) if "_id}" in path else path


async def with_a_key(desk: Served, who: str = "mallory") -> dict[str, str]:
    place = desk.place(who)
    person = place.operators[who]
    _, secret = await desk.world.system.features.keys.make(
        place.scope, (person.id, person.name), name="K", rights=RIGHTS
    )
    return {"Authorization": f"Bearer {secret}"}


# --- the matrix is whole ---------------------------------------------------------------------------------------------


async def test_every_route_has_an_entry(desk: Served) -> None:
    assert routes_of(desk) == set(ROUTES)
    with_ids = {entry for entry in ROUTES if "_id}" in entry}
    assert with_ids == {entry for entry, case in ROUTES.items() if case.ids}


async def test_every_frame_has_an_entry(desk: Served) -> None:
    gateway = desk.world.system.gateway
    assert set(gateway._operators.verbs) == set(OPERATOR_FRAMES)
    assert set(gateway._visitors.verbs) == set(VISITOR_FRAMES)


# --- routes ----------------------------------------------------------------------------------------------------------


async def test_without_the_right_credentials_there_is_no_answer(desk: Served, acme: Targets) -> None:
    gone = await desk.world.cookie(desk.world.globex, "mallory")
    await desk.world.system.workspaces.sign_out(gone)
    operators_token = await desk.world.cookie(desk.world.acme, "oscar")
    visitors_token = desk.world.acme.token("vera")
    before = await rows_of_acme(desk)
    strangers: dict[str, dict[str, dict[str, str]]] = {
        "operator": {
            "anonymous": {},
            "signed out": {"Cookie": f"deskbell={gone}"},
            "visitor": desk.bearer("vera"),
            "visitor's token as a cookie": {"Cookie": f"deskbell={visitors_token}"},
            "operator's token as a bearer": {"Authorization": f"Bearer {operators_token}"},
            "nonsense": {"Cookie": "deskbell=' OR 1=1 --"},
            "the other name": {"Cookie": f"__Host-deskbell={operators_token}"},
        },
        "visitor": {
            "anonymous": {},
            "operator": {"Cookie": f"deskbell={operators_token}"},
            "operator's token as a bearer": {"Authorization": f"Bearer {operators_token}"},
            "nonsense": {"Authorization": "Bearer ' OR 1=1 --  --  --"},
            "not a bearer": {"Authorization": f"Basic {visitors_token}"},
        },
    }
    strangers["owner"] = strangers["coded"] = strangers["operator"]
    revoked = await with_a_key(desk)
    [key] = await desk.world.system.features.keys.all_of_them(desk.world.globex.scope)
    await desk.world.system.features.keys.revoke(desk.world.globex.scope, key.id)
    strangers["key"] = strangers["visitor"] | {
        "visitor": desk.bearer("vera"),
        "revoked": revoked,
        "nobody's": {"Authorization": "Bearer dbk_" + "x" * 43},
    }
    for entry, case in ROUTES.items():
        method, path = path_of(entry, acme.ids)
        for stranger, headers in strangers.get(case.who, {}).items():
            status, body = await desk.call(method, path, headers=headers, json=case.body)
            assert (entry, stranger, status, body["code"]) == (entry, stranger, 401, "unauthorised")
    assert await rows_of_acme(desk) == before


async def test_a_neighbours_ids_are_as_unknown_as_any_other(desk: Served, acme: Targets) -> None:
    signed_in, key = await desk.signed_in("mallory"), await with_a_key(desk)
    before = await rows_of_acme(desk)
    for entry, case in ROUTES.items():
        if not case.ids:
            continue
        headers = {"key": key, "visitor": desk.bearer("gina")}.get(case.who, signed_in)
        method, path = path_of(entry, acme.ids)
        foreign = await desk.call(method, path, headers=headers, json=case.body)
        method, path = path_of(entry, dict.fromkeys(acme.ids, "none_00000000000000000000000000"))
        unknown = await desk.call(method, path, headers=headers, json=case.body)
        assert (entry, foreign[0]) == (entry, 404)
        assert foreign == unknown
        turned = dict(zip(acme.ids, [*list(acme.ids.values())[1:], acme.conversation], strict=True))
        own_case = await desk.call(*path_of(entry, turned), headers=headers, json=case.body)
        assert own_case[0] == 404  # one kind of id where the other belongs
    assert await rows_of_acme(desk) == before


async def test_lists_and_settings_show_ones_own_only(desk: Served, acme: Targets) -> None:
    signed_in, key = await desk.signed_in("mallory"), await with_a_key(desk)
    before = await rows_of_acme(desk)
    for entry, case in ROUTES.items():
        if case.who not in ("operator", "key") or case.ids or entry.endswith("sign-out"):
            continue
        headers = key if case.who == "key" else signed_in
        method, path = path_of(entry, {})
        status, body = await desk.call(method, path, headers=headers, json=case.body)
        assert (entry, status < 300) == (entry, True)
        assert [secret for secret in acme.secrets if secret in json.dumps(body)] == []
    headers = signed_in
    for query in ("view=all", f"view=all&before={acme.conversation}", "view=mine", "view=needs&limit=100"):
        _, body = await desk.call("GET", f"/desk/v1/conversations?{query}", headers=headers)
        assert body.get("conversations", []) == []
    assert await rows_of_acme(desk) == before


async def test_what_is_the_owners_alone_is_refused_to_everybody_else(desk: Served, acme: Targets) -> None:
    place = desk.world.acme
    await desk.world.system.team.set_role(place.scope, place.owner, place.operators["olga"].id, "admin")
    before = await rows_of_acme(desk)
    for name in ("oscar", "olga"):
        headers = await desk.signed_in(name)
        for entry, case in ROUTES.items():
            if case.who == "owner":
                status, body = await desk.call(*path_of(entry, acme.ids), headers=headers, json=case.body)
                assert (entry, status, body["code"]) == (entry, 403, "forbidden")
    after = await rows_of_acme(desk)
    assert {name for name in after if after[name] != before[name]} <= {"sign_in"}


async def test_a_change_from_another_sites_page_is_refused(desk: Served, acme: Targets) -> None:
    headers = await desk.signed_in("oscar")
    before = await rows_of_acme(desk)
    pages = [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": desk.base + ".evil.example"},
        {"Origin": desk.base.replace("http:", "https:") + ":1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": desk.base, "Sec-Fetch-Site": "cross-site"},
    ]
    for entry, case in ROUTES.items():
        if not entry.startswith(("POST /desk", "PUT /desk", "DELETE /desk")):
            continue
        method, path = path_of(entry, acme.ids)
        body = case.body or {"email": "oscar@acme.example", "password": "correct horse"}
        for page in pages:
            status, answer = await desk.call(method, path, headers={**headers, **page}, json=body)
            assert (entry, page, status, answer["code"]) == (entry, page, 403, "forbidden_origin")
    assert await rows_of_acme(desk) == before
    own = {**headers, "Origin": desk.base, "Sec-Fetch-Site": "same-origin"}
    assert (await desk.call("POST", "/desk/v1/tickets", headers=own))[0] == 201


async def test_no_credentialed_reading_from_another_site_is_ever_allowed(desk: Served) -> None:
    headers = {**await desk.signed_in("oscar"), "Origin": "https://evil.example"}
    for path in ("/desk/v1/me", "/desk/v1/conversations", "/v1/conversation", "/inbox"):
        async with desk.http.get(desk.base + path, headers=headers) as answer:
            assert "Access-Control-Allow-Credentials" not in answer.headers
            assert answer.headers.get("Access-Control-Allow-Origin") == ("*" if path.startswith("/v1") else None)
    async with desk.http.options(desk.base + "/desk/v1/frames", headers=headers) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers


# --- frames ----------------------------------------------------------------------------------------------------------


def frame_of(t: str, fields: Frame, conversation: str) -> Frame:
    return {"t": t, "c": conversation, **{k: v for k, v in fields.items() if k != "harmless"}}


async def test_no_operators_frame_reaches_a_neighbours_conversation(desk: Served, acme: Targets) -> None:
    mallory = await desk.join("mallory")
    before = await rows_of_acme(desk)
    for t, fields in OPERATOR_FRAMES.items():
        await mallory.say(t="pong")  # who is refused twenty times in a row is put out
        foreign, unknown = frame_of(t, fields, acme.conversation), frame_of(t, fields, "conv_unknown")
        posted, elsewhere = await desk.post("mallory", foreign), await desk.post("mallory", unknown)
        assert posted == elsewhere
        if fields.get("harmless"):
            assert (posted[0], posted[1]["t"]) == (200, "ack")
            await mallory.say(**foreign)
            continue
        await mallory.say(t="pong")  # too many refusals in a row would end the connection
        answers = [await mallory.ask(**frame) for frame in (foreign, unknown)]
        assert (await mallory.ask("available", {"on": True}))["t"] == "ack"  # twenty refusals in a row end a connection
        assert [a["d"] for a in answers] == [answers[0]["d"]] * 2
        assert answers[0]["d"]["code"] == "not_found"
        if t in ("sub", "sync"):
            assert posted[0] == 400  # only a live connection can follow
        else:
            assert (posted[0], posted[1]["d"]["code"]) == (404, "not_found")
    after = await rows_of_acme(desk)
    assert after == before
    await desk.post("vera", {"t": "msg", "d": {"cid": "c2", "text": f"more {CANARY}"}})
    await desk.settled()
    seen = json.dumps([*mallory.seen, *await mallory.rest()])
    assert [secret for secret in acme.secrets if secret in seen and secret != acme.conversation] == []


async def test_no_visitors_frame_reaches_somebody_elses_conversation(desk: Served, acme: Targets) -> None:
    await desk.post("gina", {"t": "msg", "d": {"cid": "g0", "text": "my own"}})
    for name in ("gina", "victor"):  # of another workspace, and of the same one
        socket = await desk.join(name)
        before = await rows_of_acme(desk)
        for t, fields in VISITOR_FRAMES.items():
            foreign = frame_of(t, fields, acme.conversation)
            status, answer = await desk.post(name, foreign)
            assert status in (200, 400, 404, 409, 422)
            assert answer.get("c") != acme.conversation
            if t == "sync":
                nack = await socket.ask(**foreign)
                assert (nack["d"]["code"], nack["d"]) == (
                    "not_found", (await socket.ask(**frame_of(t, fields, "conv_unknown")))["d"],
                )  # fmt: skip
            await socket.say(**foreign)
        await desk.settled()
        await socket.rest()
        vera = [row for row in (await rows_of_acme(desk))["event"] if acme.conversation in row.values()]
        assert vera == [row for row in before["event"] if acme.conversation in row.values()]
        seen = json.dumps(socket.seen)
        assert CANARY not in seen
        assert desk.world.acme.visitor("vera").id not in seen


async def test_resuming_with_a_strangers_cursor_shows_ones_own(desk: Served, acme: Targets) -> None:
    gina = await desk.join("gina", cursor={"c": acme.conversation, "s": 1})
    assert await gina.rest() == [{"t": "left", "c": acme.conversation, "d": {}}], "as for one that never was"
    status, body = await desk.call(
        "GET", f"/v1/conversation?after=1&c={acme.conversation}", headers=desk.bearer("gina")
    )
    assert (status, body["frames"]) == (200, [])
    mallory = await desk.join("mallory", feed=0, cursor={"c": acme.conversation, "s": 0})
    await mallory.until("feed")
    assert CANARY not in json.dumps([*mallory.seen, *await mallory.rest()])
