"""A new server: whoever signs up first owns it, at once and alone."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import aiohttp
import pytest

from deskbell.app import build
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import SystemIds
from deskbell.server import first_word
from tests.world import Clock, PlainHasher, serving, settings_for, template

FIRST = {"email": "me@shop.example", "business": "Shop", "name": "Me", "password": "a fine password"}


async def test_the_first_is_in_at_once_and_the_second_is_refused(tmp_path: Path) -> None:
    settings, clock = settings_for(tmp_path), Clock()
    shutil.copyfile(template(tmp_path.parent), settings.database_path)
    system = await build(settings, clock=clock, ids=SystemIds(clock), hasher=PlainHasher())
    try:
        async with serving(system) as base, aiohttp.ClientSession() as http:
            async with http.get(base + "/desk/v1/door") as answer:
                assert await answer.json() == {"sign_up": "first", "mail": False}
            assert (await first_word(system)).endswith(f"{settings.public_url}/sign-up")
            async with http.post(base + "/desk/v1/sign-up", json={**FIRST, "password": ""}) as answer:
                assert answer.status == 422
            async with http.post(base + "/desk/v1/sign-up", json={**FIRST, "business": "S" * 61}) as answer:
                assert answer.status == 422
            async with http.post(base + "/desk/v1/sign-up", json=FIRST) as answer:
                assert (answer.status, "deskbell=" in answer.headers["Set-Cookie"]) == (201, True)
            async with http.post(base + "/desk/v1/sign-up", json={**FIRST, "email": "b@c.example"}) as answer:
                assert answer.status == 403
            assert await first_word(system) == ""
        with pytest.raises(Refused):
            await system.signups.first(**{**FIRST, "email": "c@d.example"})
    finally:
        await system.close()


async def test_of_two_at_once_one_is_first(tmp_path: Path) -> None:
    settings, clock = settings_for(tmp_path), Clock()
    shutil.copyfile(template(tmp_path.parent), settings.database_path)
    system = await build(settings, clock=clock, ids=SystemIds(clock), hasher=PlainHasher())
    try:
        both = await asyncio.gather(
            system.signups.first(**FIRST),
            system.signups.first(**{**FIRST, "email": "b@c.example"}),
            return_exceptions=True,
        )
        assert [isinstance(one, Refused) for one in both] == [False, True]
    finally:
        await system.close()
