"""A random program's ground: real services on a real file, what has been promised so far, and every invariant."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Coroutine
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskbell.edges.live import wire
from deskbell.features.assistant.model import Begun
from deskbell.features.conversations.model import Posted, Wake
from deskbell.kit.errors import Refused
from tests.services.desk import Desk, seeded
from tests.sync.fold import Frame, fold
from tests.world import START, Clock

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one: thousands of programs, none of them kept
EXPECTED = {"blocked", "conflict", "stale", "closed", "not_found", "cid_reused"}
# What may end the wait for a person, besides a person's public message.
ENDS_A_WAIT = {"closed", "cancelled", "returned"}


@dataclass
class Ground:
    """One program's world. `run` plays a coroutine to its end, so that rules can be plain functions."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None)))
    desk: Desk = field(init=False)
    acknowledged: dict[tuple[str, str], Posted] = field(default_factory=dict)
    snaps: dict[str, Frame] = field(default_factory=dict)
    begun: list[Begun] = field(default_factory=list)
    lives: Any = field(default_factory=itertools.count)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def start(self, seed_folder: Path) -> None:
        source, acme, globex = self.run(seeded(seed_folder))
        path = self.folder / "0.sqlite"
        shutil.copyfile(source.removeprefix("sqlite:///"), path)
        self.desk = Desk(f"sqlite:///{path}", Clock(START + 3_600_000), acme, globex, path.parent / "files")
        self.run(self.desk.open())

    def stop(self) -> None:
        self.run(self.desk.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def attempt(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do it, or be refused with one of the codes that a person may get to see."""
        try:
            return self.run(work)
        except Refused as refused:
            if refused.code not in EXPECTED:
                raise
            return None

    def acknowledge(self, author: str, cid: str, posted: Posted | None) -> None:
        """The same cid always gets the same answer (I5). What changed nothing has no event, and promises nothing."""
        if posted is not None and posted.event_id:
            known = self.acknowledged.setdefault((author, cid), posted)
            assert posted == known

    def crash(self) -> None:
        """The process dies: what the disk holds at this moment is all that the next one finds."""
        path = self.folder / f"{next(self.lives) + 1}.sqlite"
        for ending in ("", "-wal"):
            if (part := self.desk.path.with_name(self.desk.path.name + ending)).exists():
                shutil.copyfile(part, path.with_name(path.name + ending))
        self.run(self.desk.close())
        self.desk.url = f"sqlite:///{path}"
        self.run(self.desk.open())
        self.snaps.clear()  # everything is looked at again, from the first event on

    # --- invariants --------------------------------------------------------------------------------------------------

    def check(self) -> None:
        self.run(self._check())

    async def _check(self) -> None:
        wakes: dict[str, int] = {}
        for note in self.desk.notes:
            if isinstance(note, Wake):
                assert note.seq >= wakes.get(note.conversation_id, 0), "told in the order of the commits"
                wakes[note.conversation_id] = note.seq
        self.desk.notes.clear()
        for row in await self.desk.rows("SELECT id, seq, updated_at FROM conversation"):
            known = self.snaps.get(row["id"])
            if known is None or known["s"] != row["seq"]:
                await self._check_log(row["id"])
            else:
                await self._check_row(row["id"], known)
        await self._check_tables()

    async def _snapshot(self, conversation_id: str) -> Frame:
        known = await self.desk.reading.snapshot(self.desk.acme.scope, conversation_id)
        return wire.snapshot(known, for_visitor=False, turn=None)

    async def _check_row(self, conversation_id: str, known: Frame) -> None:
        """Nothing that readers are shown changes without an event."""
        now = await self._snapshot(conversation_id)
        assert _shown(now) == _shown(known)

    async def _check_log(self, conversation_id: str) -> None:
        """The log from its beginning, or from where it was known: gapless, and its fold is the row (I4, G2, G4)."""
        now = await self._snapshot(conversation_id)
        before = self.snaps.get(conversation_id) or _blank(now)
        events = await self.desk.reading.events_after(self.desk.acme.scope, conversation_id, before["s"])
        assert events is not None
        so_far = before
        for event in events:
            after = fold(so_far, [wire.event(event, for_visitor=False)])
            _check_step(so_far["d"]["conversation"], after["d"]["conversation"], event)
            so_far = after
        assert _shown(so_far) == _shown(now), "the row is the projection of its log"
        so_far["d"]["events"] = []
        self.snaps[conversation_id] = so_far
        for (_, cid), posted in self.acknowledged.items():
            if posted.conversation_id == conversation_id and posted.seq > before["s"]:
                (event,) = [e for e in events if e.seq == posted.seq]
                assert (event.id, event.cid, event.at) == (posted.event_id, cid, posted.at), "acknowledged is kept (G1)"

    async def _check_tables(self) -> None:
        """What must hold between the rows. Each statement finds violations."""
        for name, sql in VIOLATIONS.items():
            assert await self.desk.rows(sql, ws=self.desk.acme.scope.workspace_id) == [], name


def _blank(now: Frame) -> Frame:
    """The snapshot of a conversation before its first event."""
    frame = deepcopy(now)
    frame.update(s=0, e=1)
    frame["d"]["events"] = []
    frame["d"]["conversation"].update(
        state="assistant", epoch=1, seq=0, owner=None, waiting_since=None, unanswered_since=None, deadline_at=None,
        handoff=None, assist=False, asking=None, page={"url": None, "title": None},
    )  # fmt: skip
    return frame


def _shown(snap: Frame) -> dict[str, Any]:
    return {name: value for name, value in snap["d"]["conversation"].items() if name != "read"}


def _check_step(before: dict[str, Any], after: dict[str, Any], event: Any) -> None:
    """One event against the conversation as it stood before it."""
    author, body = event.author_kind.value, event.body
    if author == "assistant":  # (a), I3, G7: under the epoch it began with, and only where it may
        assert event.epoch == before["epoch"]
        assert before["state"] == "assistant" or (before["state"] in ("waiting", "followup") and before["assist"])
        if before["state"] != "assistant":
            assert (after["waiting_since"], after["unanswered_since"]) == (
                before["waiting_since"], before["unanswered_since"],
            )  # fmt: skip
    if author == "operator" and event.type == "message" and not event.internal:  # (b), G8
        assert before["state"] == "human"
        assert before["owner"]["id"] == event.author_id
    if event.type == "state":  # I2, I6, G9: one step at a time, so a claim and a timeout cannot both follow one epoch
        assert body["from"] == before["state"]
        moved = body["from"] != body["to"] or body["owner"] != before["owner"]
        assert event.epoch == before["epoch"] + int(moved)
        assert (body["to"] == "human") == (body["owner"] is not None)
    else:
        assert event.epoch == before["epoch"]
    if before["waiting_since"] is not None and after["waiting_since"] != before["waiting_since"]:  # (f)
        assert after["waiting_since"] is None, "a wait keeps its start"
        public = author == "operator" and event.type == "message" and not event.internal
        assert public or body.get("code") in ENDS_A_WAIT
    if after["state"] == "waiting":
        assert after["waiting_since"] is not None
        assert after["deadline_at"] is not None
        assert after["handoff"] is not None


VIOLATIONS = {
    "I1: more than one open handoff": """
        SELECT conversation_id FROM handoff WHERE workspace_id = :ws AND ended_at IS NULL
        GROUP BY conversation_id HAVING count(*) > 1""",
    "I1: more than one running turn": """
        SELECT conversation_id FROM turn WHERE workspace_id = :ws AND state = 'running'
        GROUP BY conversation_id HAVING count(*) > 1""",
    "I2: an owner exactly in human": """
        SELECT id FROM conversation WHERE workspace_id = :ws AND (state = 'human') <> (owner_id IS NOT NULL)""",
    "what is offered has an owner, somebody else, and a moment when it ends": """
        SELECT id FROM conversation WHERE workspace_id = :ws AND offer_to IS NOT NULL
          AND (state <> 'human' OR offer_to = owner_id OR deadline_kind <> 'offer' OR deadline_at <> offer_until)""",
    "I4: as many events as the row counts": """
        SELECT id FROM conversation c WHERE workspace_id = :ws AND seq <> (
          SELECT count(*) FROM event e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id)""",
    "(c): an unanswered visitor without a deadline": """
        SELECT id FROM conversation WHERE workspace_id = :ws AND state <> 'closed' AND deadline_at IS NULL""",
    "(c): a waiting visitor who is not unanswered, or looked after by no pick-up deadline": """
        SELECT id FROM conversation WHERE workspace_id = :ws AND state = 'waiting'
          AND (unanswered_since IS NULL OR deadline_kind <> 'pickup')""",
    "(c): what is owed by nobody": """
        SELECT id FROM conversation WHERE workspace_id = :ws AND unanswered_since IS NOT NULL
          AND deadline_kind = 'idle'""",
    "(e): a request is one handoff and one line": """
        SELECT id FROM conversation c WHERE workspace_id = :ws AND (
          SELECT count(*) FROM handoff h WHERE h.workspace_id = c.workspace_id AND h.conversation_id = c.id
            AND h.reason IN ('asked', 'keyword', 'assistant', 'answer_failed')) <> (
          SELECT count(*) FROM event e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id
            AND e.type = 'state'
            AND json_extract(e.body, '$.code') IN ('asking_team', 'nobody_here', 'closed_hours'))""",
    "(e): every wait has rung the team, once for each step": """
        SELECT e.conversation_id, e.epoch FROM event e WHERE e.workspace_id = :ws AND e.type = 'state'
          AND json_extract(e.body, '$.to') = 'waiting' AND json_extract(e.body, '$.from') <> 'waiting' AND 5 <> (
          SELECT count(*) FROM job j WHERE j.workspace_id = e.workspace_id
            AND j.dedupe_key IN (
              'still_trying:' || e.conversation_id || ':' || e.epoch,
              'ring:' || e.conversation_id || ':' || e.epoch || ':0',
              'ring:' || e.conversation_id || ':' || e.epoch || ':1',
              'ring:' || e.conversation_id || ':' || e.epoch || ':2',
              'ring:' || e.conversation_id || ':' || e.epoch || ':3'))""",
    "still_trying is told once a wait": """
        SELECT conversation_id, epoch FROM event WHERE workspace_id = :ws AND type = 'state'
          AND json_extract(body, '$.code') = 'still_trying' GROUP BY conversation_id, epoch HAVING count(*) > 1""",
    "I2: the open handoff belongs to who waits or is attended": """
        SELECT h.id FROM handoff h JOIN conversation c ON c.workspace_id = h.workspace_id AND c.id = h.conversation_id
        WHERE h.workspace_id = :ws AND h.ended_at IS NULL AND c.state NOT IN ('waiting', 'human')""",
    "I6: a person's answer and a missed request are not the same handoff": """
        SELECT id FROM handoff WHERE workspace_id = :ws AND expired_at IS NOT NULL AND first_reply_at IS NOT NULL""",
    "a turn that spoke is done, and the others said nothing": """
        SELECT e.id FROM event e JOIN turn t ON t.workspace_id = e.workspace_id
          AND t.id = json_extract(e.body, '$.turn')
        WHERE e.workspace_id = :ws AND e.author_kind = 'assistant' AND t.state NOT IN ('done', 'interrupted')""",
    "a turn speaks once": """
        SELECT json_extract(body, '$.turn') AS turn FROM event WHERE workspace_id = :ws AND author_kind = 'assistant'
        GROUP BY turn HAVING count(*) > 1""",
    "a blocked visitor's conversation is closed": """
        SELECT c.id FROM conversation c JOIN visitor v ON v.workspace_id = c.workspace_id AND v.id = c.visitor_id
        WHERE c.workspace_id = :ws AND v.blocked_at IS NOT NULL AND c.state <> 'closed'""",
    "nobody is promised a person, or left waiting, by a team that was closed when asked": """
        SELECT e.conversation_id FROM event e WHERE e.workspace_id = :ws AND e.type = 'state'
          AND json_extract(e.body, '$.to') = 'waiting' AND json_extract(e.body, '$.from') <> 'waiting'
          AND json_extract(e.body, '$.code') <> 'still_trying' AND json_extract(e.body, '$.back_at') IS NOT NULL""",
    "I10: something in the other workspace": "SELECT id FROM conversation WHERE workspace_id <> :ws",
    "I10: a reference that leads nowhere": 'SELECT * FROM pragma_foreign_key_check() WHERE "table" <> :ws',
}
