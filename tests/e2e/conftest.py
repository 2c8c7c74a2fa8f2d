"""One browser for all browser tests of a process, and so one event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.stage import chromium, shared

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        shared.append(running)
        yield running
        shared.remove(running)


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def pages_go_with_their_test(browser: Browser) -> AsyncIterator[None]:
    """A page that stays would go on asking its server, and cost every later test its time."""
    before = set(browser.contexts)
    yield
    for context in set(browser.contexts) - before:
        await context.close()
