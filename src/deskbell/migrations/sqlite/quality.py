"""Thumbs on the assistant's answers and the gaps in its knowledge, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    # seq: that of the answer. passages: what the answer rested on when it was given.
    """
CREATE TABLE rating (
  workspace_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  turn_id TEXT NOT NULL,
  thumb TEXT NOT NULL CHECK (thumb IN ('up', 'down')),
  reason TEXT CHECK (reason IN ('wrong', 'not_my_question', 'outdated', 'person')),
  passages TEXT NOT NULL CHECK (json_valid(passages)),
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, seq),
  FOREIGN KEY (workspace_id, conversation_id, seq) REFERENCES event (workspace_id, conversation_id, seq),
  CHECK (reason IS NULL OR thumb = 'down')
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE gap (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  question TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  status TEXT NOT NULL CHECK (status IN ('open', 'answered', 'ignored', 'human_only')),
  source_id TEXT,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  decided_at INTEGER,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX gap_last ON gap (workspace_id, last_at)",
    # seq: that of the question. One question is in one gap.
    """
CREATE TABLE gap_item (
  workspace_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  gap_id TEXT NOT NULL,
  question TEXT NOT NULL,
  signs TEXT NOT NULL CHECK (json_valid(signs)),
  reply TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, seq),
  FOREIGN KEY (workspace_id, gap_id) REFERENCES gap (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX gap_item_gap ON gap_item (workspace_id, gap_id, at)",
    """
CREATE TABLE gap_cursor (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  feed_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE digest (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    # A question that the assistant must get right, and how that is told.
    """
CREATE TABLE golden (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  question TEXT NOT NULL,
  expect TEXT NOT NULL CHECK (expect IN ('answer', 'unknown', 'handoff')),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # version: of the settings in force, edit: of the draft (null: it is not about the draft). stamp: of the knowledge.
    """
CREATE TABLE golden_run (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  edit INTEGER,
  stamp TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'stopped')),
  reason TEXT,
  total INTEGER NOT NULL,
  cost INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  finished_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX golden_run_running ON golden_run (workspace_id) WHERE state = 'running'",
    # before: whether it passed in the newest run of what was in force (null: it was not in it).
    """
CREATE TABLE golden_result (
  workspace_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  golden_id TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  before INTEGER CHECK (before IN (0, 1)),
  decision TEXT NOT NULL,
  text TEXT NOT NULL,
  missing TEXT NOT NULL CHECK (json_valid(missing)),
  cost INTEGER NOT NULL,
  took INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, run_id, golden_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES golden_run (workspace_id, id),
  FOREIGN KEY (workspace_id, golden_id) REFERENCES golden (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
