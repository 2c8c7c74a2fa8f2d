"""Saved replies, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    # folded: the name as it is compared, so that no two look alike.
    """
CREATE TABLE saved_reply (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  text TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, folded)
) STRICT, WITHOUT ROWID""",
)
