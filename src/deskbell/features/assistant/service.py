"""The rows of turns: begin, keep, end. Each is one transaction together with what it means for the conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from deskbell.features.assistant import money, rules, store
from deskbell.features.assistant.builtin.team import of_people, with_people
from deskbell.features.assistant.checks.language import language
from deskbell.features.assistant.model import Begun, Facts, Outcome, Said, Team
from deskbell.features.conversations.model import Author, Conversation, Event
from deskbell.features.conversations.service import Conversations
from deskbell.features.files.model import of_message, said
from deskbell.features.workspaces.model import AssistantOptions
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import WorkspaceScope


@dataclass(frozen=True, slots=True)
class Settings:
    """What the assistant needs of the workspace, read anew for every turn."""

    assistant_name: str
    business: str
    prompt: str
    prompt_version: int
    someone_reachable: bool
    opening: str | None = None  # open or closed, and until when: one sentence
    opens_at: int | None = None  # when a closed team is back
    today: str = ""
    options: AssistantOptions = field(default_factory=AssistantOptions)
    conversations: int | None = None  # in how many a model may answer, a month


@dataclass(frozen=True, slots=True)
class Busy:
    """Another turn runs; look again at `until`."""

    until: int


class SettingsReader(Protocol):
    async def __call__(self, tx: Tx, now: int) -> Settings: ...


class Turns:
    def __init__(
        self, db: Database, clock: Clock, ids: Ids, conversations: Conversations, settings: SettingsReader
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._conversations = conversations
        self._settings = settings

    async def begin(self, scope: WorkspaceScope, conversation_id: str, *, model: str) -> Begun | Busy | None:
        """The turn that answers what is owed. None: nothing is owed. A turn whose lease ran out is interrupted."""

        async def work(tx: Tx) -> Begun | Busy | None:
            found = await self._conversations.assistant.context(
                tx, conversation_id, limit=rules.HISTORY + rules.FORGETS
            )
            if found is None:
                return None
            now = self._clock.now()
            blocking = await store.running(tx, conversation_id)
            if blocking is not None:
                if blocking["lease_until"] > now and blocking["epoch"] == found[0].epoch:
                    return Busy(blocking["lease_until"])
                await store.finish(tx, blocking["id"], state="interrupted", outcome=Outcome(blocking["text"]), now=now)
            conversation, events = found
            settings, visitor_id = await self._settings(tx, now), conversation.visitor_id
            day, allowed = now // money.DAY, settings.conversations
            known = await store.known(tx, conversation_id, visitor_id, day=day, allowed=allowed)
            begun = self._begun(scope, conversation, events, settings, known)
            if blocking is not None and await self._given_up(tx, scope, begun):
                return None
            await store.insert(
                tx,
                id=begun.id,
                conversation_id=conversation_id,
                epoch=begun.epoch,
                trigger_seq=begun.trigger_seq,
                model=model,
                prompt_version=begun.prompt_version,
                now=now,
                lease_until=now + rules.TURN_LEASE,
            )
            return begun

        return await self._db.write(scope, work)

    async def _given_up(self, tx: Tx, scope: WorkspaceScope, begun: Begun) -> bool:
        if not rules.give_up(attempts=await store.died(tx, begun.conversation_id, trigger_seq=begun.trigger_seq)):
            return False
        await self._fails(tx, scope, begun, turn="")
        return True

    async def _fails(self, tx: Tx, scope: WorkspaceScope, begun: Begun, *, turn: str) -> bool:
        posted = await self._conversations.assistant.answer_failed(
            tx,
            scope,
            begun.conversation_id,
            epoch=begun.epoch,
            answered=begun.trigger_seq,
            turn=turn,
            text=with_people(begun.language, "sorry", begun.facts.team),
        )
        return posted is not None

    def _begun(
        self, scope: WorkspaceScope, c: Conversation, events: list[Event], settings: Settings, known: store.Known
    ) -> Begun:
        # What a model refused to talk about would make it refuse whatever comes after.
        since = max(rules.forgotten(c.seq), known.refused_seq)
        known_lines = [e for e in events if e.seq > since and e.type == "message" and said(e.body)]
        history, question = _split(known_lines, answered=max((e.body.get("answers", 0) for e in events), default=0))
        lines = rules.lines_answered(known_lines)
        heard = [str(e.body["text"]) for e in known_lines if e.author_kind is Author.CONTACT]
        return Begun(
            id=self._ids.new("turn"),
            workspace_id=scope.workspace_id,
            conversation_id=c.id,
            epoch=c.epoch,
            trigger_seq=c.answer_due_seq or 0,
            question="\n".join(str(e.body["text"]) for e in question if e.body["text"]),
            history=tuple(_said(e, lines.get(e.seq, "")) for e in history),
            facts=Facts(
                state=c.state.value,
                someone_reachable=settings.someone_reachable,
                opening=settings.opening,
                today=settings.today,
                page_url=c.page_url,
                page_title=c.page_title,
                after_human=c.boundary_seq > 0,
            ),
            assistant_name=settings.assistant_name,
            business=settings.business,
            prompt=settings.prompt,
            prompt_version=settings.prompt_version,
            options=settings.options,
            language=language(heard, known.lang),
            spent=known.spent,
            own_origins=known.origins,
            files=tuple(file for e in question for file in of_message(e.body)),
            answers=next((lines[e.seq] for e in question if e.seq in lines), ""),
        )

    async def keep(self, begun: Begun, text: str) -> bool:
        """Checkpoint the text and renew both leases. False: the conversation has moved on, stop talking."""
        scope = WorkspaceScope(begun.workspace_id)

        async def work(tx: Tx) -> bool:
            until = self._clock.now() + rules.TURN_LEASE
            if not await store.checkpoint(tx, begun.id, text=text, lease_until=until):
                return False
            return await self._conversations.assistant.renew_deadline(tx, begun.conversation_id, epoch=begun.epoch)

        return await self._db.write(scope, work)

    async def end(self, begun: Begun, outcome: Outcome) -> None:
        """Write the answer, the failure, or the call for a person; all of it or, after a take-over, nothing."""
        scope = WorkspaceScope(begun.workspace_id)

        async def work(tx: Tx) -> None:
            now = self._clock.now()
            if not await store.finish(tx, begun.id, state=_state(outcome), outcome=outcome, now=now):
                return
            await store.spend(tx, begun.conversation_id, outcome=outcome, day=now // money.DAY)
            if outcome.model not in ("", "built-in") and outcome.output_tokens:
                await store.count(tx, begun.conversation_id, day=now // money.DAY)
            if outcome.degraded is not None:
                await store.notice(tx, outcome.degraded, now=now)
            elif outcome.cost:
                await store.recovered(tx)
            if not await self._told(tx, scope, begun, outcome):
                await store.unsaid(tx, begun.id)

        await self._db.write(scope, work)

    async def _told(self, tx: Tx, scope: WorkspaceScope, begun: Begun, outcome: Outcome) -> bool:
        verbs, conversation_id, epoch = self._conversations.assistant, begun.conversation_id, begun.epoch
        if outcome.failed is not None:
            return await self._fails(tx, scope, begun, turn=begun.id)
        told = await self._says(tx, scope, begun, outcome, outcome.text) if outcome.text else False
        if outcome.calls_team is None:
            return told
        if await verbs.calls_team(tx, scope, conversation_id, epoch=epoch, reason="assistant") is not None:
            return True
        # The team is called already (the visitor waits and asks meanwhile): still, no question stays without an answer.
        return told or await self._says(tx, scope, begun, outcome, of_people(begun.language, Team.CALLED))

    async def _says(self, tx: Tx, scope: WorkspaceScope, begun: Begun, outcome: Outcome, text: str) -> bool:
        posted = await self._conversations.assistant.says(
            tx,
            scope,
            begun.conversation_id,
            epoch=begun.epoch,
            answered=begun.trigger_seq,
            text=text,
            citations=[citation.as_dict() for citation in outcome.citations],
            turn=begun.id,
            name=begun.assistant_name,
            interrupted=outcome.interrupted,
            stopped=outcome.stopped,
            follow_ups=rules.follow_ups(
                outcome.used, " ".join([*(line.text for line in begun.history), begun.question, text])
            ),
        )
        return posted is not None

    async def save_contact(self, begun: Begun, told: dict[str, str | None], *, ask: str) -> str:
        """Keep what is valid, show the visitor a field for what is asked; what came of it, in words for the model."""
        scope = WorkspaceScope(begun.workspace_id)

        async def work(tx: Tx) -> tuple[list[str], bool]:
            verbs = self._conversations.assistant
            return await verbs.saves_contact(tx, scope, begun.conversation_id, **told, ask=ask)

        kept, asked = await self._db.write(scope, work)
        lines = [f"Kept: {', '.join(kept)}."] if kept else []
        lines += [f"The visitor is asked for: {ask}."] if asked else []
        return " ".join(lines) or "Nothing new and valid was in it."

    async def drop(self, begun: Begun, *, state: str, text: str) -> None:
        """End a turn without an answer: superseded by a newer message, or fenced off by a take-over."""

        async def work(tx: Tx) -> None:
            await store.finish(tx, begun.id, state=state, outcome=Outcome(text), now=self._clock.now())

        await self._db.write(WorkspaceScope(begun.workspace_id), work)

    async def running(self, scope: WorkspaceScope, conversation_id: str) -> Row | None:
        """The answer being made, for those who come in the middle."""

        async def work(tx: Tx) -> Row | None:
            return await store.running(tx, conversation_id)

        return await self._db.read(scope, work)


def _state(outcome: Outcome) -> str:
    if outcome.failed is not None:
        return "failed"
    return "interrupted" if outcome.interrupted else "done"


def _split(messages: list[Event], *, answered: int) -> tuple[list[Event], list[Event]]:
    """(what was said before, what is asked now). Asked is what the visitor wrote after what was answered last, which
    may stand before the answer; or, for another try, what was answered last.
    """
    asked = [e for e in messages if e.author_kind is Author.CONTACT and e.seq > answered]
    if not asked:
        until = max((n for n, e in enumerate(messages, 1) if e.author_kind is Author.CONTACT), default=0)
        since = max((n for n, e in enumerate(messages[:until], 1) if e.author_kind is not Author.CONTACT), default=0)
        messages, asked = messages[:until], messages[since:until]
    return [event for event in messages if event not in asked], asked


def _said(event: Event, answers: str) -> Said:
    by = {Author.CONTACT: "contact", Author.OPERATOR: "operator"}.get(event.author_kind, "assistant")
    return Said(by, said(event.body), event.author_name, answers)
