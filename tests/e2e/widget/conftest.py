"""One server for those that leave it as it was, another for the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.stage import Demo, OperatorPage, command, operator


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    async with command(tmp_path_factory.mktemp("desk"), DESKBELL_RATE_LIMITS="off") as running:
        yield running


@dataclass(slots=True)
class Shop:
    """A server whose settings a test may change, and its owner. What was chosen before is not in force any more."""

    desk: Demo
    owner: OperatorPage

    async def put(self, path: str, body: dict[str, Any]) -> None:
        headers = {"Origin": self.desk.url}
        answer = await self.owner.page.request.put(f"{self.desk.url}/desk/v1/{path}", data=body, headers=headers)
        assert answer.ok, await answer.text()

    async def acts(self, what: str, conversation_id: str, **frame: Any) -> None:
        body = {"t": what, "c": conversation_id, "d": {}, **frame}
        headers = {"Origin": self.desk.url}
        answer = await self.owner.page.request.post(f"{self.desk.url}/desk/v1/frames", data=body, headers=headers)
        assert answer.ok, await answer.text()

    async def site(self) -> dict[str, Any]:
        answer = await self.owner.page.request.get(f"{self.desk.url}/desk/v1/sites")
        found: dict[str, Any] = (await answer.json())["sites"][0]
        return found

    async def looks(self, **look: Any) -> None:
        site = await self.site()
        await self.put(f"sites/{site['id']}", {"name": site["name"], "origins": [], "appearance": look})

    async def asks(self, *fields: str) -> None:
        """Whoever waits for a person is asked for these."""
        known = await (await self.owner.page.request.get(f"{self.desk.url}/desk/v1/capture")).json()
        await self.put("capture", {**known, "fields": list(fields)})

    async def is_open(self, **week: list[list[str]]) -> None:
        """Only then; without: always."""
        known = await (await self.owner.page.request.get(f"{self.desk.url}/desk/v1/hours")).json()
        hours = {"always": not week, "zone": "UTC", "week": week, "version": known["version"]}
        await self.put("hours", hours)


@asynccontextmanager
async def shop_in(folder: Path, browser: Browser) -> AsyncIterator[Shop]:
    async with command(folder, DESKBELL_RATE_LIMITS="off") as running:
        owner = await operator(browser)
        await owner.page.goto(f"{running.url}/demo/inbox")
        await owner.page.get_by_role("region", name="Needs a human").wait_for()
        yield Shop(running, owner)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shop(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> AsyncIterator[Shop]:
    async with shop_in(tmp_path_factory.mktemp("shop"), browser) as running:
        yield running


def changed(folder: Path, statement: str, *values: int | str) -> None:
    """As if so much time had passed: in the database, beside the server."""
    (file,) = folder.glob("*.sqlite")
    with closing(apsw.Connection(str(file))) as database:
        database.set_busy_timeout(5_000)
        database.execute(statement, values)
