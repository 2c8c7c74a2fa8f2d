"""A stage for each test, with the model that the test wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from deskbell.features.assistant.ports import ModelProvider
from tests.services.assistant.stage import Script, Stage, stage_in

MakeStage = Callable[..., Awaitable[Stage]]


@pytest.fixture
async def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MakeStage]:
    async with AsyncExitStack() as stack:

        async def make(model: ModelProvider | None, built_in: Script | None = None) -> Stage:
            folder = tmp_path_factory.mktemp("stage")
            return await stack.enter_async_context(stage_in(folder, tmp_path_factory.getbasetemp(), model, built_in))

        yield make
