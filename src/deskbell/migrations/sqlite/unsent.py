"""Drafts of operators, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE unsent (
  workspace_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('text', 'note')),
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, operator_id, conversation_id, mode),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
)
