"""A desk for each test, with its mails and a real mail server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.mail_server import MailServer, mail_server
from tests.services.desk import Desk, desk_in


@pytest.fixture
async def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, seed_folder=tmp_path_factory.getbasetemp()) as made:
        yield made


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as made:
        yield made
