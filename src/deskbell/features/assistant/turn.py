"""Making one answer: search, ask the model, stream, fence. Runs in a server task of its own, never inside a socket.

Whatever fails or has cost enough, the next best answers: the model, a cheaper one, the built-in assistant, a person.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from deskbell.features.assistant import money, rules
from deskbell.features.assistant.breaker import Breaker
from deskbell.features.assistant.built_in import BuiltIn
from deskbell.features.assistant.builtin import meaning, team
from deskbell.features.assistant.checks import Leaked, Ungrounded
from deskbell.features.assistant.events import Thinking
from deskbell.features.assistant.model import Begun, Outcome, Used
from deskbell.features.assistant.ports import (
    CitationDelta,
    Finished,
    ModelError,
    ModelEvent,
    ModelMessage,
    ModelProvider,
    ModelRequest,
    PassageBlock,
    Pictures,
    TextDelta,
    ToolCall,
    ToolResult,
)
from deskbell.features.assistant.prompt import request, weight
from deskbell.features.assistant.service import Turns
from deskbell.features.assistant.talk import Fenced, Stopped, Talk
from deskbell.features.assistant.tools import ANSWERED, REQUESTS, SAVE_CONTACT
from deskbell.features.knowledge.model import Found, Passage
from deskbell.features.knowledge.service import Knowledge
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("assistant")
UNKNOWN_PRICE = money.Price(2_000, 10_000)
FIELDS = ("name", "email", "phone")
COUNTS_AS_FAILURE = frozenset(
    ("unreachable", "timeout", "overloaded", "rate_limited", "spend_cap", "unauthorised", "cut_stream", "server")
)


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
        silence: float = rules.SILENT_FOR,
        within: float = rules.ANSWER_WITHIN,
        cheaper: str = "",
        otherwise: money.Price = UNKNOWN_PRICE,
        pictures: Pictures | None = None,
    ) -> None:
        self._turns = turns
        self._clock = clock
        self._knowledge = knowledge
        self._provider = provider
        self._built_in = built_in
        self._publish = publish
        self._sleep = sleep
        self._patience = patience
        self._silence = silence
        self._within = within
        self._cheaper = cheaper
        self._otherwise = otherwise
        self._pictures = pictures
        self._breaker = Breaker()

    @property
    def model(self) -> str:
        return self._provider.model if self._provider else "built-in"

    def talk(self, begun: Begun) -> Talk:
        return Talk(begun, self._publish, self._clock.now)

    async def rehearse(self, begun: Begun) -> Outcome:
        """What would be said, for nobody: no row, no frame. The caller counts what it cost."""
        return await self._outcome(Talk(begun, lambda _: None, self._clock.now))

    async def answer(self, talk: Talk) -> None:
        """Answer and write the end of it. Cancelling leaves the row to the caller."""
        b = talk.begun
        self._publish(Thinking(b.workspace_id, b.conversation_id, b.epoch, b.id))
        keeper = asyncio.create_task(self._keep(talk))
        reassurer = asyncio.create_task(talk.reassure(self._sleep))
        try:
            outcome = await self._outcome(talk)
        except Fenced:
            await self._turns.drop(b, state="superseded", text=talk.so_far())
            return
        finally:
            keeper.cancel()
            reassurer.cancel()
        await self._turns.end(b, outcome)

    async def _outcome(self, talk: Talk) -> Outcome:
        b, scope = talk.begun, WorkspaceScope(talk.begun.workspace_id)
        found = await self._knowledge.search(scope, meaning.asked(b), meaning.before(b), k=rules.PASSAGES)
        found = await self._knowledge.addressed(scope, found)
        talk.measured(found)
        if self._pictures is not None and b.files:
            talk.pictures = await self._pictures.pictures(scope, b.files)
        degraded = money.used_up(b.options, b.spent) if self._provider is not None else None
        outcome = None
        try:
            if self._provider is not None and degraded is None:
                outcome, degraded = await self._asked(talk, found, self._provider)
            if outcome is None:
                talk.restart()
                talk.measured(found)
                outcome = await self._built_in_or_nothing(talk, found, degraded)
        except Stopped:
            outcome = replace(self._interrupted(talk, found), stopped=True)
        cited = {citation.id for citation in outcome.citations}
        versions = await self._knowledge.versions(scope, [hit.passage.source_id for hit in talk.hits])
        used = tuple(
            Used(p.id, p.source_id, p.title, versions.get(p.source_id, 0), score, p.id in cited)
            for p, score in ((hit.passage, hit.score) for hit in talk.hits)
        )
        return replace(outcome, degraded=degraded, used=used, first_text_at=talk.first_at)

    async def _asked(self, talk: Talk, found: Found, provider: ModelProvider) -> tuple[Outcome | None, str | None]:
        """(the answer of a model, why it is not the usual one); (None, why) when no model has one."""
        b, workspace = talk.begun, talk.begun.workspace_id
        thrifty = bool(self._cheaper) and money.nearly_used_up(b.options, b.spent)
        tries = [self._cheaper] if thrifty else [provider.model, *([self._cheaper] if self._cheaper else [])]
        why = "cap_near" if thrifty else None
        until = asyncio.get_running_loop().time() + self._within
        for model in tries:
            if not self._breaker.lets(workspace, self._clock.now()):
                return None, "model_down"
            try:
                outcome = await self._model_outcome(talk, found, provider, model, until)
            except (ModelError, TimeoutError) as error:
                kind = error.kind if isinstance(error, ModelError) else "timeout"
                detail = error.detail if isinstance(error, ModelError) else "slow"
                log.warning("model_failed", kind=kind, detail=detail, turn=b.id, model=model)
                if kind in COUNTS_AS_FAILURE:
                    self._breaker.failed(workspace, self._clock.now())
                why = kind if kind in ("spend_cap", "unauthorised") else "model_down"
                if talk.said():
                    return self._interrupted(talk, found), why
                talk.restart()
                talk.measured(found)
                if kind not in ("overloaded", "rate_limited", "server", "invalid_request"):
                    break
            else:
                self._breaker.worked(workspace)
                return outcome, why
        return None, why

    async def _built_in_or_nothing(self, talk: Talk, found: Found, degraded: str | None) -> Outcome:
        try:
            outcome = await self._built_in_outcome(talk, found)
        except ModelError as error:
            log.error("built_in_failed", kind=error.kind, detail=error.detail, turn=talk.begun.id)
            return self._interrupted(talk, found) if talk.said() else Outcome("", failed=error.kind, model=self.model)
        if degraded == "limit" and outcome.citations:  # without an answer it has offered a person already
            talk.say("\n\n" + team.with_people(talk.begun.language, "limit", talk.begun.facts.team))
            outcome = replace(outcome, text=talk.said())
        return outcome

    def _interrupted(self, talk: Talk, found: Found) -> Outcome:
        return self._estimated(
            talk, self._request(talk, found, None),
            Outcome(talk.said(), tuple(talk.cited.values()), interrupted=True, model=self.model),
        )  # fmt: skip

    def _estimated(self, talk: Talk, asked: ModelRequest, outcome: Outcome) -> Outcome:
        """An answer that was broken off tells no usage, and is billed."""
        fresh, output = weight(asked), money.estimate(talk.heard)
        price = money.price_of(outcome.model, self._otherwise)
        spent = money.cost(price, fresh=fresh, cache_read=0, cache_write=0, output=output)
        return replace(outcome, input_tokens=fresh, output_tokens=output, cost=spent)

    @staticmethod
    def _request(talk: Talk, found: Found, model: str | None) -> ModelRequest:
        blocks = tuple(PassageBlock(hit.passage.id, hit.passage.title, hit.passage.text) for hit in found.hits)
        return replace(request(talk.begun, blocks, talk.pictures), model=model)

    async def _model_outcome(
        self, talk: Talk, found: Found, provider: ModelProvider, model: str, until: float
    ) -> Outcome:
        passages = {hit.passage.id: hit.passage for hit in found.hits}
        asked = self._request(talk, found, model if model != provider.model else None)
        loop = asyncio.get_running_loop()
        # Until the first word a visitor looks at dots; past this they get an answer without the model.
        first = min(loop.time() + self._patience, until)
        earlier: list[Finished] = []
        async with asyncio.timeout_at(first) as patience:

            def alive() -> None:
                patience.reschedule(min(loop.time() + self._silence, until))

            try:
                while True:
                    async with aclosing(provider.stream(asked)) as events:
                        got = await self._listen(talk, events, passages, alive, tools=len(earlier) < rules.ROUNDS)
                    if isinstance(got, Outcome):
                        return self._with(got, earlier)
                    earlier.append(got.end)
                    asked = await self._continued(talk, asked, got, passages)
            except Ungrounded as wrong:
                talk.replace(team.with_people(talk.begun.language, "unknown", talk.begun.facts.team))
                why = "leak" if isinstance(wrong, Leaked) else "ungrounded"
                outcome = Outcome(talk.said(), model=model, checked=why, stop_reason=why)
                return self._estimated(talk, asked, outcome)
            except _Called:
                outcome = Outcome(talk.said(), tuple(talk.cited.values()), calls_team="assistant", model=model)
                return self._estimated(talk, asked, outcome)

    async def _built_in_outcome(self, talk: Talk, found: Found) -> Outcome:
        passages = {hit.passage.id: hit.passage for hit in found.hits}
        async with aclosing(self._built_in.stream(talk.begun, found)) as events:
            try:
                got = await self._listen(talk, events, passages, lambda: None, tools=False)
            except _Called:
                return Outcome(talk.said(), tuple(talk.cited.values()), calls_team="assistant", model="built-in")
            except Ungrounded:
                talk.replace(team.with_people(talk.begun.language, "unknown", talk.begun.facts.team))
                return Outcome(talk.said(), model="built-in", checked="ungrounded")
        assert isinstance(got, Outcome), "it uses no tools"
        return got

    async def _continued(
        self, talk: Talk, asked: ModelRequest, more: _More, passages: dict[str, Passage]
    ) -> ModelRequest:
        """The same question with what the model did and what came of it."""
        if talk.said():
            talk.hear("\n\n")
        results = tuple([await self._carried_out(talk, call, passages) for call in more.calls])
        did = ModelMessage("assistant", tool_calls=tuple(more.calls), replay=more.end.replay)
        return replace(asked, messages=(*asked.messages, did, ModelMessage("user", tool_results=results)))

    async def _carried_out(self, talk: Talk, call: ToolCall, passages: dict[str, Passage]) -> ToolResult:
        if talk.fenced:
            raise Fenced
        if call.broken:
            return ToolResult(call.id, "The input was not a JSON object.", failed=True)
        if call.name == SAVE_CONTACT.name:
            told = {name: clean(str(call.input[name]))[:200] or None for name in FIELDS if call.input.get(name)}
            try:
                said = await self._turns.save_contact(talk.begun, told, ask=str(call.input.get("ask")))
            except Refused as refused:  # the conversation moved on at the same moment
                return ToolResult(call.id, refused.message, failed=True)
            return ToolResult(call.id, said)
        query = clean(str(call.input.get("query") or ""))[:500]
        scope = WorkspaceScope(talk.begun.workspace_id)
        found = await self._knowledge.search(scope, query, (), k=rules.FOUND_AGAIN)
        found = await self._knowledge.addressed(scope, found)
        talk.learned(found)
        passages |= {hit.passage.id: hit.passage for hit in found.hits}
        blocks = tuple(PassageBlock(hit.passage.id, hit.passage.title, hit.passage.text) for hit in found.hits)
        return ToolResult(call.id, "" if blocks else "Nothing was found.", passages=blocks)

    def _with(self, outcome: Outcome, earlier: list[Finished]) -> Outcome:
        """With what the rounds before have used."""
        for end in earlier:
            usage = end.usage
            outcome = replace(
                outcome,
                input_tokens=outcome.input_tokens + usage.input_tokens + usage.cache_read + usage.cache_write,
                output_tokens=outcome.output_tokens + usage.output_tokens,
                cache_read=outcome.cache_read + usage.cache_read,
                cost=outcome.cost + self._cost(end),
            )
        return outcome

    def _cost(self, end: Finished) -> int:
        usage = end.usage
        return money.cost(
            money.price_of(end.model, self._otherwise),
            fresh=usage.input_tokens,
            cache_read=usage.cache_read,
            cache_write=usage.cache_write,
            output=usage.output_tokens,
        )

    async def _listen(
        self,
        talk: Talk,
        events: AsyncGenerator[ModelEvent, None],
        passages: dict[str, Passage],
        alive: Callable[[], None],
        *,
        tools: bool,
    ) -> Outcome | _More:
        calls: list[ToolCall] = []
        async for event in events:
            match event:
                case TextDelta(text):
                    alive()
                    talk.hear(text)
                case CitationDelta(passage_id) if passage_id in passages:
                    talk.cite(passages[passage_id])
                case ToolCall(name=name) if name in REQUESTS:
                    # Whatever follows would talk about a hand-over that is the system's to announce.
                    talk.over()
                    raise _Called
                case ToolCall(name=name) as call if tools and name in ANSWERED:
                    alive()
                    calls.append(call)
                case Finished() as end:
                    return _More(calls, end) if calls else self._finished(talk, end)
                case _:
                    continue
        raise ModelError("cut_stream", "the answer ended without its end mark")

    def _finished(self, talk: Talk, end: Finished) -> Outcome:
        b = talk.begun
        if end.stop_reason == "refusal":
            talk.replace(team.with_people(b.language, "refused", b.facts.team))
        else:
            talk.over()
        if not talk.said():
            raise ModelError("server", f"an empty answer ({end.stop_reason})")
        strange = end.stop_reason != "refusal" and end.model != "built-in" and talk.adrift()
        if strange:
            talk.replace(team.with_people(b.language, "unknown", b.facts.team))
        usage = end.usage
        promised = talk.gate is not None and talk.gate.broken_promises > 0
        return Outcome(
            talk.said(),
            tuple(talk.cited.values()),
            model=end.model,
            input_tokens=usage.input_tokens + usage.cache_read + usage.cache_write,
            output_tokens=usage.output_tokens,
            stop_reason=end.stop_reason,
            cache_read=usage.cache_read,
            cost=self._cost(end),
            checked="ungrounded" if strange else "promise" if promised else "ok",
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


@dataclass(frozen=True, slots=True)
class _More:
    """The model wants to know more before it goes on."""

    calls: list[ToolCall]
    end: Finished


class _Called(Exception):
    """The model asks for a person."""
