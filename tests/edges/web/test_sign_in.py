"""Signing in and out, the cookie, and what every answer carries."""

from __future__ import annotations

import gc
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

import aiohttp

from deskbell.adapters.passwords import Argon2
from deskbell.runtime.clock import SystemClock
from tests.edges.live.harness import Served, served
from tests.world import PASSWORD

ADDRESS = "oscar@acme.example"


async def sign_in(desk: Served, email: str, password: str = PASSWORD, **headers: str) -> aiohttp.ClientResponse:
    body = {"email": email, "password": password}
    answer = await desk.http.post(desk.base + "/desk/v1/sign-in", json=body, headers=headers)
    await answer.read()
    return answer


async def test_signing_in_says_who_one_is_and_gives_a_cookie(desk: Served) -> None:
    answer = await sign_in(desk, " Oscar@ACME.example ")
    me = await answer.json()
    assert answer.status == 200
    held = {"available", "away_until", "ignored", "idle", "now", "billing", "mail", "example"}
    assert set(me) == {"operator", "workspace", "assistant"} | held
    assert (me["operator"]["email"], me["operator"]["role"], me["workspace"]["name"]) == (ADDRESS, "operator", "Acme")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["deskbell"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"], cookie["domain"]) == (
        True, "lax", "/", "", "",
    )  # fmt: skip
    assert "password" not in str(me).lower()
    status, again = await desk.call("GET", "/desk/v1/me", headers={"Cookie": f"deskbell={cookie.value}"})
    assert (status, {**again, "now": 0}) == (200, {**me, "now": 0})


async def test_under_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    async with served(tmp_path, environment={"PUBLIC_URL": "https://chat.example.com"}) as desk:
        answer = await sign_in(desk, ADDRESS, Origin="https://chat.example.com")
        cookie = SimpleCookie(answer.headers["Set-Cookie"])["__Host-deskbell"]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        headers = {"Cookie": f"__Host-deskbell={cookie.value}"}
        assert (await desk.call("GET", "/desk/v1/me", headers=headers))[0] == 200
        plain = {"Cookie": f"deskbell={cookie.value}"}
        assert (await desk.call("GET", "/desk/v1/me", headers=plain))[0] == 401


async def test_signing_out_ends_this_sign_in_only(desk: Served) -> None:
    here, there = await desk.world.cookie(desk.world.acme, "oscar"), await desk.world.cookie(desk.world.acme, "oscar")
    headers = {"Cookie": f"deskbell={here}"}
    async with desk.http.post(desk.base + "/desk/v1/sign-out", headers=headers) as answer:
        assert answer.status == 204
        assert 'deskbell=""' in answer.headers["Set-Cookie"]
    assert (await desk.call("GET", "/desk/v1/me", headers=headers))[0] == 401
    assert (await desk.call("POST", "/desk/v1/sign-out", headers=headers))[0] == 401
    assert (await desk.call("GET", "/desk/v1/me", headers={"Cookie": f"deskbell={there}"}))[0] == 200


async def test_a_sign_in_ends_after_thirty_days(desk: Served) -> None:
    headers = await desk.signed_in("oscar")
    desk.clock.pass_(30 * 86_400_000 - 60_000)
    assert (await desk.call("GET", "/desk/v1/me", headers=headers))[0] == 200
    desk.clock.pass_(120_000)
    assert (await desk.call("GET", "/desk/v1/me", headers=headers))[0] == 401


async def test_known_and_unknown_addresses_get_the_same_answer_in_the_same_time(tmp_path: Path) -> None:
    async with served(tmp_path, hasher=Argon2()) as desk:
        wrong: list[float] = []
        unknown: list[float] = []
        await sign_in(desk, "nobody@acme.example")
        gc.collect()
        for n in range(4):
            for times, address in ((wrong, ADDRESS), (unknown, f"nobody{n}@acme.example")):
                began = perf_counter()
                answer = await sign_in(desk, address, "wrong password")
                times.append(perf_counter() - began)
                body = await answer.json()
                assert (answer.status, body["code"], "Set-Cookie" in answer.headers) == (
                    401,
                    "wrong_credentials",
                    False,
                )
                assert ADDRESS not in str(body)
        assert 0.5 < median(wrong) / median(unknown) < 2.0
        for odd in ("", "x", "a@b", "' OR 1=1 --", "\x00@x.example", "a" * 300):
            answer = await sign_in(desk, odd, "x" * 20)
            assert answer.status in (401, 422)


async def test_guessing_is_slowed_down_by_address_and_by_client(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True, clock=SystemClock()) as desk:
        statuses = [(await sign_in(desk, ADDRESS, f"guess {n}")).status for n in range(10)]
        assert statuses == [401] * 10
        refused = await sign_in(desk, ADDRESS)  # even with the right password
        assert (refused.status, (await refused.json())["code"]) == (429, "rate")
        assert 1 <= int(refused.headers["Retry-After"]) <= 900
        assert (await sign_in(desk, "ada@acme.example")).status == 200
        later = [(await sign_in(desk, f"nobody{n}@x.example")).status for n in range(19)]
        assert later[:18] == [401] * 18
        assert later[18] == 429  # thirty from one client, whatever the names


# --- what every answer carries ---------------------------------------------------------------------------------------


async def test_every_answer_carries_the_headers_that_keep_browsers_careful(desk: Served) -> None:
    for path in ("/healthz", "/desk/v1/me", "/nothing", "/v1/conversation", "/w/acme.js", "/sign-in", "/inbox"):
        async with desk.http.get(desk.base + path) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
            if answer.content_type == "text/html":
                policy = answer.headers["Content-Security-Policy"]
                assert "frame-ancestors 'none'" in policy
                assert "script-src 'self';" in policy
                assert "unsafe" not in policy
                assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
                assert answer.headers["Cache-Control"] == "no-cache"


async def test_nothing_sends_a_browser_to_another_host(desk: Served) -> None:
    paths = ("/", "/desk/v1/me/", "//evil.example/", "/inbox/", "/sign-in/", "/desk/v1/conversations/", "/v1/tickets/")
    for path in paths:
        for host in ("evil.example", "evil.example:80"):
            url = desk.base + path
            async with desk.http.get(url, headers={"Host": host}, allow_redirects=False) as answer:
                assert answer.headers.get("Location", "/").startswith("/")
                assert not answer.headers.get("Location", "/").startswith("//")
                assert "evil.example" not in await answer.text()


async def test_whatever_is_refused_is_refused_in_one_form(desk: Served) -> None:
    headers = await desk.signed_in("ada")
    cases = [
        ("GET", "/nothing", None, 404),
        ("GET", "/desk/v1/nothing", None, 404),
        ("DELETE", "/desk/v1/me", None, 405),
        ("POST", "/desk/v1/sign-in", b"{", 422),
        ("POST", "/desk/v1/sign-in", b"[1]", 422),
        ("POST", "/desk/v1/sign-in", b"\xff", 422),
        ("POST", "/desk/v1/sign-in", b'{"email":"a@b.example","password":"x","role":"owner"}', 422),
        ("POST", "/v1/visitors", b'{"site":"nowhere"}', 404),
        ("POST", "/v1/visitors", b'{"site":' + b"[" * 50_000, 422),
        ("POST", "/desk/v1/sources", b'{"kind":"qa"}', 422),
        ("PUT", "/desk/v1/assistant/draft", b'{"edit":99999999999999999999}', 422),
        ("PUT", "/desk/v1/assistant/draft", b'{"name":"A","edit":77}', 409),
        ("GET", "/desk/v1/conversations?view=everything", None, 422),
    ]
    for method, path, body, expected in cases:
        kind = {"Content-Type": "application/json"} if body is not None else {}
        async with desk.http.request(method, desk.base + path, data=body, headers={**headers, **kind}) as answer:
            problem = await answer.json(content_type="application/problem+json")
            assert (path, body, answer.status) == (path, body, expected)
            assert (problem["status"], problem["type"]) == (expected, "about:blank")
            assert {"title", "code", "detail"} <= set(problem)
            assert "Traceback" not in str(problem)


async def test_a_body_without_end_is_refused_before_it_is_read(desk: Served) -> None:
    async def endless() -> object:
        for _ in range(200):
            yield b" " * 65_536

    headers = {**await desk.signed_in("oscar"), "Content-Type": "application/json"}
    for path in ("/desk/v1/sources", "/desk/v1/sign-in", "/v1/visitors"):
        for body in (BytesIO(b" " * 3_000_000), endless()):
            try:
                async with desk.http.post(desk.base + path, data=body, headers=headers) as answer:
                    problem = await answer.json(content_type="application/problem+json")
                    assert (answer.status, problem["code"]) == (413, "too_long")
            except aiohttp.ClientConnectionError:
                continue  # cut off while still sending: also an answer


async def test_health_for_machines(desk: Served) -> None:
    assert await desk.call("GET", "/healthz") == (200, {"ok": True})
    assert await desk.call("GET", "/readyz") == (200, {"ready": True})
    assert (await desk.call("GET", "/version"))[0] == 200
    status, text = await desk.call("GET", "/metrics")
    assert (status, "process_resident_memory_bytes" in text or "python_info" in text) == (200, True)
    assert 'deskbell_conversations{state="waiting"} 0.0' in text
    desk.world.system.gateway.draining = True
    assert await desk.call("GET", "/readyz") == (503, {"ready": False})
    assert await desk.call("GET", "/healthz") == (200, {"ok": True})


async def test_the_metrics_count_who_waits_who_is_here_and_what_is_due(desk: Served) -> None:
    await desk.join("oscar")
    await desk.join("vera")
    await desk.post("vera", {"t": "request", "d": {"cid": "r1"}})
    desk.clock.at += 30_000
    status, text = await desk.call("GET", "/metrics")
    assert status == 200
    told = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("deskbell_"))
    assert (told['deskbell_conversations{state="waiting"}'], told['deskbell_sockets{who="operator"}']) == ("1.0", "1.0")
    assert told['deskbell_sockets{who="visitor"}'] == "1.0"
    assert 30 <= float(told["deskbell_waiting_seconds"]) < 300
    assert {'deskbell_jobs{state="due"}', 'deskbell_jobs{state="dead"}', "deskbell_answers"} <= set(told)
    assert told['deskbell_puzzles{state="asked"}'] == "0.0"
    assert "Acme" not in text
    assert desk.world.acme.scope.workspace_id not in text
