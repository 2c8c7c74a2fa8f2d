"""Saved replies over HTTP: the team's, kept by anybody of it, with variables that exist."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edges.live.harness import Served


async def call(desk: Served, who: str, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/replies{path}", headers=await desk.signed_in(who), json=body)


async def test_a_reply_is_written_by_one_used_by_all_changed_and_removed(desk: Served) -> None:
    text = "Hi {{contact.first_name|there}}, {{ operator.name }} here."
    status, made = await call(desk, "olga", "POST", body={"name": "  Hello   there ", "text": text})
    assert (status, made["name"], made["text"], made["updated_by"]) == (201, "Hello there", text, "Olga")
    status, taken = await call(desk, "oscar", "POST", body={"name": "HELLO there", "text": "x"})
    assert (status, taken["code"]) == (409, "conflict")
    other = (await call(desk, "oscar", "POST", body={"name": "Äpfel", "text": "x"}))[1]
    body = {"name": "Hello", "text": "Hi", "version": made["version"]}
    assert (await call(desk, "oscar", "PUT", f"/{made['id']}", body))[1]["version"] == 2
    assert (await call(desk, "olga", "PUT", f"/{made['id']}", body))[1]["code"] == "conflict"
    assert [one["name"] for one in (await call(desk, "ada", "GET"))[1]["replies"]] == ["Äpfel", "Hello"]
    assert (await call(desk, "olga", "DELETE", f"/{other['id']}"))[0] == 204
    assert (await call(desk, "olga", "DELETE", f"/{other['id']}"))[0] == 404
    assert (await call(desk, "mallory", "GET"))[1]["replies"] == []


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [("", "x", "name"), ("x" * 61, "x", "name"), ("x", " ", "text"), ("x", "x" * 4_001, "text"),
     ("x", "{{contact.password}}", "text"), ("x", "{{}}", "text")],
)  # fmt: skip
async def test_what_cannot_be_filled_in_or_found_is_refused(desk: Served, name: str, text: str, field: str) -> None:
    status, answer = await call(desk, "olga", "POST", body={"name": name, "text": text})
    assert (status, answer["code"], answer["field"]) == (422, "invalid", field)
