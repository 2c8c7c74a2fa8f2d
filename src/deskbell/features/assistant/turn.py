"""Making one answer: search, ask the model, stream, fence. Runs in a server task of its own, never inside a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from deskbell.features.assistant import builtin, rules
from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.assistant.model import Begun, Citation, Outcome
from deskbell.features.assistant.ports import (
    CitationDelta,
    Finished,
    ModelError,
    ModelEvent,
    ModelProvider,
    PassageBlock,
    TextDelta,
    ToolCall,
    Usage,
)
from deskbell.features.assistant.prompt import request
from deskbell.features.assistant.service import Turns
from deskbell.features.assistant.tools import REQUEST_PERSON
from deskbell.features.knowledge.model import Found, Passage
from deskbell.features.knowledge.service import Knowledge
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("assistant")


class BuiltIn:
    """The assistant that needs no model, as a model's stream. `pause`: seconds between its words."""

    def __init__(self, pause: float) -> None:
        self._pause = pause

    async def stream(self, begun: Begun, found: Found) -> AsyncGenerator[ModelEvent, None]:
        answer = builtin.compose(begun.question, found.hits, answerable=found.answerable)
        for piece in builtin.chunks(answer.text):
            yield TextDelta(piece)
            await asyncio.sleep(self._pause)
        for passage_id in answer.citations:
            yield CitationDelta(passage_id, "")
        yield Finished("end_turn", Usage(), "built-in")


class Fenced(Exception):
    """The conversation has moved on: not another word."""


@dataclass(slots=True)
class Talk:
    """One answer while it is being made. `fenced` is set from outside, the moment the conversation moves on."""

    begun: Begun
    publish: Callable[[object], None]
    text: list[str] = field(default_factory=list)
    units: int = 0
    size: int = 0
    cited: dict[str, Citation] = field(default_factory=dict)
    fenced: bool = False

    def so_far(self) -> str:
        return "".join(self.text)

    def said(self) -> str:
        """What is worth keeping."""
        return self.so_far().strip()

    def say(self, text: str) -> None:
        """Hand text on. Raises Fenced instead when a person has taken over."""
        if self.fenced:
            raise Fenced
        b = self.begun
        self.publish(Delta(b.workspace_id, b.conversation_id, b.epoch, b.id, self.units, text))
        self.text.append(text)
        self.units += rules.units(text)
        self.size += len(text)

    def cite(self, passage: Passage) -> None:
        """Put the passage's number behind what was just said, unless it stands there already."""
        known = self.cited.get(passage.id)
        if known is None:
            known = Citation(len(self.cited) + 1, passage.id, passage.source_id, passage.title)
            self.cited[passage.id] = known
        marker = f" [{known.n}]"
        if not self.so_far().endswith(marker):
            self.say(marker)

    def restart(self) -> None:
        """Begin again from nothing (the model failed before it said anything worth keeping)."""
        self.text.clear()
        self.cited.clear()
        self.units = self.size = 0


class Talker:
    def __init__(
        self,
        turns: Turns,
        clock: Clock,
        knowledge: Knowledge,
        provider: ModelProvider | None,
        built_in: BuiltIn,
        publish: Callable[[object], None],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience: float = rules.FIRST_TEXT_WITHIN,
    ) -> None:
        self._turns = turns
        self._clock = clock
        self._knowledge = knowledge
        self._provider = provider
        self._built_in = built_in
        self._publish = publish
        self._sleep = sleep
        self._patience = patience

    @property
    def model(self) -> str:
        return self._provider.model if self._provider else "built-in"

    def talk(self, begun: Begun) -> Talk:
        return Talk(begun, self._publish)

    async def answer(self, talk: Talk) -> None:
        """Answer and write the end of it. Cancelling leaves the row to the caller."""
        b = talk.begun
        self._publish(Thinking(b.workspace_id, b.conversation_id, b.epoch, b.id))
        keeper = asyncio.create_task(self._keep(talk))
        try:
            outcome = await self._outcome(talk)
        except Fenced:
            await self._turns.drop(b, state="superseded", text=talk.so_far())
            return
        finally:
            keeper.cancel()
        await self._turns.end(b, outcome)

    async def _outcome(self, talk: Talk) -> Outcome:
        b = talk.begun
        scope = WorkspaceScope(b.workspace_id)
        found = await self._knowledge.search(scope, b.question, b.history, k=rules.PASSAGES)
        if self._provider is not None:
            try:
                return await self._model_outcome(talk, found, self._provider)
            except ModelError as error:
                log.warning("model_failed", kind=error.kind, detail=error.detail, turn=talk.begun.id)
            except TimeoutError:
                log.warning("model_failed", kind="slow", turn=talk.begun.id)
            if talk.said():
                return self._interrupted(talk)
            talk.restart()
        try:
            return await self._built_in_outcome(talk, found)
        except ModelError as error:
            log.error("built_in_failed", kind=error.kind, detail=error.detail, turn=talk.begun.id)
            return self._interrupted(talk) if talk.said() else Outcome("", failed=error.kind, model=self.model)

    def _interrupted(self, talk: Talk) -> Outcome:
        return Outcome(talk.said(), tuple(talk.cited.values()), interrupted=True, model=self.model)

    async def _model_outcome(self, talk: Talk, found: Found, provider: ModelProvider) -> Outcome:
        passages = {hit.passage.id: hit.passage for hit in found.hits}
        blocks = tuple(PassageBlock(p.id, p.title, p.text) for p in passages.values())
        # Until the first word a visitor looks at dots; past this they get an answer without the model.
        async with (
            asyncio.timeout(self._patience) as patience,
            aclosing(provider.stream(request(talk.begun, blocks))) as events,
        ):
            return await self._listen(talk, events, passages, lambda: patience.reschedule(None))

    async def _built_in_outcome(self, talk: Talk, found: Found) -> Outcome:
        passages = {hit.passage.id: hit.passage for hit in found.hits}
        async with aclosing(self._built_in.stream(talk.begun, found)) as events:
            return await self._listen(talk, events, passages, lambda: None)

    async def _listen(
        self,
        talk: Talk,
        events: AsyncGenerator[ModelEvent, None],
        passages: dict[str, Passage],
        began: Callable[[], None],
    ) -> Outcome:
        async for event in events:
            match event:
                case TextDelta(text):
                    began()
                    talk.say(text)
                case CitationDelta(passage_id) if passage_id in passages:
                    talk.cite(passages[passage_id])
                case ToolCall(name=REQUEST_PERSON.name):
                    # Whatever follows would talk about a hand-over that is the system's to announce.
                    return Outcome(talk.said(), tuple(talk.cited.values()), calls_team="assistant", model=self.model)
                case Finished() as end:
                    return self._finished(talk, end)
                case _:
                    continue
        raise ModelError("cut_stream", "the answer ended without its end mark")

    def _finished(self, talk: Talk, end: Finished) -> Outcome:
        if end.stop_reason == "refusal":
            talk.restart()
            talk.say(rules.REFUSED)
        if not talk.said():
            raise ModelError("server", f"an empty answer ({end.stop_reason})")
        return Outcome(
            talk.said(),
            tuple(talk.cited.values()),
            model=end.model,
            input_tokens=end.usage.input_tokens + end.usage.cache_read + end.usage.cache_write,
            output_tokens=end.usage.output_tokens,
            stop_reason=end.stop_reason,
        )

    async def _keep(self, talk: Talk) -> None:
        """Write down what was said so far, and stay alive in the eyes of the sweeper."""
        kept, kept_at = 0, self._clock.now()
        while not talk.fenced:
            await self._sleep(rules.CHECKPOINT_EVERY / 1000)
            now = self._clock.now()
            if talk.size == kept and now - kept_at < rules.RENEW_EVERY:
                continue
            kept, kept_at = talk.size, now
            try:
                if not await self._turns.keep(talk.begun, talk.so_far()):
                    talk.fenced = True
            except DatabaseError as error:  # a missed checkpoint costs nothing as long as the next one gets through
                log.warning("checkpoint_missed", turn=talk.begun.id, error=str(error))
