"""A desk with an assistant: scripted models at the port, time that tests move, and one record of all that was told."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from deskbell.features.assistant.built_in import BuiltIn
from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.assistant.model import Begun
from deskbell.features.assistant.ports import (
    Finished,
    ModelEvent,
    ModelProvider,
    ModelRequest,
    ModelStatus,
    TextDelta,
    ToolCall,
    Usage,
)
from deskbell.features.assistant.reactions import Reactions
from deskbell.features.assistant.turn import Talker
from deskbell.features.conversations.model import Wake
from deskbell.features.knowledge.model import Earlier, Found, Hit, Passage
from deskbell.features.knowledge.service import Knowledge
from deskbell.runtime.db.api import Row, StorageUnavailable, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope
from tests.services.desk import Desk, desk_in

END = Finished("end_turn", Usage(10, 5), "scripted-1")
CALL = ToolCall("call_1", "request_person", {"reason": "wants a person"})
HOURS = Passage("pas_hours", "src_1", "text", 0, "Opening hours", "We are open 9 to 17.")
PARCELS = Passage("pas_parcels", "src_2", "text", 0, "Parcels", "Parcels take two days.")
Step = str | ModelEvent | Exception | asyncio.Event


class Script:
    """A model (or the built-in assistant) that says what it was told to: one list of steps an answer, the last again.

    A text is a delta, an exception is raised, an event is waited for.
    """

    name = "scripted"
    model = "scripted-1"

    def __init__(self, *answers: list[Step]) -> None:
        self.answers = answers
        self.asked: list[ModelRequest] = []
        self.open = 0

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        self.asked.append(request)
        self.open += 1
        try:
            for step in self.answers[min(len(self.asked), len(self.answers)) - 1]:
                await asyncio.sleep(0)
                if isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, Exception):
                    raise step
                else:
                    yield TextDelta(step) if isinstance(step, str) else step
        finally:
            self.open -= 1

    async def check(self) -> ModelStatus:
        return ModelStatus(self.model)

    async def close(self) -> None:
        return None


class TwoPassages(Knowledge):
    """A knowledge base that always finds the same."""

    def __init__(self) -> None:
        self.searched: list[str] = []
        self.before: Sequence[Earlier] = ()

    async def versions(self, scope: WorkspaceScope, source_ids: Sequence[str]) -> dict[str, int]:  # noqa: ARG002
        return dict.fromkeys(source_ids, 1)

    async def addressed(self, scope: WorkspaceScope, found: Found) -> Found:  # noqa: ARG002
        return found

    async def search(
        self,
        scope: WorkspaceScope,  # noqa: ARG002
        query: str,
        history: Sequence[Earlier] = (),
        *,
        k: int = 5,  # noqa: ARG002
    ) -> Found:
        self.searched.append(query)
        self.before = history
        return Found(query, (Hit(HOURS, 2.0), Hit(PARCELS, 1.0)), answerable=True)


class BuiltInScript(BuiltIn):
    """The same in the place of the built-in assistant."""

    def __init__(self, script: Script) -> None:
        super().__init__(0)
        self.script = script
        self.asked: list[Begun] = []

    async def stream(self, begun: Begun, found: Found) -> AsyncGenerator[ModelEvent, None]:  # noqa: ARG002
        self.asked.append(begun)
        async with aclosing(self.script.stream(ModelRequest("", ()))) as events:
            async for event in events:
                yield event


@dataclass
class Time:
    """Pauses that end when a test lets time pass, in order, each with all that follows from it."""

    clock: Any
    settle: Callable[[], Awaitable[None]]
    _waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)
    _number: Any = field(default_factory=count)

    async def sleep(self, seconds: float) -> None:
        until: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.clock.now() + int(seconds * 1000), next(self._number), until))
        await until

    async def pass_(self, milliseconds: int) -> None:
        end = self.clock.now() + milliseconds
        while self._waiting and self._waiting[0][0] <= end:
            at, _, until = heapq.heappop(self._waiting)
            self.clock.at = max(at, self.clock.at)
            if not until.done():
                until.set_result(None)
            await self.settle()
        self.clock.at = end
        await self.settle()


@dataclass
class Stage:
    desk: Desk
    model: ModelProvider | None
    built_in: BuiltInScript
    time: Time = field(init=False)
    reactions: Reactions = field(init=False)
    told: list[object] = field(default_factory=list)
    deaf: bool = False
    knowledge: TwoPassages = field(default_factory=TwoPassages)

    def __post_init__(self) -> None:
        self.time = Time(self.desk.clock, self.settle)

    def start(self, *, patience: float = 20.0, silence: float = 20.0, within: float = 27.0, cheaper: str = "") -> None:
        """The assistant's part of a server process begins (again)."""
        talker = Talker(
            self.desk.turns, self.desk.clock, self.knowledge, self.model, self.built_in, self.told.append,
            sleep=self.time.sleep, patience=patience, silence=silence, within=within, cheaper=cheaper,
            pictures=self.desk.files,
        )  # fmt: skip
        self.reactions = Reactions(self.desk.turns, talker, self.desk.clock, sleep=self.time.sleep)
        self.desk.db.listener = self.hear

    def hear(self, notes: list[object]) -> None:
        for note in notes:
            self.told.append(note)
            if not self.deaf:
                self.reactions.heard(note)

    async def settle(self) -> None:
        """What is ready to run has run, and what it wrote is written and told."""

        async def nothing(_tx: Tx) -> None:
            return None

        for _ in range(2):
            for _ in range(5):
                await asyncio.sleep(0)
            if running := getattr(self.desk.db, "_running", None):  # on PostgreSQL, where no queue orders what is asked
                await asyncio.wait(set(running))
            with suppress(StorageUnavailable):
                await self.desk.db.write(ANY_WORKSPACE, nothing)

    # --- looking ---------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What a visitor saw arriving, started anew where a stream says so."""
        seen = ""
        for note in self.told:
            if isinstance(note, Delta):
                seen = note.text if note.offset == 0 else seen + note.text
        return seen

    def after_take(self) -> list[object]:
        """What was streamed after the news of a person's taking over."""
        at = next(n for n, note in enumerate(self.told) if isinstance(note, Wake) and note.state.value == "human")
        return [note for note in self.told[at:] if isinstance(note, Delta | Thinking)]

    async def turns(self) -> list[Row]:
        return await self.desk.rows("SELECT * FROM turn ORDER BY started_at, id")

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.turns()]

    # --- waiting ---------------------------------------------------------------------------------------------------

    @staticmethod
    async def until(holds: Callable[[], object]) -> None:
        """At once, or within seconds of real time."""
        async with asyncio.timeout(10):
            while not holds():  # noqa: ASYNC110 - what is waited for is a state, and has no event
                await asyncio.sleep(0.001)

    async def idle(self) -> None:
        """Nothing is being answered."""
        await self.until(lambda: self.reactions.busy == 0)

    async def answered(self) -> None:
        """The burst is over and the answer is made."""
        await self.time.pass_(700)
        await self.idle()

    async def streaming(self, text: str) -> None:
        """The pause for the burst is over, and this much has come from the model."""
        await self.time.pass_(700)
        talks = self.reactions._answering
        await self.until(lambda: any(a.talk is not None and a.talk.heard == len(text) for a in talks.values()))


@asynccontextmanager
async def stage_in(
    folder: Path, seed_folder: Path, model: ModelProvider | None, built_in: Script | None = None
) -> AsyncIterator[Stage]:
    async with desk_in(folder, seed_folder=seed_folder) as desk:
        stage = Stage(desk, model, BuiltInScript(built_in or Script(["Built-in ", "answer.", END])))
        stage.start()
        try:
            yield stage
        finally:
            await stage.reactions.drain(0)
