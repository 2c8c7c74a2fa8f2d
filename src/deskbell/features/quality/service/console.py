"""The test console: an answer as a visitor would get it, with why, and without a trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from deskbell.features.assistant.builtin.smalltalk import smalltalk
from deskbell.features.assistant.checks.language import language
from deskbell.features.assistant.model import Begun, Facts, Outcome
from deskbell.features.assistant.service import Settings, SettingsReader
from deskbell.features.assistant.turn import Talker
from deskbell.features.handoff.rules import asks_for_person
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

LONGEST: Final = 4_000
CLOSED: Final = "The team is closed now."
Decision = Literal["answer", "unknown", "handoff", "failed"]


@dataclass(frozen=True, slots=True)
class Tried:
    """`reason`: why a person is called (`keyword`: before any model is asked), or why it failed. `took`: ms."""

    decision: Decision
    reason: str | None
    outcome: Outcome
    prompt_version: int
    took: int
    first_after: int | None


class Console:
    def __init__(self, db: Database, clock: Clock, ids: Ids, talker: Talker, settings: SettingsReader) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._talker = talker
        self._settings = settings

    async def ask(self, scope: WorkspaceScope, question: str, *, nobody: bool, closed: bool) -> Tried:
        """What the assistant would say now; `nobody` and `closed` pretend. Raises invalid, too_long."""
        asked = clean(question)
        if not asked:
            raise Refused("invalid", "Write a question.", field="question")
        if len(asked) > LONGEST:
            raise Refused("too_long", f"At most {LONGEST} characters can be asked at once.", field="question")
        since = self._clock.now()
        begun = await self._begun(scope, asked, nobody=nobody, closed=closed)
        if asks_for_person(asked):
            return Tried("handoff", "keyword", Outcome(""), begun.prompt_version, self._clock.now() - since, None)
        outcome = await self._talker.rehearse(begun)
        first = outcome.first_text_at
        return Tried(
            *_decided(asked, outcome),
            outcome=outcome,
            prompt_version=begun.prompt_version,
            took=self._clock.now() - since,
            first_after=None if first is None else max(0, first - since),
        )

    async def _begun(self, scope: WorkspaceScope, question: str, *, nobody: bool, closed: bool) -> Begun:
        now = self._clock.now()
        known = await self._db.read(scope, lambda tx: self._read(tx, now))
        facts = Facts(
            state="assistant",
            someone_reachable=known.someone_reachable and not nobody and not closed,
            page_url=None,
            page_title=None,
            after_human=False,
            opening=CLOSED if closed else known.opening,
            today=known.today,
        )
        return Begun(
            id=self._ids.new("turn"),
            workspace_id=scope.workspace_id,
            conversation_id="",
            epoch=1,
            trigger_seq=1,
            question=question,
            history=(),
            facts=facts,
            assistant_name=known.assistant_name,
            business=known.business,
            prompt=known.prompt,
            prompt_version=known.prompt_version,
            options=known.options,
            language=language([question], None),
        )

    async def _read(self, tx: Tx, now: int) -> Settings:
        return await self._settings(tx, now)


def _decided(question: str, outcome: Outcome) -> tuple[Decision, str | None]:
    if outcome.failed is not None:
        return "failed", outcome.failed
    if outcome.calls_team is not None:
        return "handoff", outcome.calls_team
    if outcome.citations or (outcome.checked != "ungrounded" and smalltalk(question) is not None):
        return "answer", None
    return "unknown", outcome.checked if outcome.checked != "ok" else None
