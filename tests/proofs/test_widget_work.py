"""How much work the widget is: its longest piece, in the processor's time (others who run meanwhile do not count),
times four: the speed of a slow telephone. The everyday suite has the same with room; here it is the figure itself.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from tests.e2e.stage import chromium, command
from tests.e2e.widget.test_quick import ANSWER, LONG, beginning, streaming

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
RUNS = 3


async def test_neither_its_beginning_nor_a_long_answer_is_a_long_task(tmp_path: Path) -> None:
    assert len(ANSWER) == 4_260
    async with command(tmp_path) as desk, chromium() as browser:
        begun = median([sum(await beginning(desk, browser)) for _ in range(RUNS)])
        told = median([max(await streaming(desk, browser)) for _ in range(RUNS)])
    print(f"all of the beginning {begun:.0f} ms; longest piece of a question and its long answer {told:.0f} ms")
    assert begun < LONG
    assert told < LONG
