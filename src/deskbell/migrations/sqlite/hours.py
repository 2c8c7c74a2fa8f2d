"""Opening hours, as SQLite statements (revision 0001). No row: the team is always there."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE hours (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  always INTEGER NOT NULL CHECK (always IN (0, 1)),
  zone TEXT NOT NULL,
  week TEXT NOT NULL CHECK (json_valid(week)),
  days TEXT NOT NULL CHECK (json_valid(days)),
  country TEXT,
  region TEXT,
  cut_from INTEGER,
  cut_until INTEGER,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id, updated_by) REFERENCES operator (workspace_id, id),
  CHECK ((cut_from IS NULL) = (cut_until IS NULL))
) STRICT, WITHOUT ROWID""",
)
