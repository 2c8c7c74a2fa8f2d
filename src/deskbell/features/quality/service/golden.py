"""Golden questions: what the assistant must get right, asked all at once, before publishing and after changes.

A run is a row; the worker asks question after question, so a restart goes on where it was, and cancelling is a write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from deskbell.features.assistant.drafts.service import Drafts
from deskbell.features.assistant.model import Draft
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.quality import store_golden as store
from deskbell.features.quality.model import Golden, Result, Run
from deskbell.features.quality.rules import golden as rules
from deskbell.features.quality.service.console import Console, Tried, checked_question
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

MOST: Final = 100
KEPT: Final = 20  # runs
AT_ONCE: Final = 8  # workspaces whose questions are asked at the same time
AT_A_STRETCH: Final = 10_000  # milliseconds, before the worker looks again who else waits
QUIET: Final = 120_000  # since the last change of the knowledge
AGAIN_AFTER: Final = 3_600_000
CAPS: Final = ("cap_day", "cap_month", "plan")


@dataclass(frozen=True, slots=True)
class Board:
    """All questions with the results of one run (the newest, unless another was asked for), and the runs of late.

    `outdated`: the knowledge has changed since that run.
    """

    questions: list[Golden]
    runs: list[Run]
    run: Run | None
    results: list[Result]
    outdated: bool


class GoldenQuestions:
    def __init__(
        self, db: Database, clock: Clock, ids: Ids, console: Console, drafts: Drafts, knowledge: Knowledge
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._console = console
        self._drafts = drafts
        self._knowledge = knowledge

    # --- the questions -------------------------------------------------------------------------------------------

    async def board(self, scope: WorkspaceScope) -> Board:
        async def work(tx: Tx) -> Board:
            runs = await store.runs(tx, limit=KEPT)
            run = runs[0] if runs else None
            results = await store.results(tx, run.id) if run else []
            stamp, _ = await self._knowledge.stamp(tx)
            return Board(await store.all_golden(tx), runs, run, results, run is not None and run.stamp != stamp)

        return await self._db.read(scope, work)

    async def results(self, scope: WorkspaceScope, run_id: str) -> tuple[Run, list[Result]]:
        """Raises not_found."""

        async def work(tx: Tx) -> tuple[Run, list[Result]]:
            run = await store.run(tx, run_id)
            if run is None:
                raise not_found("run")
            return run, await store.results(tx, run_id)

        return await self._db.read(scope, work)

    async def add(self, scope: WorkspaceScope, by: str, *, question: str, expect: str, facts: Sequence[str]) -> Golden:
        """A question that is there already is changed. Raises invalid, too_long."""
        asked = checked_question(question)
        kind, told = rules.checked(expect, facts)
        now = self._clock.now()

        async def work(tx: Tx) -> Golden:
            known = await store.all_golden(tx)
            same = next((one for one in known if one.question == asked), None)
            if same is None and len(known) >= MOST:
                raise Refused("invalid", f"There are {MOST} questions already. Remove one first.")
            golden = same or Golden(self._ids.new("gold"), asked, kind, told, now, by)
            if same is not None and not told and same.expect == kind:
                return same
            golden = replace(golden, expect=kind, facts=told)
            await store.put(tx, golden)
            return golden

        return await self._db.write(scope, work)

    async def change(
        self, scope: WorkspaceScope, golden_id: str, *, question: str, expect: str, facts: Sequence[str]
    ) -> Golden:
        """What it gave before says nothing about it any more. Raises not_found, invalid, too_long."""
        asked = checked_question(question)
        kind, told = rules.checked(expect, facts)

        async def work(tx: Tx) -> Golden:
            old = await store.one(tx, golden_id)
            if old is None:
                raise not_found("question")
            new = replace(old, question=asked, expect=kind, facts=told)
            if new != old:
                await store.forget_results(tx, golden_id)
                await store.put(tx, new)
            return new

        return await self._db.write(scope, work)

    async def remove(self, scope: WorkspaceScope, golden_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            if not await store.delete(tx, golden_id):
                raise not_found("question")

        await self._db.write(scope, work)

    # --- runs ----------------------------------------------------------------------------------------------------

    async def start(self, scope: WorkspaceScope, by: str, *, draft: bool) -> Run:
        """Ask all of them, by the draft or by what is in force. Raises invalid (there are none), conflict (one runs),
        not_found (there is no draft)."""
        standing = await self._drafts.standing(scope)
        if draft and standing.draft is None:
            raise not_found("draft")
        edit = standing.draft.edit if draft and standing.draft else None
        now = self._clock.now()

        async def work(tx: Tx) -> Run:
            total = len(await store.all_golden(tx))
            if not total:
                raise Refused("invalid", "Write a question first.")
            if await store.running(tx) is not None:
                raise Refused("conflict", "The questions are being asked already.")
            stamp, _ = await self._knowledge.stamp(tx)
            version = standing.published.version
            run = Run(
                self._ids.new("run"), version, edit, stamp, "running", None, total, 0, 0, 0, 0, now, by, None
            )  # fmt: skip
            await store.prune(tx, keep=KEPT - 1)
            await store.insert_run(tx, run)
            return run

        return await self._db.write(scope, work)

    async def cancel(self, scope: WorkspaceScope) -> bool:
        """False: none was running."""
        now = self._clock.now()

        async def work(tx: Tx) -> bool:
            run = await store.running(tx)
            return run is not None and await store.end_run(tx, run.id, state="cancelled", reason=None, now=now)

        return await self._db.write(scope, work)

    async def publish(self, scope: WorkspaceScope, who: Operator, *, edit: int, over: int, anyway: bool) -> None:
        """Put the draft in force. What it was asked is from now on what later drafts are measured by.

        Raises unchecked (unless `anyway`) when there are questions, and this draft was not asked all of them or does
        worse; conflict, not_found.
        """
        asked_at = (await self._drafts.standing(scope)).draft
        if not anyway:
            await self._check(scope, edit)
        new = await self._drafts.publish(scope, who, edit=edit, over=over)
        since = asked_at.settings.updated_at if asked_at else 0

        async def work(tx: Tx) -> None:
            await store.adopt_runs(tx, edit=edit, since=since, version=new.version)

        await self._db.write(scope, work)

    async def _check(self, scope: WorkspaceScope, edit: int) -> None:
        async def work(tx: Tx) -> tuple[int, list[Run]]:
            return len(await store.all_golden(tx)), await store.runs(tx, limit=KEPT)

        questions, runs = await self._db.read(scope, work)
        if not questions:
            return
        draft = (await self._drafts.standing(scope)).draft
        run = next((run for run in runs if run.state == "done" and _is_about(run, draft)), None)
        if run is None or run.edit != edit:
            raise Refused("unchecked", "This draft has not been asked your test questions yet.", questions=questions)
        if run.worse:
            some = "a test question that" if run.worse == 1 else f"{run.worse} test questions that"
            raise Refused("unchecked", f"This draft fails {some} did not fail before.", worse=run.worse)

    # --- what the worker does ------------------------------------------------------------------------------------

    async def step(self) -> None:
        """Ask the next questions of all runs."""

        async def look(tx: Tx) -> list[tuple[str, str]]:
            return await store.running_any_workspace(tx, limit=AT_ONCE)

        found = await self._db.read(ANY_WORKSPACE, look)
        runs = (self._some(WorkspaceScope(workspace_id), run_id) for workspace_id, run_id in found)
        for error in await asyncio.gather(*runs, return_exceptions=True):  # one must not leave the others behind
            if error is not None:
                raise error

    async def after_changes(self) -> None:
        """Where the knowledge has changed since the questions were asked, ask them again; at most once an hour."""

        async def look(tx: Tx) -> list[str]:
            return await store.with_runs_any_workspace(tx)

        for workspace_id in await self._db.read(ANY_WORKSPACE, look):
            scope = WorkspaceScope(workspace_id)
            if await self._db.read(scope, self._is_outdated):
                try:
                    await self.start(scope, "", draft=False)
                except Refused:  # somebody was faster, or took the last question away
                    continue

    async def _is_outdated(self, tx: Tx) -> bool:
        now = self._clock.now()
        runs = await store.runs(tx, limit=1)
        stamp, changed_at = await self._knowledge.stamp(tx)
        if not runs or runs[0].stamp == stamp or runs[0].state == "running" or changed_at > now - QUIET:
            return False
        return runs[0].started_at <= now - AGAIN_AFTER

    async def _some(self, scope: WorkspaceScope, run_id: str) -> None:
        until = self._clock.now() + AT_A_STRETCH
        while self._clock.now() < until:
            if not await self._next(scope, run_id):
                return

    async def _next(self, scope: WorkspaceScope, run_id: str) -> bool:
        """False: the run is over."""

        async def look(tx: Tx) -> tuple[Run | None, Golden | None]:
            return await store.run(tx, run_id), await store.next_asked(tx, run_id)

        run, golden = await self._db.read(scope, look)
        if run is None or run.state != "running":
            return False
        if golden is None:
            return await self._end(scope, run_id, "done", None)
        if run.edit is not None and not _is_about(run, (await self._drafts.standing(scope)).draft):
            return await self._end(scope, run_id, "stopped", "draft")
        try:
            tried = await self._console.ask(scope, golden.question, draft=run.edit is not None, purpose="checks")
        except Refused as refused:  # the draft went away between two looks
            return await self._end(scope, run_id, "stopped", refused.code)
        if tried.outcome.degraded in CAPS:
            return await self._end(scope, run_id, "stopped", tried.outcome.degraded)
        result = _result(golden, tried)

        async def put(tx: Tx) -> None:
            await store.put_result(tx, run_id, result)

        await self._db.write(scope, put)
        return True

    async def _end(self, scope: WorkspaceScope, run_id: str, state: str, reason: str | None) -> bool:
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            await store.end_run(tx, run_id, state=state, reason=reason, now=now)

        await self._db.write(scope, work)
        return False


def _is_about(run: Run, draft: Draft | None) -> bool:
    """Whether it asks what the draft says now."""
    return draft is not None and draft.edit == run.edit and draft.settings.updated_at <= run.started_at


def _result(golden: Golden, tried: Tried) -> Result:
    lacking = rules.missing(golden.facts, tried.outcome.text)
    passed = rules.passes(golden.expect, tried.decision, lacking)
    return Result(
        golden.id, passed, None, tried.decision, tried.outcome.text, lacking, tried.outcome.cost, tried.took
    )  # fmt: skip
