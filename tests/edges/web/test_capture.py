"""What visitors are asked for, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edges.live.harness import Served

WANTED: dict[str, Any] = {
    "fields": ["phone", "email"],
    "consent": {"": "Only to answer you.", "de": "Nur, um dir zu antworten."},
    "privacy": "https://shop.example/privacy",
    "version": 0,
}


async def call(desk: Served, method: str, who: str = "ada", **body: Any) -> tuple[int, Any]:
    headers = await desk.signed_in(who)
    return await desk.call(method, "/desk/v1/capture", headers=headers, **({"json": body} if body else {}))


async def test_it_is_saved_in_order_and_stands_in_the_script(desk: Served) -> None:
    assert (await call(desk, "GET"))[1] == {"fields": ["email"], "consent": {}, "privacy": "", "version": 0}
    status, saved = await call(desk, "PUT", **WANTED)
    assert (status, saved) == (200, {**WANTED, "fields": ["email", "phone"], "version": 1})
    assert (await call(desk, "GET"))[1] == saved
    assert (await call(desk, "PUT", **WANTED))[0] == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": ["iban"]},
        {"consent": {"../x": "y"}},
        {"consent": {"": "x" * 301}},
        {"privacy": "javascript:alert(1)"},
        {"privacy": "https://shop.example/a b"},
        {"version": -1},
    ],
)
async def test_what_cannot_be_is_refused(desk: Served, wrong: dict[str, Any]) -> None:
    assert (await call(desk, "PUT", **{**WANTED, **wrong}))[0] == 422


async def test_it_is_not_for_operators(desk: Served) -> None:
    assert (await call(desk, "GET", "oscar"))[0] == 200
    assert (await call(desk, "PUT", "oscar", **WANTED))[0] == 403
