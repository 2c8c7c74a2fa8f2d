"""Every operation of the public API, called with what nobody should send: it answers as its description says."""

from __future__ import annotations

import json
import random  # noqa: TID251 - seeded
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from yarl import URL

from deskbell.features.keys.model import RIGHTS
from tests.edges.live.harness import Served

DESCRIBED = json.loads((Path(__file__).parents[3] / "docs/reference/openapi.json").read_text(encoding="utf-8"))
OPERATIONS = [(verb.upper(), path, told) for path, verbs in DESCRIBED["paths"].items() for verb, told in verbs.items()]
VALUES: list[Any] = [
    None, True, -1, 0, 2**63, 1e308, "", " ", "x", "a" * 30_000, "\x00", "\ud800", "🙂", "\u202e", "' OR 1=1 --", "[]",
    [], [[]], {}, {"a": "b"}, {"a": {"b": 1}}, "W251bGwsMV0=", "WzEsICJcdWQ4MDAiXQ==", "needs", "closed", "qa", "note",
]  # fmt: skip
ROUNDS = 16


def body_of(told: dict[str, Any], chance: random.Random) -> Any:
    name = told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    fields = list(DESCRIBED["components"]["schemas"][name]["properties"])
    if chance.random() < 0.15:
        return chance.choice(VALUES)
    chosen = chance.sample(fields, chance.randint(0, len(fields)))
    body = {field: chance.choice([*VALUES, f"{field} of a program", f"{field}@example.com"]) for field in chosen}
    return body | ({"unknown": 1} if chance.random() < 0.1 else {})


@pytest.mark.parametrize(("verb", "path", "told"), OPERATIONS, ids=[f"{v} {p}" for v, p, _ in OPERATIONS])
async def test_an_operation_answers_what_its_description_promises(
    desk: Served, verb: str, path: str, told: dict[str, Any]
) -> None:
    chance, place = random.Random(f"{verb} {path}"), desk.world.acme
    _, secret = await desk.world.system.features.keys.make(
        place.scope, (place.owner.id, "Ada"), name="K", rights=RIGHTS
    )
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
    source = await desk.world.system.knowledge.add(place.scope, kind="text", title="T", body="B")
    known = {"conversation_id": ack["c"], "contact_id": place.visitors["vera"][0].contact_id, "source_id": source.id}
    seen = set()
    for n in range(ROUNDS):
        odd = quote(str(chance.choice(VALUES) or "x")[:200].encode("utf-8", "replace"), safe="")
        ids = dict.fromkeys(known, odd) if n % 4 == 0 else known
        query = {
            one["name"]: str(chance.choice(VALUES))[:3_000].encode("utf-8", "replace")
            for one in told.get("parameters", [])
            if one["in"] == "query" and chance.random() < 0.6
        }
        address = URL(f"{desk.base}{path.format_map(ids)}?{urlencode(query)}", encoded=True)
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        data = json.dumps(body_of(told, chance)) if "requestBody" in told else None
        async with desk.http.request(verb, address, headers=headers, data=data) as answer:
            promised = told["responses"].get(str(answer.status))
            assert promised is not None, (answer.status, address, data, await answer.text())
            assert answer.content_type in promised.get("content", {answer.content_type: 0})
            seen.add(answer.status)
    assert seen & {200, 201, 204} or "requestBody" in told
