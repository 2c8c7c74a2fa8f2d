"""The test console: an answer as a visitor would get it, with why, and without a trace but what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from deskbell.features.assistant.builtin.smalltalk import smalltalk
from deskbell.features.assistant.checks.language import language
from deskbell.features.assistant.drafts.service import draft_settings
from deskbell.features.assistant.ledger import Ledger, Purpose
from deskbell.features.assistant.model import Begun, Facts, Outcome, Said, Spent
from deskbell.features.assistant.service import Settings, SettingsReader
from deskbell.features.assistant.turn import Talker
from deskbell.features.handoff.rules import asks_for_person, own
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

LONGEST: Final = 4_000
DRAFT: Final = 0  # instead of a version
CLOSED: Final = "The team is closed now."
Decision = Literal["answer", "unknown", "handoff", "failed"]


@dataclass(frozen=True, slots=True)
class Tried:
    """`reason`: why a person is called (`keyword`: before any model is asked), or why it failed. `took`: ms.

    `prompt_version`: 0 for a draft.
    """

    decision: Decision
    reason: str | None
    outcome: Outcome
    prompt_version: int
    took: int
    first_after: int | None


class Console:
    def __init__(
        self, db: Database, clock: Clock, ids: Ids, talker: Talker, settings: SettingsReader, ledger: Ledger
    ) -> None:
        self._db = db
        self._ledger = ledger
        self._clock = clock
        self._ids = ids
        self._talker = talker
        self._settings = settings

    async def ask(
        self,
        scope: WorkspaceScope,
        question: str,
        *,
        nobody: bool = False,
        closed: bool = False,
        draft: bool = False,
        lang: str | None = None,
        page: str | None = None,
        before: Sequence[Said] = (),
        purpose: Purpose = "console",
    ) -> Tried:
        """What the assistant would say now; `nobody` and `closed` pretend, `draft`: by the settings not yet in force;
        `lang`: of the visitor's browser; `page`: the address that they look at; `before`: what was said until then.

        What it costs counts in the caps. Raises invalid, too_long; not_found when there is no draft.
        """
        asked = checked_question(question)
        since = self._clock.now()
        begun = await self._begun(scope, asked, nobody=nobody, closed=closed, draft=draft, lang=lang, page=page)
        begun = replace(begun, history=tuple(before))
        if asks_for_person(asked) or own.said(asked, begun.options.call_words, lang):
            return Tried("handoff", "keyword", Outcome(""), begun.prompt_version, self._clock.now() - since, None)
        outcome = await self._talker.rehearse(begun)
        tokens = outcome.input_tokens + outcome.output_tokens
        if tokens or outcome.cost:
            await self._ledger.add(scope, purpose, cost=outcome.cost, tokens=tokens)
        first = outcome.first_text_at
        return Tried(
            *_decided(asked, outcome),
            outcome=outcome,
            prompt_version=begun.prompt_version,
            took=self._clock.now() - since,
            first_after=None if first is None else max(0, first - since),
        )

    async def _begun(
        self,
        scope: WorkspaceScope,
        question: str,
        *,
        nobody: bool,
        closed: bool,
        draft: bool,
        lang: str | None,
        page: str | None,
    ) -> Begun:
        now = self._clock.now()

        async def read(tx: Tx) -> tuple[Settings, Spent]:
            known = await self._settings(tx, now)
            return (await _as_drafted(tx, known) if draft else known), await self._ledger.spent(tx)

        known, spent = await self._db.read(scope, read)
        facts = Facts(
            state="assistant",
            someone_reachable=known.someone_reachable and not nobody and not closed,
            page_url=page or None,
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
            language=language([question], lang),
            spent=spent,
        )


def checked_question(question: str) -> str:
    """Raises invalid, too_long."""
    asked = clean(question)
    if not asked:
        raise Refused("invalid", "Write a question.", field="question")
    if len(asked) > LONGEST:
        raise Refused("too_long", f"At most {LONGEST} characters can be asked at once.", field="question")
    return asked


async def _as_drafted(tx: Tx, known: Settings) -> Settings:
    wanted = await draft_settings(tx)
    if wanted is None:
        raise not_found("draft")
    return replace(
        known, assistant_name=wanted.name, prompt=wanted.prompt, options=wanted.options, prompt_version=DRAFT
    )


def _decided(question: str, outcome: Outcome) -> tuple[Decision, str | None]:
    if outcome.failed is not None:
        return "failed", outcome.failed
    if outcome.calls_team is not None:
        return "handoff", outcome.calls_team
    if outcome.citations or (outcome.checked not in ("ungrounded", "leak") and smalltalk(question) is not None):
        return "answer", None
    return "unknown", outcome.checked if outcome.checked != "ok" else None
