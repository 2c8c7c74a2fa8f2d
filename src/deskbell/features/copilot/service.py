"""Summaries, suggested replies, rewriting and translating: for operators, as drafts, counted in the same caps."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from deskbell.features.assistant import money
from deskbell.features.assistant.checks import links
from deskbell.features.assistant.checks.language import language
from deskbell.features.assistant.ledger import Ledger
from deskbell.features.assistant.model import Begun, Facts
from deskbell.features.assistant.ports import (
    Finished,
    ModelError,
    ModelMessage,
    ModelProvider,
    ModelRequest,
    TextDelta,
)
from deskbell.features.assistant.service import SettingsReader
from deskbell.features.assistant.turn import Talker
from deskbell.features.conversations.model import Event
from deskbell.features.conversations.reading import Reading
from deskbell.features.copilot import rules
from deskbell.features.copilot.model import Suggestion, Summary
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("copilot")
PATIENCE: Final = 25.0
KEPT: Final = 200  # summaries, in memory
MOST_TOKENS: Final = 2_048
CAPPED: Final = {
    "cap_day": "Today's spending cap is reached. It works again tomorrow (UTC).",
    "cap_month": "This month's spending cap is reached.",
    "plan": "The plan has ended. The owner can choose one.",
}


class Copilot:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        ids: Ids,
        reading: Reading,
        talker: Talker,
        provider: ModelProvider | None,
        settings: SettingsReader,
        ledger: Ledger,
        *,
        otherwise: money.Price,
        patience: float = PATIENCE,
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._reading = reading
        self._talker = talker
        self._provider = provider
        self._settings = settings
        self._ledger = ledger
        self._otherwise = otherwise
        self._patience = patience
        self._summaries: OrderedDict[tuple[str, str, int, str], Summary] = OrderedDict()

    @property
    def has_model(self) -> bool:
        return self._provider is not None

    async def summary(self, scope: WorkspaceScope, conversation_id: str, *, to: str) -> Summary:
        """From the log alone; or what a model wrote of the same log before. Raises not_found."""
        seq, events = await self._log(scope, conversation_id)
        known = self._summaries.get((scope.workspace_id, conversation_id, seq, to))
        return known or Summary(seq, rules.asked(events), rules.tried(events))

    async def summarise(self, scope: WorkspaceScope, conversation_id: str, *, to: str) -> Summary:
        """By a model. Raises not_found, no_model, unavailable."""
        to = rules.code(to)
        plain = await self.summary(scope, conversation_id, to=to)
        if plain.model is not None:
            return plain
        _, events = await self._log(scope, conversation_id)
        text, model = await self._ask(scope, rules.SUMMARY.format(to=to), rules.quoted(events))
        made = replace(plain, lines=rules.summary_lines(links.tame(text, frozenset())), model=model)
        self._summaries[(scope.workspace_id, conversation_id, plain.seq, to)] = made
        while len(self._summaries) > KEPT:
            self._summaries.popitem(last=False)
        return made

    async def suggest(self, scope: WorkspaceScope, who: Operator, conversation_id: str) -> Suggestion:
        """What could be replied, from the knowledge; through the same gate as the assistant's answers.

        Raises not_found; invalid when the visitor has written nothing.
        """
        seq, events = await self._log(scope, conversation_id)
        history, question = rules.said(events)
        if not question:
            raise Refused("invalid", "The visitor has not written anything yet.")
        now = self._clock.now()

        async def read(tx: Tx) -> Begun:
            known = await self._settings(tx, now)
            return Begun(
                id=self._ids.new("turn"),
                workspace_id=scope.workspace_id,
                conversation_id="",  # its tools find nothing to change
                epoch=1,
                trigger_seq=1,
                question=question,
                history=history,
                facts=Facts("human", False, None, None, False, known.opening, known.today),
                assistant_name=known.assistant_name,
                business=known.business,
                prompt=f"{known.prompt}\n\n{rules.REPLY.format(name=who.name)}",
                prompt_version=known.prompt_version,
                options=known.options,
                language=language(rules.heard(events), None),
                spent=await self._ledger.spent(tx),
            )

        outcome = await self._talker.rehearse(await self._db.read(scope, read))
        tokens = outcome.input_tokens + outcome.output_tokens
        if tokens or outcome.cost:
            await self._ledger.add(scope, "copilot", cost=outcome.cost, tokens=tokens)
        sources = tuple((citation.source_id, citation.title) for citation in outcome.citations)
        nothing = outcome.failed or outcome.calls_team or outcome.checked in ("ungrounded", "leak")
        unknown = not sources and outcome.model == "built-in"
        text = "" if nothing or unknown else rules.without_marks(outcome.text)
        return Suggestion(seq, text, sources if text else (), outcome.model, outcome.degraded)

    async def rewrite(self, scope: WorkspaceScope, text: str, *, how: str) -> str:
        """Raises invalid, too_long, no_model, unavailable."""
        system = rules.REWRITE.format(how=rules.how(how))
        return await self._changed(scope, system, rules.checked(text))

    async def translate(self, scope: WorkspaceScope, conversation_id: str, text: str, *, to: str | None) -> str:
        """Into `to`, or the visitor's language. Raises not_found, invalid, too_long, no_model, unavailable."""
        words = rules.checked(text)
        _, events = await self._log(scope, conversation_id)
        target = rules.code(to) if to else language(rules.heard(events), None)
        if target is None:
            raise Refused("invalid", "The visitor's language is not known yet.", field="to")
        return await self._changed(scope, rules.TRANSLATE.format(to=target), words)

    async def _changed(self, scope: WorkspaceScope, system: str, text: str) -> str:
        made, _ = await self._ask(scope, system, rules.material(text))
        # What was not linked before is not linked after.
        return links.tame(clean(made), links.hosts([text]))[: rules.LONGEST]

    async def _log(self, scope: WorkspaceScope, conversation_id: str) -> tuple[int, list[Event]]:
        """(the seq up to which both sides have written, the newest events). Raises not_found."""
        events = (await self._reading.snapshot(scope, conversation_id)).events
        return rules.newest(events), events

    async def _ask(self, scope: WorkspaceScope, system: str, text: str) -> tuple[str, str]:
        """(what the model wrote, which model). What it cost is counted, also when it fails."""
        provider = self._provider
        if provider is None:
            raise Refused("no_model", "This needs an AI model, and none is set up on this server.")
        now = self._clock.now()

        async def read(tx: Tx) -> str | None:
            return money.used_up((await self._settings(tx, now)).options, await self._ledger.spent(tx))

        capped = await self._db.read(scope, read)
        if capped is not None:
            raise Refused("no_model", CAPPED.get(capped, CAPPED["cap_day"]))
        request = ModelRequest(system, (ModelMessage("user", text),), max_tokens=MOST_TOKENS)
        pieces: list[str] = []
        end: Finished | None = None
        try:
            async with asyncio.timeout(self._patience), aclosing(provider.stream(request)) as events:
                async for event in events:
                    if isinstance(event, TextDelta):
                        pieces.append(event.text)
                    elif isinstance(event, Finished):
                        end = event
        except (ModelError, TimeoutError) as error:
            log.warning("copilot_failed", kind=error.kind if isinstance(error, ModelError) else "timeout")
        await self._count(scope, provider, end, letters=len(system) + len(text), made=sum(map(len, pieces)))
        if end is None or not "".join(pieces).strip() or end.stop_reason == "refusal":
            raise Refused("unavailable", "The AI model did not answer. Please try again.")
        return "".join(pieces), end.model

    async def _count(
        self, scope: WorkspaceScope, provider: ModelProvider, end: Finished | None, *, letters: int, made: int
    ) -> None:
        """A broken answer tells no usage, and is billed when it had begun."""
        if end is None and not made:
            return
        usage = end.usage if end else None
        fresh = usage.input_tokens if usage else money.estimate(letters)
        output = usage.output_tokens if usage else money.estimate(made)
        read, written = (usage.cache_read, usage.cache_write) if usage else (0, 0)
        price = money.price_of(end.model if end else provider.model, self._otherwise)
        cost = money.cost(price, fresh=fresh, cache_read=read, cache_write=written, output=output)
        await self._ledger.add(scope, "copilot", cost=cost, tokens=fresh + output + read + written)
