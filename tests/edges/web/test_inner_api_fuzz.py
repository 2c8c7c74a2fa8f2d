"""Every operation of widget and inbox, called with what nobody should send: never our fault, never undocumented.

Bounded for every day; `tests/proofs/test_schemathesis.py` does the same with a generator that shares no code with us.
"""

from __future__ import annotations

import json
import random  # noqa: TID251 - seeded
from typing import Any
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from deskbell.edges.web.described import describe
from tests.edges.live.harness import Served
from tests.edges.web.test_public_api_fuzz import VALUES

ROUNDS = 2
ENDS = {"/desk/v1/sign-out", "/v1/stream"}  # the sign-in of all that follows; and a stream, which has no end


def documented(answers: dict[str, Any], answer: aiohttp.ClientResponse) -> bool:
    told = answers.get(str(answer.status)) or answers.get(f"{answer.status // 100}XX")
    return told is not None and answer.content_type in told.get("content", {answer.content_type: 0})


def body_of(described: dict[str, Any], told: dict[str, Any], chance: random.Random) -> str | None:
    content = told.get("requestBody", {}).get("content", {})
    shape = content.get("application/json", {}).get("schema", {})
    if not shape or chance.random() < 0.1:
        return json.dumps(chance.choice(VALUES))
    fields = described["components"]["schemas"].get(shape.get("$ref", "").rsplit("/", 1)[-1], {}).get("properties", {})
    return json.dumps({field: chance.choice([*VALUES, "x@example.com"]) for field in fields if chance.random() < 0.8})


async def test_no_operation_fails_or_says_what_is_not_described(desk: Served) -> None:
    described, chance, wrong = describe(), random.Random(94), []
    cookie = await desk.signed_in("ada")
    for path, verbs in described["paths"].items():
        for verb, told in verbs.items():
            if path in ENDS or path.startswith("/api/"):
                continue
            headers = {"Content-Type": "application/json", **(cookie if "/desk/" in path else desk.bearer("vera"))}
            for _ in range(ROUNDS):
                odd = {
                    p["name"]: str(chance.choice(VALUES))[:2_000].encode("utf-8", "replace") for p in _in_query(told)
                }
                address = URL(f"{desk.base}{path.replace('{', '').replace('}', '')}?{urlencode(odd)}", encoded=True)
                data = body_of(described, told, chance) if verb in ("post", "put", "patch") else None
                async with desk.http.request(verb, address, headers=headers, data=data) as answer:
                    if not documented(told["responses"], answer):
                        wrong.append((verb, path, answer.status, answer.content_type, data and data[:200]))
    assert wrong == []


def _in_query(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in told.get("parameters", []) if one["in"] == "query"]
