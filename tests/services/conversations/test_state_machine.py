"""Random programs of two visitors, three operators, the assistant, time and crashes, against every invariant.

Every day a few; `make proofs` plays 2,000 programs of up to 50 steps.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deskbell.features.assistant.model import Begun, Outcome
from deskbell.features.conversations.model import Conversation, Posted
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.conversations.program import Ground

pytestmark = pytest.mark.sqlite_only

QUICK = "PROOF_QUICK" in os.environ  # to see whether it fails, not why
PROGRAMS = int(os.environ.get("PROOF_PROGRAMS", "200" if QUICK else "30"))
STEPS = int(os.environ.get("PROOF_STEPS", "30"))
OPERATORS = ("ada", "oscar", "olga")
visitors = st.sampled_from(("vera", "victor"))
operators = st.sampled_from(OPERATORS)
cids = st.integers(0, 5).map(lambda n: f"c{n}")
texts = st.sampled_from(("Do you deliver?", "thanks", "I want to talk to a real person"))
epochs = st.sampled_from((0, 0, 0, 0, -1, -2, 1))  # how far the screen is behind
pauses = st.sampled_from((1, 700, 8_000, 30_000, 45_000, 61_000, 120_000, 3_600_000, 86_400_000, 8 * 86_400_000))
outcomes = st.sampled_from(
    (
        Outcome("We do.", model="m"),
        Outcome("We d", interrupted=True, model="m"),
        Outcome("", failed="server", model="m"),
        Outcome("", calls_team="assistant", model="m"),
        Outcome("One moment.", calls_team="assistant", model="m"),
    )
)


class Programs(RuleBasedStateMachine):
    seed_folder: ClassVar[Path]
    played: ClassVar[dict[str, int]] = {"programs": 0, "steps": 0}

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground()

    @initialize()
    def begin(self) -> None:
        self.ground.start(self.seed_folder)
        self.played["programs"] += 1

    @property
    def desk(self) -> Any:
        return self.ground.desk

    @property
    def acme(self) -> Any:
        return self.ground.desk.acme

    def of(self, who: str) -> Conversation | None:
        found: Conversation | None = self.ground.run(
            self.desk.reading.of_visitor(self.acme.scope, self.acme.visitor(who).id)
        )
        return found

    # --- visitors ----------------------------------------------------------------------------------------------------

    @rule(who=visitors, cid=cids, text=texts, assist=st.sampled_from((None, None, True, False)))
    def visitor_says(self, who: str, cid: str, text: str, assist: bool | None) -> None:
        posted = self.ground.attempt(self.desk.says(text, who=who, cid=cid, assist=assist))
        self.ground.acknowledge(who, cid, posted)

    @rule(who=visitors, text=texts, number=st.integers(6, 10**9))
    def visitor_says_something_new(self, who: str, text: str, number: int) -> None:
        self.visitor_says(who, f"c{number}", text, None)

    @rule(who=visitors, cid=cids, times=st.integers(1, 3))
    def visitor_requests(self, who: str, cid: str, times: int) -> None:
        async def pressed() -> list[Any]:
            return await asyncio.gather(
                *[self.desk.requests(who=who, cid=f"r{cid}{n}") for n in range(times)], return_exceptions=True
            )

        for n, posted in enumerate(self.ground.run(pressed())):
            if isinstance(posted, Refused) and posted.code == "blocked":
                continue
            assert isinstance(posted, Posted)
            self.ground.acknowledge(who, f"r{cid}{n}", posted)

    @rule(who=visitors, verb=st.sampled_from(("cancels", "closes", "retries", "retries")))
    def visitor_acts(self, who: str, verb: str) -> None:
        call = getattr(self.desk.conversations.visitor, verb)
        self.ground.attempt(call(self.acme.scope, self.acme.visitor(who)))

    # --- operators ---------------------------------------------------------------------------------------------------

    @rule(names=st.sets(operators))
    def operators_are_there(self, names: set[str]) -> None:
        self.ground.run(self.desk.present(*names))

    @rule(
        who=visitors,
        name=operators,
        behind=epochs,
        verb=st.sampled_from(("take", "take", "release", "give_back", "close", "block", "unblock", "unblock")),
    )
    def operator_acts(self, who: str, name: str, behind: int, verb: str) -> None:
        c = self.of(who)
        if c is not None:
            call = getattr(self.desk.conversations.operator, verb)
            did = self.ground.attempt(call(self.acme.scope, self.acme.who(name), c.id, epoch=c.epoch + behind))
            if did is not None and did.event_id:
                assert behind == 0, "an old screen moved something"

    @rule(who=visitors, pair=st.permutations(OPERATORS))
    def operators_take_at_once(self, who: str, pair: list[str]) -> None:
        c = self.of(who)
        if c is None or c.owner is not None:
            return

        async def pressed() -> list[Any]:
            takes = [self.desk.takes(name, c.id, epoch=c.epoch) for name in pair]
            return await asyncio.gather(*takes, return_exceptions=True)

        results = self.ground.run(pressed())
        if all(isinstance(result, Refused) and result.code == "blocked" for result in results):
            return
        won = [name for name, result in zip(pair, results, strict=True) if isinstance(result, Posted)]
        assert len(won) == 1
        owner = self.acme.who(won[0])
        for result in results:
            if isinstance(result, Refused):
                assert result.details["by"] == {"id": owner.id, "name": owner.name}

    @rule(who=visitors, name=operators, to=operators, epoch=epochs)
    def operator_hands_it_to_a_colleague_or_calls_it_back(self, who: str, name: str, to: str, epoch: int) -> None:
        c = self.of(who)
        if c is not None:
            offers, me, at = self.desk.conversations.offers, self.acme.who(name), c.epoch - epoch
            if name == to:
                self.ground.attempt(offers.withdraw(self.acme.scope, me, c.id, epoch=at))
            else:
                self.ground.attempt(offers.offer(self.acme.scope, me, c.id, epoch=at, to=self.acme.who(to).id))

    @rule(who=visitors, name=operators, cid=cids, kind=st.sampled_from(("text", "text", "note")), seen=epochs)
    def operator_says(self, who: str, name: str, cid: str, kind: str, seen: int) -> None:
        c = self.of(who)
        if c is not None:
            call = self.desk.replies(name, c.id, "Hello", cid=cid, kind=kind, seen=c.seq + seen if seen else None)
            self.ground.acknowledge(name, cid, self.ground.attempt(call))

    # --- the assistant -----------------------------------------------------------------------------------------------

    @rule(who=visitors)
    def assistant_begins(self, who: str) -> None:
        c = self.of(who)
        if c is not None:
            begun = self.ground.run(self.desk.turns.begin(self.acme.scope, c.id, model="m"))
            if isinstance(begun, Begun):
                self.ground.begun.append(begun)

    @rule(who=visitors, outcome=outcomes)
    def assistant_answers(self, who: str, outcome: Outcome) -> None:
        before = len(self.ground.begun)
        self.assistant_begins(who)
        for begun in self.ground.begun[before:]:
            self.ground.run(self.desk.turns.end(begun, outcome))

    @rule(who=visitors, number=st.integers(6, 10**9))
    def visitor_waits_and_asks_the_assistant_meanwhile(self, who: str, number: int) -> None:
        self.operators_are_there({"ada"})
        self.visitor_requests(who, f"m{number}", 1)
        self.visitor_says(who, f"c{number}", "Do you deliver?", True)

    @precondition(lambda self: self.ground.begun)
    @rule(data=st.data(), outcome=outcomes)
    def assistant_ends(self, data: st.DataObject, outcome: Outcome) -> None:
        """Any turn that ever began, also one that everybody has forgotten."""
        begun = data.draw(st.sampled_from(self.ground.begun[-4:]))
        self.ground.run(self.desk.turns.end(begun, outcome))

    @precondition(lambda self: self.ground.begun)
    @rule(data=st.data(), keep=st.booleans())
    def assistant_goes_on_or_gives_up(self, data: st.DataObject, keep: bool) -> None:
        begun = data.draw(st.sampled_from(self.ground.begun[-4:]))
        if keep:
            self.ground.run(self.desk.turns.keep(begun, "so far"))
        else:
            self.ground.run(self.desk.turns.drop(begun, state="superseded", text="so far"))

    # --- time and trouble --------------------------------------------------------------------------------------------

    @rule(milliseconds=pauses, look=st.booleans())
    def time_passes(self, milliseconds: int, look: bool) -> None:
        self.desk.clock.pass_(milliseconds)
        if look:
            self.worker_looks()

    @rule(on=st.booleans())
    def the_team_closes_early_or_not(self, on: bool) -> None:
        self.ground.run(self.desk.hours.close_early(self.acme.scope, self.acme.operators["ada"].id, on=on))

    @rule(gone=st.booleans())
    def worker_looks_after_those_who_wait(self, gone: bool) -> None:
        self.ground.run(self._waiting(gone))

    async def _waiting(self, gone: bool) -> None:
        time = self.desk.conversations.time
        closed = not await time.is_open(self.acme.scope)
        for _, conversation_id, epoch, _visitor in await self.desk.db.read(ANY_WORKSPACE, time.waiting_any_workspace):
            did = await time.waits_in_vain(self.acme.scope, conversation_id, epoch=epoch, gone=gone)
            assert did is (closed or gone)
        if closed:
            waiting = await self.desk.rows("SELECT id FROM conversation WHERE state = 'waiting'")
            assert waiting == [], "nobody waits for a team that has closed"

    @rule()
    def worker_looks(self) -> None:
        self.ground.run(self.desk.due())
        self.ground.run(self._owners())
        self.ground.run(self._jobs())

    async def _owners(self) -> None:
        time = self.desk.conversations.time

        async def look(tx: Tx) -> Any:
            return await time.lost_owners_any_workspace(tx, unseen_since=self.desk.clock.now() - 60_000)

        for _, conversation_id, epoch in await self.desk.db.read(ANY_WORKSPACE, look):
            await time.owner_lost(self.acme.scope, conversation_id, epoch=epoch)

    async def _jobs(self) -> None:
        """Jobs are carried out, and never marked as done: each comes again when its lease has run out."""
        for job in await self.desk.jobs_due():
            if job.kind == "still_trying":
                payload = job.payload
                verb = self.desk.conversations.time.still_trying
                await verb(self.acme.scope, payload["conversation_id"], epoch=payload["epoch"])

    @rule()
    def the_process_dies(self) -> None:
        self.ground.crash()

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        self.played["steps"] += 1
        self.ground.check()

    def teardown(self) -> None:
        try:
            self.nobody_is_forgotten()
        finally:
            self.ground.stop()

    def nobody_is_forgotten(self) -> None:
        """With nobody acting any more, time alone brings every unanswered visitor to the team's list."""
        self.ground.crash()
        for milliseconds in (45_000, 120_000, 120_000, 120_000, 120_000):
            self.desk.clock.pass_(milliseconds)
            self.worker_looks()
            self.ground.check()
        for who in ("vera", "victor"):
            c = self.of(who)
            assert c is None or c.unanswered_since is None or c.state.value == "followup"
            assert c is None or c.state.value != "waiting"


def test_no_program_breaks_an_invariant(tmp_path_factory: pytest.TempPathFactory) -> None:
    Programs.seed_folder = tmp_path_factory.getbasetemp()
    Programs.played.update(programs=0, steps=0)
    run_state_machine_as_test(
        Programs,
        settings=settings(
            max_examples=PROGRAMS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize="PROOF_PROGRAMS" not in os.environ,
            database=None,
            phases=(Phase.generate,) if QUICK else tuple(Phase),
            verbosity=Verbosity.normal,
            suppress_health_check=list(HealthCheck),
        ),
    )
    programs, steps = Programs.played["programs"], Programs.played["steps"]
    sys.stdout.write(f"\nstate machine: {programs} programs, {steps} checked steps, 0 violations\n")
    assert programs >= PROGRAMS
