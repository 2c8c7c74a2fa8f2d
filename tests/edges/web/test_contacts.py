"""Contacts over HTTP: filters, sheets that honour them, imports with a report, and who may do which."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.edges.live.harness import Served


async def call(desk: Served, who: str, method: str, path: str, **more: Any) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/contacts{path}", headers=await desk.signed_in(who), **more)


async def test_a_contact_is_added_found_corrected_and_exported_with_the_filters_of_the_list(desk: Served) -> None:
    await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "I am Vera, vera@example.com"}})
    status, made = await call(desk, "olga", "POST", "", json={"name": "=HYPERLINK(1)", "phone": "+34612345678"})
    assert (status, made["contact"]["source"], made["told"]["phone"]["by"]) == (201, "operator", "Olga")
    _, page = await call(desk, "olga", "GET", "?has=email")
    assert ([one["name"] for one in page["contacts"]], page["total"]) == (["Vera"], 1)
    vera = page["contacts"][0]
    fields = {"name": "Vera L.", "email": "vera@example.com", "custom": {"plan": "gold"}, "version": vera["version"]}
    status, after = await call(desk, "olga", "PUT", f"/{vera['id']}", json=fields)
    assert (status, after["contact"]["custom"], len(after["timeline"])) == (200, {"plan": "gold"}, 1)
    assert (await call(desk, "olga", "PUT", f"/{vera['id']}", json=fields))[1]["code"] == "conflict"
    status, text = await call(desk, "ada", "GET", ".csv?source=operator&bom=false")
    assert status == 200
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    assert [(row["id"], row["name"], row["phone"]) for row in rows] == [
        (made["contact"]["id"], "'=HYPERLINK(1)", "'+34612345678")
    ]
    async with desk.http.get(f"{desk.base}/desk/v1/contacts.csv", headers=await desk.signed_in("ada")) as answer:
        assert (await answer.read()).startswith(b"\xef\xbb\xbf")


async def test_only_owners_and_admins_take_all_along_or_bring_many_in(desk: Served) -> None:
    assert (await call(desk, "olga", "GET", ".csv"))[1]["code"] == "forbidden"
    assert (await call(desk, "olga", "POST", "/imports", data=b"email\nx@y.example"))[1]["code"] == "forbidden"
    status, report = await call(desk, "ada", "POST", "/imports", data=b"email,name\nx@y.example,Xenia\nnot one,\n")
    assert (status, report["created"], report["skipped"]) == (
        200, 1, [{"number": 3, "reason": "“not one” is not an e-mail address."}],
    )  # fmt: skip
    assert (await call(desk, "ada", "POST", "/imports", data=io.BytesIO(b"x" * 5_000_001)))[1]["code"] == "too_long"
    assert (await call(desk, "olga", "GET", "?before=nonsense"))[1]["code"] == "invalid"
