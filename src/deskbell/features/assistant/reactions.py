"""Hears what happened to conversations; lets the assistant answer what it owes, and stops it when it must."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from deskbell.features.assistant import rules
from deskbell.features.assistant.service import Busy, Turns
from deskbell.features.assistant.turn import Talk, Talker
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


class Reactions:
    """`heard` is called on the event loop after each commit; `pick_up` after a start and now and then."""

    def __init__(self, turns: Turns, talker: Talker, clock: Clock) -> None:
        self._turns = turns
        self._talker = talker
        self._clock = clock
        self._answering: dict[Key, _Answering] = {}
        self._draining = False

    def heard(self, note: object) -> None:
        if not isinstance(note, Wake):
            return
        key = (note.workspace_id, note.conversation_id)
        current = self._answering.get(key)
        if current is not None and current.talk is not None and note.epoch != current.talk.begun.epoch:
            self._fence(current)
            current = None
        if note.answer_due_seq is None:
            return
        if current is None or current.task.done():
            self._start(key, note.answer_due_seq)
        elif note.answer_due_seq > current.newest:
            current.newest, current.last_message_at = note.answer_due_seq, self._clock.now()
            talk = current.talk
            if talk is not None and rules.restart(
                newest=note.answer_due_seq, answering=talk.begun.trigger_seq, restarts=current.restarts
            ):
                self._fence(current)
                self._start(key, note.answer_due_seq, restarts=current.restarts + 1)

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
                await asyncio.sleep(pause / 1000)
                continue
            begun = await self._turns.begin(scope, key[1], model=self._talker.model)
            if begun is None:
                return
            if isinstance(begun, Busy):
                await asyncio.sleep(max(50, begun.until - self._clock.now()) / 1000)
                continue
            answering.newest = max(answering.newest, begun.trigger_seq)
            answering.talk = self._talker.talk(begun)
            try:
                await self._talker.answer(answering.talk)
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
