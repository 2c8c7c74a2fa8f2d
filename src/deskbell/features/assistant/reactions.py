"""Hears what happened to conversations; lets the assistant answer what it owes, and stops it when it must."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskbell.features.assistant import rules
from deskbell.features.assistant.model import Begun
from deskbell.features.assistant.service import Busy, Turns
from deskbell.features.assistant.talk import Talk
from deskbell.features.assistant.turn import Talker
from deskbell.features.conversations.model import Wake
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("assistant")
Key = tuple[str, str]


@dataclass(slots=True)
class _Answering:
    """The one task that answers a conversation."""

    task: asyncio.Task[None]
    newest: int
    last_message_at: int
    talk: Talk | None = None
    restarts: int = 0
    # What the commits heard so far say, also while there is no talk yet to fence.
    epoch: int = 0
    muted: bool = False
    withdrawn: str = ""  # the turn that a message was taken away from

    def heard(self, note: Wake) -> None:
        self.epoch, self.muted = max(self.epoch, note.epoch), not note.assistant_may_speak
        self.withdrawn = next((turn for event in note.events if (turn := event.withdraws)), self.withdrawn)

    def may_say(self, begun: Begun) -> bool:
        return begun.epoch >= self.epoch and not self.muted and begun.id != self.withdrawn

    def moot(self, begun: Begun) -> bool:
        return rules.restart(newest=self.newest, answering=begun.trigger_seq, restarts=self.restarts)


class Reactions:
    """`heard` is called on the event loop after each commit; `pick_up` after a start and now and then."""

    def __init__(
        self,
        turns: Turns,
        talker: Talker,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns = turns
        self._talker = talker
        self._clock = clock
        self._sleep = sleep
        self._answering: dict[Key, _Answering] = {}
        self._draining = False

    def heard(self, note: object) -> None:
        if not isinstance(note, Wake):
            return
        key = (note.workspace_id, note.conversation_id)
        current = self._answering.get(key)
        if current is not None:
            current.heard(note)
            if current.talk is not None and not current.may_say(current.talk.begun):
                self._fence(current)
                current = None
        if note.answer_due_seq is None:
            return
        if current is None or current.task.done():
            self._start(key, note.answer_due_seq)
        elif note.answer_due_seq > current.newest:
            current.newest, current.last_message_at = note.answer_due_seq, self._clock.now()
            if current.talk is not None and current.moot(current.talk.begun):
                self._fence(current)
                self._start(key, note.answer_due_seq, restarts=current.restarts + 1)

    def overheard(self, note: object) -> None:
        """What happens in another process, which answers it; what is being said here may have to stop for it."""
        if isinstance(note, Wake) and (note.workspace_id, note.conversation_id) in self._answering:
            self.heard(note)

    def pick_up(self, owed: list[Key]) -> None:
        """Answer what nobody is answering: after a restart, or when a hint was lost."""
        for key in owed:
            if key not in self._answering:
                self._start(key, 0)

    async def drain(self, seconds: float) -> None:
        """No new answers; let the running ones finish for a while, then keep their text as interrupted."""
        self._draining = True
        tasks = [answering.task for answering in self._answering.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for answering in list(self._answering.values()):
            answering.task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def busy(self) -> int:
        return len(self._answering)

    def talk_of(self, key: Key) -> Talk | None:
        """The answer being made right now, for those who come in the middle of it."""
        current = self._answering.get(key)
        return current.talk if current is not None else None

    def stop(self, key: Key) -> None:
        """The visitor has read enough of the running answer: it ends with the next word, and what was said is kept."""
        talk = self.talk_of(key)
        if talk is not None and talk.said():
            talk.stopped = True

    def _start(self, key: Key, newest: int, *, restarts: int = 0) -> None:
        if self._draining:
            return
        task = asyncio.create_task(self._answer(key), name=f"answer {key[1]}")
        self._answering[key] = _Answering(task, newest, self._clock.now(), restarts=restarts)
        task.add_done_callback(lambda done: self._forget(key, done))

    def _forget(self, key: Key, task: asyncio.Task[None]) -> None:
        current = self._answering.get(key)
        if current is not None and current.task is task:
            del self._answering[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("answer_crashed", conversation=key[1], exc_info=error)

    @staticmethod
    def _fence(answering: _Answering) -> None:
        """From this moment on the running answer cannot say a word; its request upstream is aborted."""
        if answering.talk is not None:
            answering.talk.fenced = True
        answering.task.cancel()

    async def _answer(self, key: Key) -> None:
        """Answer until nothing is owed. Errors end the task loudly; the deadline on the row then calls a person."""
        scope = WorkspaceScope(key[0])
        while not self._draining:
            answering = self._answering[key]
            pause = rules.pause_for_burst(last_message_at=answering.last_message_at, now=self._clock.now())
            if pause:
                await self._sleep(pause / 1000)
                continue
            begun = await self._turns.begin(scope, key[1], model=self._talker.model)
            if begun is None:
                return
            if isinstance(begun, Busy):
                await self._sleep(max(50, begun.until - self._clock.now()) / 1000)
                continue
            if not answering.may_say(begun) or answering.moot(begun):  # news came while the row was being written
                answering.restarts += 1 if answering.moot(begun) else 0
                await self._turns.drop(begun, state="superseded", text="")
                continue
            answering.newest = max(answering.newest, begun.trigger_seq)
            answering.talk = self._talker.talk(begun)
            try:
                await self._talker.answer(answering.talk)
                answering.restarts = 0
            except asyncio.CancelledError:
                await self._let_go(answering.talk)
                raise
            except DatabaseError as error:
                log.error("answer_not_stored", turn=begun.id, error=str(error))
                return
            finally:
                answering.talk = None

    async def _let_go(self, talk: Talk) -> None:
        state = "interrupted" if self._draining else "superseded"
        await self._turns.drop(talk.begun, state=state, text=talk.so_far())
