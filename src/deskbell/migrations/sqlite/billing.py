"""Subscriptions, as SQLite statements (revision 0001). The provider knows the truth; this is what was last read."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE billing (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  payer TEXT UNIQUE,
  trial_ends_at INTEGER NOT NULL,
  facts TEXT CHECK (facts IS NULL OR json_valid(facts)),
  read_at INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('trial', 'active', 'past_due', 'cancelling', 'ended')),
  plan TEXT,
  told_month TEXT NOT NULL DEFAULT '',
  told INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE billing_notice (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE billing_change (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  plan TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
