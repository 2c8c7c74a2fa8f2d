"""Saved views of the inbox, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE saved_view (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  name TEXT NOT NULL,
  view TEXT NOT NULL,
  query TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
