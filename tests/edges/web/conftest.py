"""`desk`: the world, served on a real socket, without rate limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.edges.live.harness import Served, served


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made
