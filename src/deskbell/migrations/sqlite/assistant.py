"""The assistant's settings over time and what the team's own use of it costs, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    # What is in force stands in workspace; edit: grows with each save of the draft.
    """
CREATE TABLE assistant_draft (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  edit INTEGER NOT NULL,
  based_on INTEGER NOT NULL,
  name TEXT NOT NULL,
  prompt TEXT NOT NULL,
  options TEXT NOT NULL CHECK (json_valid(options)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    # restores: the version that was brought back.
    """
CREATE TABLE assistant_version (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  prompt TEXT NOT NULL,
  options TEXT NOT NULL CHECK (json_valid(options)),
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  restores INTEGER,
  PRIMARY KEY (workspace_id, version)
) STRICT, WITHOUT ROWID""",
    # Beside the visitors' answers (spending): trying out, checks, help for operators.
    """
CREATE TABLE spending_inside (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  day INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('console', 'checks', 'copilot')),
  cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0),
  turns INTEGER NOT NULL DEFAULT 0,
  tokens INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, day, purpose)
) STRICT, WITHOUT ROWID""",
)
