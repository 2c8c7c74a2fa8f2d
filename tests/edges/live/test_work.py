"""Many new visitors at once: a puzzle for whoever comes beyond what is usual, once each; nothing for anybody else."""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from deskbell.edges.live.limits import RULES, parsed
from deskbell.edges.live.work import BITS, LASTS, MOST, Work, sign, solved
from deskbell.runtime.clock import SystemIds
from tests.edges.live.harness import Served, served
from tests.world import Clock

KEY = b"key of this test"
OF_AN_ADDRESS, OF_A_SITE, HARD = (
    parsed(RULES[name])[0].amount for name in ("address_burst", "site_burst", "address_visitors")
)


def solve(puzzle: str) -> str:
    bits, *_, signature = puzzle.split(".")
    shift = 256 - int(bits)
    heads = ((n, hashlib.sha256(f"{signature}.{n}".encode()).digest()) for n in count())
    return f"{puzzle}.{next(n for n, digest in heads if not int.from_bytes(digest) >> shift)}"


def puzzle(site_id: str = "site", *, bits: int = 8, until: int = 1_000, key: bytes = KEY) -> str:
    about = f"{bits}.{until}.salt"
    return f"{about}.{sign(key, site_id, about)}"


# --- the rule --------------------------------------------------------------------------------------------------------


def test_a_solved_puzzle_counts_until_it_is_over() -> None:
    work = solve(puzzle())
    assert solved(work, KEY, "site", 0) == solved(work, KEY, "site", 999) is not None
    assert solved(work, KEY, "site", 1_000) is None


def test_for_another_site_or_from_another_server_it_counts_nothing() -> None:
    assert solved(solve(puzzle()), KEY, "other", 0) is None
    assert solved(solve(puzzle(key=b"another")), KEY, "site", 0) is None


def test_what_it_says_cannot_be_changed() -> None:
    bits, until, salt, signature, n = solve(puzzle()).split(".")
    other = puzzle(until=2_000).split(".")[3]
    for changed in (
        (f"{int(bits) - 8}", until, salt, signature, n),  # easier
        (bits, f"{int(until)}0", salt, signature, n),  # longer
        (bits, until, salt + "x", signature, n),
        (bits, until, salt, other, n),  # spliced
        (bits, until, salt, signature[:-1], n),
        (bits, until, signature, n),
        (bits, until, salt, signature, "", n),
    ):
        assert solved(".".join(changed), KEY, "site", 0) is None


def test_without_the_work_it_counts_nothing() -> None:
    asked = puzzle(bits=20)
    assert solved(f"{asked}.0", KEY, "site", 0) is None
    assert solved(asked, KEY, "site", 0) is None


@pytest.mark.parametrize(
    "text", ["", ".", "....", "16.9.s.x.1", "é" * 40, "\0.\0.\0.\0.\0", "1" * 500, "-1.-1.-1.-1.-1"]
)
def test_anything_else_counts_nothing(text: str) -> None:
    assert solved(text, KEY, "site", 0) is None


async def test_it_is_used_once_and_forgotten_when_it_is_over() -> None:
    clock = Clock()
    work = Work(KEY, clock, SystemIds(clock))
    assert BITS >= 16
    first = solve(work.puzzle("site"))
    assert [await work.done(first, "site") for _ in range(2)] == [True, False]
    assert not await work.done(f"{first.rpartition('.')[0]}.0{first.rpartition('.')[2]}", "site"), (
        "the same, written otherwise"
    )
    clock.pass_(LASTS)
    assert await work.done(solve(work.puzzle("site")), "site")
    assert len(work._used) == 1 < MOST
    assert not await work.done(first, "site")


# --- the door --------------------------------------------------------------------------------------------------------


async def comes(desk: Served, address: str = "198.51.100.7", work: str = "", **headers: str) -> tuple[int, Any]:
    """Somebody new at the site of acme. The test's own server stands behind a proxy that names `address`."""
    body = {"site": desk.world.acme.site.key, **({"work": work} if work else {})}
    before = headers.pop("before", "")
    return await desk.call("POST", "/v1/visitors", json=body, headers={"X-Forwarded-For": before + address, **headers})


async def test_beyond_what_is_usual_a_puzzle_lets_in_once_and_whoever_is_known_is_never_asked(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True) as desk:
        first = [await comes(desk) for _ in range(OF_AN_ADDRESS)]
        assert [status for status, _ in first] == [201] * OF_AN_ADDRESS
        status, refused = await comes(desk)
        assert (status, refused["code"], refused["title"]) == (428, "work", "work")
        assert "Many people" in refused["detail"]
        done = solve(refused["work"])
        assert (await comes(desk, work=done))[0] == 201
        assert (await comes(desk, work=done))[0] == 428, "a second time"
        token = first[0][1]["visitor"]["token"]
        assert (await desk.call("POST", "/v1/tickets", headers={"Authorization": f"Bearer {token}"}))[0] == 201
        assert (await comes(desk, "203.0.113.9"))[0] == 201, "others come in as ever"


async def test_the_hard_limit_stays_and_is_not_worked_for(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True) as desk:
        for _ in range(OF_AN_ADDRESS):
            await comes(desk)
        for _ in range(HARD - OF_AN_ADDRESS):
            assert (await comes(desk, work=solve((await comes(desk))[1]["work"])))[0] == 201
        status, refused = await comes(desk)
        assert (status, refused["code"]) == (429, "rate")


async def test_many_addresses_at_one_site_are_many_too(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True) as desk:
        told = [(await comes(desk, f"198.51.100.{n}"))[0] for n in range(OF_A_SITE + 1)]
        assert told == [201] * OF_A_SITE + [428]
        body = {"site": desk.world.globex.site.key}
        assert (await desk.call("POST", "/v1/visitors", json=body))[0] == 201, "another site"


async def test_no_header_makes_another_address_of_one(tmp_path: Path) -> None:
    names = ("X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "Via", "X-Originating-IP")
    async with served(tmp_path, limits=True) as desk:
        told = []
        for n in range(50):
            spoofed = {"before": f"10.1.{n}.1, "} if n % 2 else {names[n % len(names)]: f"10.2.{n}.1"}
            told.append((await comes(desk, f"2001:db8::{n:x}:1", **spoofed))[0])  # one /64
        assert told == [201] * OF_AN_ADDRESS + [428] * (50 - OF_AN_ADDRESS)


async def test_without_limits_nobody_is_asked(tmp_path: Path) -> None:
    async with served(tmp_path) as desk:
        assert {(await comes(desk))[0] for _ in range(2 * OF_A_SITE)} == {201}
