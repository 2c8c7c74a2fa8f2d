"""Every fence and conditional write: where it stands, how it is taken away, and which tests then must fail."""

# ruff: noqa: E501 - one fence a line, to be read as a table

from __future__ import annotations

from dataclasses import dataclass

CONVERSATIONS = "features/conversations"
ASSISTANT = "features/assistant"
RULES = f"{CONVERSATIONS}/rules/__init__.py"
STORE = f"{CONVERSATIONS}/store.py"
MARKS = f"{CONVERSATIONS}/store_marks.py"
WRITING = f"{CONVERSATIONS}/service/writing.py"
OPERATOR = f"{CONVERSATIONS}/service/operator.py"
VISITOR = f"{CONVERSATIONS}/service/visitor.py"
OFFERING = f"{CONVERSATIONS}/service/offering.py"
TIME = f"{CONVERSATIONS}/service/time.py"
SPEAKS = f"{CONVERSATIONS}/service/assistant.py"
REACTIONS = f"{ASSISTANT}/reactions.py"
TURN = f"{ASSISTANT}/turn.py"
TALK = f"{ASSISTANT}/talk.py"
TURNS = f"{ASSISTANT}/service.py"
TURN_STORE = f"{ASSISTANT}/store.py"
SQLITE = "runtime/db/sqlite.py"
OUTBOX = "runtime/outbox.py"
CORE = "migrations/sqlite/core.py"

TESTS = "tests/services"
T_STORE = f"{TESTS}/conversations/test_store.py"
T_OPERATOR = f"{TESTS}/conversations/test_operator.py"
T_OFFERS = f"{TESTS}/conversations/test_offers.py"
T_VISITOR = f"{TESTS}/conversations/test_visitor.py"
T_TIME = f"{TESTS}/conversations/test_time.py"
T_WORKER = f"{TESTS}/conversations/test_worker.py"
T_HOURS = f"{TESTS}/conversations/test_hours.py"
T_SAVED = f"{TESTS}/hours/test_hours.py"
T_FENCE = f"{TESTS}/assistant/test_fence.py"
T_REMOVED = f"{TESTS}/assistant/test_removed.py"
T_TURNS = f"{TESTS}/assistant/test_turns.py"
T_ANSWERS = f"{TESTS}/assistant/test_answers.py"
T_HUB = f"{TESTS}/assistant/test_hub_fence.py"
T_SCHEMA = f"{TESTS}/storage/test_schema.py"
T_TROUBLE = f"{TESTS}/storage/test_trouble.py"
T_WRITING = f"{TESTS}/storage/test_writing.py"
T_SCOPE = f"{TESTS}/storage/test_scope.py"
T_MACHINE = f"{TESTS}/conversations/test_state_machine.py"


@dataclass(frozen=True)
class Fence:
    """`old` stands exactly once in `file` (below src/deskbell) and becomes `new`; then `test` must fail."""

    name: str
    file: str
    old: str
    new: str
    test: str


def index(name: str, statement: str) -> Fence:
    return Fence(name, CORE, f'"CREATE UNIQUE INDEX {statement}', f'"CREATE INDEX {statement}', T_SCHEMA)


FENCES = (
    # The row: compare and set.
    Fence("save: the writer's epoch", STORE, "AND epoch = :expected_epoch AND", "AND :expected_epoch > -9 AND", T_STORE),
    Fence("save: the state it was read in", STORE, "AND state = :expected_state", "AND :expected_state <> ''", T_STORE),
    Fence("save: the seq it was read at", STORE, "AND seq = :expected_seq", "AND :expected_seq > -9", T_STORE),
    Fence("save: its answer is looked at", WRITING, "if not await store.save(w.tx, w.before, final, epoch=epoch, feed_seq=feed_seq):", "if await store.save(w.tx, w.before, final, epoch=epoch, feed_seq=feed_seq) is None:", T_OPERATOR),
    Fence("set_deadline: the deadline that was seen", STORE, "AND deadline_at = :seen_at", "AND :seen_at > -9", T_STORE),
    Fence("set_deadline: the epoch", STORE, "AND id = :id AND epoch = :epoch AND deadline_at", "AND id = :id AND :epoch > 0 AND deadline_at", T_STORE),
    Fence("read marks only grow (conversation)", MARKS, "AND {column} < :upto", "", T_STORE),
    Fence("read marks only grow (operator)", MARKS, "CASE WHEN read_mark.upto < excluded.upto THEN excluded.upto ELSE read_mark.upto END", "excluded.upto", T_STORE),
    # The client's epoch and identity.
    Fence("operator: the epoch on the screen", OPERATOR, "w.before, what, author=author, owner=operator)\n            await self._w.save(w, after, epoch=epoch)", "w.before, what, author=author, owner=operator)\n            await self._w.save(w, after)", T_OPERATOR),
    Fence("operator: only the owner moves it", OPERATOR, "if w.before.state is State.HUMAN and not mine and trigger is not Trigger.CLOSE:", "if False:", T_OPERATOR),
    Fence("operator: only the owner answers", OPERATOR, "and (conversation.owner is None or conversation.owner.id != operator.id)", "and False", T_OPERATOR),
    Fence("offers: only the owner hands over", OFFERING, "            if w.before.owner is None or w.before.owner.id != operator.id:", "            if False:", T_OFFERS),
    Fence("offers: only the owner and the colleague end it", OFFERING, "if not declines and (w.before.owner is None or w.before.owner.id != operator.id):", "if False:", T_OFFERS),
    Fence("offers: the epoch on the screen", OFFERING, "await self._w.save(w, replace(after, seq=w.seq), epoch=epoch, dated=False)", "await self._w.save(w, replace(after, seq=w.seq), dated=False)", T_OFFERS),
    Fence("operator: nothing newer unseen", OPERATOR, "if newer is not None:", "if False:", T_OPERATOR),
    Fence("cid: looked up first (visitor)", VISITOR, 'tx, (Author.CONTACT, visitor.id), cid, type="message"', 'tx, (Author.CONTACT, "?"), cid, type="message"', T_VISITOR),
    Fence("cid: looked up first (operator)", OPERATOR, "(Author.OPERATOR, operator.id),\n                cid", '(Author.OPERATOR, "?"),\n                cid', T_OPERATOR),
    Fence("cid: means one conversation", WRITING, 'elsewhere = conversation_id not in (None, row["conversation_id"])', "elsewhere = False", T_OPERATOR),
    Fence("cid: means one kind of thing", WRITING, 'or row["type"] != type or', "or", T_VISITOR),
    # The assistant's fence, in the database.
    Fence("says: the epoch of the turn", SPEAKS, "await self._w.fenced(w, after, epoch=epoch)", "await self._w.fenced(w, after, epoch=w.before.epoch)", T_FENCE),
    Fence("says: where it may speak", SPEAKS, "if not w.before.assistant_may_speak or not await", "if not await", T_FENCE),
    Fence("answer_failed: the epoch and where it may speak", SPEAKS, "if w.before.epoch != epoch or not w.before.assistant_may_speak:", "if False:", T_FENCE),
    Fence("calls_team: the epoch", SPEAKS, "if w.before.epoch != epoch or w.before.state not in", "if w.before.state not in", T_FENCE),
    Fence("renew_deadline: the epoch", SPEAKS, "if before.epoch != epoch or not", "if not", T_FENCE),
    Fence("renew_deadline: where it may speak", SPEAKS, "if before.epoch != epoch or not before.assistant_may_speak:", "if before.epoch != epoch:", T_FENCE),
    Fence("finish: only a running turn ends", TURN_STORE, "used = :used\n           WHERE workspace_id = :ws AND id = :id AND state = 'running'", "used = :used\n           WHERE workspace_id = :ws AND id = :id", T_FENCE),
    Fence("checkpoint: only of a running turn", TURN_STORE, "lease_until = :lease_until\n           WHERE workspace_id = :ws AND id = :id AND state = 'running'", "lease_until = :lease_until\n           WHERE workspace_id = :ws AND id = :id", T_FENCE),
    Fence("begin: one turn at a time", TURNS, 'if blocking["lease_until"] > now and', "if False and", T_TURNS),
    Fence("begin: a turn of an earlier epoch blocks nobody", TURNS, 'now and blocking["epoch"] == found[0].epoch:', "now:", T_TURNS),
    Fence("begin: a dead question is given up", TURNS, "if blocking is not None and await self._given_up(tx, scope, begun):", "if False:", T_TURNS),
    # The assistant's fence, in the process.
    Fence("reactions: the running answer is stopped", REACTIONS, "if current.talk is not None and not current.may_say(current.talk.begun):", "if False:", T_FENCE),
    Fence("reactions: its request upstream is given up", REACTIONS, "answering.talk.fenced = True\n        answering.task.cancel()", "answering.talk.fenced = True", T_FENCE),
    Fence("reactions: no answer begins after the news", REACTIONS, "if not answering.may_say(begun) or answering.moot(begun):", "if answering.moot(begun):", T_FENCE),
    Fence("reactions: no answer begins without the newest message", REACTIONS, "if not answering.may_say(begun) or answering.moot(begun):", "if not answering.may_say(begun):", T_TURNS),
    Fence("reactions: withdrawn assist mutes", REACTIONS, "and not self.muted", "", T_FENCE),
    Fence("reactions: a removed message withdraws its answer", REACTIONS, " and begun.id != self.withdrawn", "", T_REMOVED),
    Fence("removal: the record ends the turn", "features/privacy/store_message.py", "SET state = 'superseded', finished_at", "SET finished_at", T_REMOVED),
    Fence("reactions: at most two restarts", f"{ASSISTANT}/rules.py", "and restarts < MAX_RESTARTS", "", T_TURNS),
    Fence("talk: not a word once fenced", TALK, "        if self.fenced:\n            raise Fenced\n", "", T_FENCE),
    Fence("talk: nothing after the tool call", TURN, 'calls_team="assistant", model=model)\n', "model=model)\n", T_ANSWERS),
    Fence("hub: deltas of an older epoch", "edges/live/hub.py", "if topic is None or note.epoch < topic.epoch:", "if topic is None:", T_HUB),
    # Time.
    Fence("deadline: the one that was seen", TIME, "or before.deadline_at != seen_at or", "or", T_TIME),
    Fence("deadline: not before it is due", TIME, "!= seen_at or seen_at > now:", "!= seen_at:", T_TIME),
    Fence("owner lost: once", TIME, "if w.before.epoch != epoch or owner is None or", "if owner is None or", T_TIME),
    Fence("still trying: only in the wait it was meant for", TIME, "if w.before.epoch != epoch or w.before.state is not State.WAITING:\n                return\n", "if False:\n                return\n", T_TIME),
    Fence("still trying: told once", TIME, "if not any(told):", "if True:", T_TIME),
    Fence("waits in vain: only in the wait that was looked at", TIME, "if w.before.epoch != epoch or w.before.state is not State.WAITING:\n                return False\n            if not await", "if w.before.state is not State.WAITING:\n                return False\n            if not await", T_HOURS),
    Fence("waits in vain: only when closed or gone", TIME, "elif gone:", "elif True:", T_HOURS),
    Fence("blocked: no conversation is begun or reopened", WRITING, "if (before is None or before.state is State.CLOSED) and await store.is_blocked(tx, visitor.id):", "if False:", T_HOURS),
    Fence("blocked: no conversation is taken", WRITING, "if before.state is State.CLOSED and trigger is Trigger.TAKE and await store.is_blocked(w.tx, before.visitor_id):", "if False:", T_HOURS),
    Fence("block: the epoch on the screen", OPERATOR, "await self._w.save(w, after, epoch=epoch)\n            await store.block", "await self._w.save(w, after)\n            await store.block", T_HOURS),
    Fence("hours: nobody is called when closed", "around.py", "return await self.is_open(tx, now) and await", "return await", T_HOURS),
    Fence("hours: saved by nobody meanwhile", "features/hours/store.py", "WHERE hours.version = :version", "WHERE :version > -9", T_SAVED),
    Fence("presence: who is away is not there", "features/workspaces/store.py", "AND (away_until IS NULL OR away_until <= :now) AND idle", "AND :now > 0 AND idle", T_HOURS),
    Fence("presence: who touches nothing is not there", "features/workspaces/store.py", "AND idle = 0 AND seen_at", "AND seen_at", T_HOURS),
    Fence("outbox: a key is one job", OUTBOX, " ON CONFLICT DO NOTHING", "", T_WORKER),
    Fence("outbox: a leased job is nobody else's", OUTBOX, "(state = 'leased' AND lease_until <= :now)", "state = 'leased'", T_WORKER),
    Fence("outbox: not before it is due", OUTBOX, "(state = 'due' AND due_at <= :now)", "state = 'due'", T_WORKER),
    # The schema's backstops.
    index("one open handoff", "handoff_open"),
    index("one running turn", "turn_running"),
    index("one event for a cid", "event_cid"),
    Fence("job key is unique", CORE, "  UNIQUE (workspace_id, dedupe_key)\n", "  CHECK (1)\n", T_SCHEMA),
    Fence("trigger: the assistant may speak", CORE, "WHEN NEW.author_kind = 'assistant' AND NOT EXISTS", "WHEN 0 AND NOT EXISTS", T_SCHEMA),
    Fence("trigger: no gap", CORE, "WHEN NEW.seq <> 1 + (SELECT", "WHEN 0 AND NEW.seq <> 1 + (SELECT", T_SCHEMA),
    Fence("trigger: append-only", CORE, "at ON event\nBEGIN SELECT RAISE", "at ON event\nWHEN 0\nBEGIN SELECT RAISE", T_SCHEMA),
    Fence("check: owner exactly in human", CORE, "CHECK ((state = 'human') = (owner_id IS NOT NULL))", "CHECK (1)", T_SCHEMA),
    Fence("check: a deadline while unanswered", CORE, "CHECK (unanswered_since IS NULL OR deadline_at IS NOT NULL)", "CHECK (1)", T_SCHEMA),
    Fence("check: closed owes nothing", CORE, "CHECK (state <> 'closed' OR (unanswered_since IS NULL AND waiting_since IS NULL))", "CHECK (1)", T_SCHEMA),
    Fence("check: a wait has a clock", CORE, "CHECK (state <> 'waiting' OR waiting_since IS NOT NULL)", "CHECK (1)", T_SCHEMA),
    Fence("foreign keys name the workspace", CORE, "FOREIGN KEY (workspace_id, owner_id) REFERENCES operator (workspace_id, id),", "", T_SCHEMA),
    # Storage.
    Fence("BEGIN IMMEDIATE", SQLITE, '"BEGIN IMMEDIATE"', '"BEGIN"', T_TROUBLE),
    Fence("synchronous=FULL", SQLITE, "PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL", T_TROUBLE),
    Fence("WAL", SQLITE, "journal_mode=WAL", "journal_mode=DELETE", T_TROUBLE),
    Fence("foreign_keys=ON", SQLITE, "foreign_keys=ON", "foreign_keys=OFF", T_TROUBLE),
    Fence("readers cannot write", SQLITE, "query_only=ON", "query_only=OFF", T_WRITING),
    Fence("a statement names its workspace", SQLITE, "if not MENTIONS_WORKSPACE.search(sql):", "if False:", T_SCOPE),
    Fence("the workspace is the scope's", SQLITE, 'params["ws"] = self._ws', 'params.setdefault("ws", self._ws)', T_SCOPE),
    Fence("a failed body is rolled back", SQLITE, 'connection.execute("ROLLBACK TO job")', "pass", T_WRITING),
    Fence("a failed body tells nothing", SQLITE, "job.error = error\n        else:\n            job.notes = tx.notes", "job.error = error\n        finally:\n            job.notes = tx.notes", T_WRITING),
    Fence("a failed commit tells nothing", SQLITE, "                job.notes = []\n", "", T_TROUBLE),
    Fence("a lost transaction is noticed", SQLITE, "if not connection.in_transaction:  # a full disk", "if False:  # a full disk", T_TROUBLE),
    Fence("nothing runs outside a lost transaction", SQLITE, "self._lost = not self._connection.in_transaction", "self._lost = False", T_TROUBLE),
    Fence("a failing listener keeps nobody waiting", SQLITE, "        finally:  # what is committed is committed, whatever becomes of the hints\n            for job in batch:\n                job.settle()", "        finally:\n            pass\n        for job in batch:\n            job.settle()", T_WRITING),
    # The rules, seen from the random programs.
    Fence("rules: a wait keeps its start", RULES, "return next(at for at in (before.waiting_since, unanswered, offered, now) if at is not None)", "return now", T_MACHINE),
    Fence("rules: an answer ends no wait for a person", RULES, "if before.state is not A or due is not None:", "if due is not None:", T_MACHINE),
    Fence("rules: the epoch grows with every move", RULES, "epoch=before.epoch if stays else before.epoch + 1", "epoch=before.epoch", T_MACHINE),
    Fence("rules: what was owed ends with its epoch", RULES, "answer_due_seq=before.answer_due_seq if stays else None", "answer_due_seq=before.answer_due_seq", T_MACHINE),
)  # fmt: skip
