"""Workspaces, people, sites, conversations, the log, timers and the outbox, as SQLite statements (revision 0001).

The database itself holds the invariants that a bug must not be able to break: one owner exactly in state `human`,
one open handoff and one running turn a conversation, a deadline whenever a visitor waits for an answer, a gapless
append-only log, and no row that refers across workspaces.
"""

STATEMENTS: tuple[str, ...] = (
    # leaving_at: its owner has ended it, and then it goes.
    """
CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  feed_seq INTEGER NOT NULL DEFAULT 0,
  assistant_name TEXT NOT NULL,
  assistant_prompt TEXT NOT NULL,
  assistant_version INTEGER NOT NULL DEFAULT 1,
  assistant_updated_at INTEGER NOT NULL,
  assistant_options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(assistant_options)),
  pickup_ms INTEGER NOT NULL DEFAULT 120000 CHECK (pickup_ms BETWEEN 30000 AND 900000),
  silence_ms INTEGER NOT NULL DEFAULT 120000 CHECK (silence_ms BETWEEN 30000 AND 900000),
  idle_away INTEGER NOT NULL DEFAULT 0 CHECK (idle_away IN (0, 1)),
  limits TEXT CHECK (limits IS NULL OR json_valid(limits)),
  created_at INTEGER NOT NULL,
  example INTEGER NOT NULL DEFAULT 1 CHECK (example IN (0, 1)),
  leaving_at INTEGER
) STRICT""",
    """
CREATE TABLE login (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT""",
    """
CREATE TABLE operator (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  login_id TEXT NOT NULL REFERENCES login (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'operator')),
  available INTEGER NOT NULL DEFAULT 1 CHECK (available IN (0, 1)),
  away_until INTEGER,
  ignored_rings INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER NOT NULL DEFAULT 0,
  active_at INTEGER NOT NULL DEFAULT 0,
  idle INTEGER NOT NULL DEFAULT 0 CHECK (idle IN (0, 1)),
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, login_id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE sign_in (
  token_hash TEXT PRIMARY KEY,
  login_id TEXT NOT NULL REFERENCES login (id),
  workspace_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  browser TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE site (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  origins TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(origins)),
  appearance TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(appearance)),
  created_at INTEGER NOT NULL,
  disabled_at INTEGER,
  suspended_at INTEGER,
  old_key TEXT,
  old_key_until INTEGER,
  seen_at INTEGER,
  seen_on TEXT,
  PRIMARY KEY (workspace_id, id),
  CHECK ((old_key IS NULL) = (old_key_until IS NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX site_old_key ON site (old_key) WHERE old_key IS NOT NULL",
    """
CREATE TABLE visitor (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  lang TEXT,
  zone TEXT,
  conversation_id TEXT,
  created_at INTEGER NOT NULL,
  blocked_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, site_id) REFERENCES site (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE visitor_pass (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES visitor (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # merged_into: this was found to be the same person as that one. Its browser and what it was told stay with it; its
    # conversations, consents and fields are the other's now.
    """
CREATE TABLE contact (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  visitor_id TEXT,
  name TEXT,
  email TEXT,
  phone TEXT,
  origin TEXT NOT NULL DEFAULT 'widget' CHECK (origin IN ('widget', 'operator', 'import')),
  folded TEXT NOT NULL DEFAULT '',
  custom TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(custom)),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  merged_into TEXT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, visitor_id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES visitor (workspace_id, id),
  FOREIGN KEY (workspace_id, merged_into) REFERENCES contact (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT merged_into_another CHECK (merged_into <> id),
  CONSTRAINT visitor_exactly_when_from_the_widget CHECK ((origin = 'widget') = (visitor_id IS NOT NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contact_created ON contact (workspace_id, created_at, id)",
    "CREATE INDEX contact_merged ON contact (workspace_id, merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX contact_email ON contact (workspace_id, lower(email)) WHERE email IS NOT NULL",
    "CREATE INDEX contact_phone ON contact (workspace_id, phone) WHERE phone IS NOT NULL",
    """
CREATE TABLE conversation (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('assistant', 'waiting', 'human', 'followup', 'closed')),
  epoch INTEGER NOT NULL CHECK (epoch > 0),
  seq INTEGER NOT NULL,
  feed_seq INTEGER NOT NULL,
  owner_id TEXT,
  waiting_since INTEGER,
  unanswered_since INTEGER,
  answer_due_seq INTEGER,
  boundary_seq INTEGER NOT NULL DEFAULT 0,
  assist INTEGER NOT NULL DEFAULT 0 CHECK (assist IN (0, 1)),
  deadline_at INTEGER,
  deadline_kind TEXT,
  last_seq INTEGER NOT NULL DEFAULT 0,
  last_contact_seq INTEGER NOT NULL DEFAULT 0,
  read_contact INTEGER NOT NULL DEFAULT 0,
  read_operator INTEGER NOT NULL DEFAULT 0,
  asking TEXT CHECK (asking IN ('email', 'name', 'phone')),
  skipped TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  snoozed_until INTEGER,
  offer_to TEXT,
  offer_until INTEGER,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  page_url TEXT,
  page_title TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, site_id) REFERENCES site (workspace_id, id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES visitor (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES operator (workspace_id, id),
  FOREIGN KEY (workspace_id, offer_to) REFERENCES operator (workspace_id, id),
  CONSTRAINT owner_exactly_when_human CHECK ((state = 'human') = (owner_id IS NOT NULL)),
  CONSTRAINT deadline_while_unanswered CHECK (unanswered_since IS NULL OR deadline_at IS NOT NULL),
  CONSTRAINT closed_owes_nothing CHECK (state <> 'closed' OR (unanswered_since IS NULL AND waiting_since IS NULL)),
  CONSTRAINT who_waits_or_is_closed_is_not_snoozed CHECK (snoozed_until IS NULL OR state NOT IN ('waiting', 'closed')),
  CONSTRAINT only_what_has_an_owner_is_offered
    CHECK ((offer_to IS NULL) = (offer_until IS NULL) AND (offer_to IS NULL OR state = 'human')),
  CONSTRAINT waiting_has_a_clock CHECK (state <> 'waiting' OR waiting_since IS NOT NULL),
  CONSTRAINT deadline_has_a_kind CHECK ((deadline_at IS NULL) = (deadline_kind IS NULL)),
  CONSTRAINT assistant_owes_only_where_it_may_speak
    CHECK (answer_due_seq IS NULL OR state = 'assistant' OR (state IN ('waiting', 'followup') AND assist = 1))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX conversation_open ON conversation (state) WHERE state <> 'closed'",
    "CREATE INDEX conversation_deadline ON conversation (deadline_at) WHERE deadline_at IS NOT NULL",
    "CREATE INDEX conversation_waiting ON conversation (waiting_since) WHERE state = 'waiting'",
    "CREATE INDEX conversation_answer_due ON conversation (updated_at) WHERE answer_due_seq IS NOT NULL",
    "CREATE INDEX conversation_state ON conversation (workspace_id, state, updated_at)",
    "CREATE INDEX conversation_owner ON conversation (workspace_id, owner_id) WHERE owner_id IS NOT NULL",
    "CREATE UNIQUE INDEX conversation_feed ON conversation (workspace_id, feed_seq)",
    "CREATE INDEX conversation_tagged ON conversation (workspace_id, updated_at) WHERE tags <> '[]'",
    "CREATE INDEX conversation_contact ON conversation (workspace_id, contact_id, updated_at)",
    "CREATE INDEX conversation_updated ON conversation (workspace_id, updated_at)",
    """
CREATE TABLE event (
  workspace_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  epoch INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('message', 'state', 'assist', 'answer_failed', 'contact', 'feedback', 'asked',
    'survey', 'tags', 'snooze', 'removed', 'offer')),
  author_kind TEXT NOT NULL CHECK (author_kind IN ('contact', 'assistant', 'operator', 'system')),
  author_id TEXT,
  author_name TEXT,
  cid TEXT,
  internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
  body TEXT NOT NULL CHECK (json_valid(body)),
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, seq),
  UNIQUE (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX event_cid ON event (workspace_id, author_kind, author_id, cid) WHERE cid IS NOT NULL",
    """
CREATE TRIGGER event_assistant_may_speak BEFORE INSERT ON event
WHEN NEW.author_kind = 'assistant' AND NOT EXISTS (
  SELECT 1 FROM conversation c
  WHERE c.workspace_id = NEW.workspace_id AND c.id = NEW.conversation_id AND c.epoch = NEW.epoch
    AND (c.state = 'assistant' OR (c.state IN ('waiting', 'followup') AND c.assist = 1)))
BEGIN SELECT RAISE(ABORT, 'assistant may not speak here'); END""",
    """
CREATE TRIGGER event_is_gapless BEFORE INSERT ON event
WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM event
  WHERE workspace_id = NEW.workspace_id AND conversation_id = NEW.conversation_id)
BEGIN SELECT RAISE(ABORT, 'seq leaves a gap'); END""",
    """
CREATE TRIGGER event_keeps_its_place
BEFORE UPDATE OF workspace_id, conversation_id, seq, epoch, id, type, author_kind, author_id, at ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """
CREATE TABLE handoff (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  accepted_by TEXT,
  accepted_at INTEGER,
  first_reply_at INTEGER,
  expired_at INTEGER,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('accepted', 'expired', 'cancelled', 'closed')),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  FOREIGN KEY (workspace_id, accepted_by) REFERENCES operator (workspace_id, id),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX handoff_requested ON handoff (workspace_id, requested_at)",
    "CREATE UNIQUE INDEX handoff_open ON handoff (workspace_id, conversation_id) WHERE ended_at IS NULL",
    """
CREATE TABLE read_mark (
  workspace_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  upto INTEGER NOT NULL,
  unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1)),
  PRIMARY KEY (workspace_id, conversation_id, operator_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # The newest note that names an operator, by conversation. It is seen when their read mark has passed it.
    """
CREATE TABLE mention (
  workspace_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, operator_id, conversation_id),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX mention_conversation ON mention (workspace_id, conversation_id, operator_id, seq)",
    """
CREATE TABLE turn (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  trigger_seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'interrupted', 'superseded')),
  model TEXT NOT NULL,
  prompt_version INTEGER NOT NULL,
  text TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  finished_at INTEGER,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cache_read INTEGER NOT NULL DEFAULT 0,
  cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0),
  stop_reason TEXT,
  error TEXT,
  checked TEXT NOT NULL DEFAULT 'ok' CHECK (checked IN ('ok', 'ungrounded', 'promise', 'leak')),
  degraded TEXT,
  first_text_at INTEGER,
  used TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(used)),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX turn_running ON turn (workspace_id, conversation_id) WHERE state = 'running'",
    "CREATE INDEX turn_started ON turn (started_at)",
    "CREATE INDEX turn_conversation ON turn (workspace_id, conversation_id, started_at)",
    # visitor_id: '' for visitors who were erased; what they cost is still spent.
    """
CREATE TABLE spending (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  day INTEGER NOT NULL,
  visitor_id TEXT NOT NULL,
  cost INTEGER NOT NULL DEFAULT 0,
  turns INTEGER NOT NULL DEFAULT 0,
  tokens INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, day, visitor_id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE model_conversation (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  month TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, month, conversation_id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE assistant_notice (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  kind TEXT NOT NULL,
  day INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX turn_lease ON turn (lease_until) WHERE state = 'running'",
    """
CREATE TABLE job (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  dedupe_key TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'leased', 'done', 'dead')),
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER,
  error TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, dedupe_key)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX job_due ON job (due_at) WHERE state IN ('due', 'leased')",
    "CREATE INDEX job_dead ON job (state) WHERE state = 'dead'",
)
