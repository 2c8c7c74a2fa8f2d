"""Who changed what, and how long conversations are kept, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    # Only added to, and gone with its workspace. by_id: empty for the command line and what happens by itself.
    """
CREATE TABLE audit (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (workspace_id, n)
) STRICT, WITHOUT ROWID""",
    # No row: they are kept.
    """
CREATE TABLE retention (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  days INTEGER NOT NULL CHECK (days >= 30)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX conversation_closed ON conversation (workspace_id, closed_at) WHERE state = 'closed'",
    """
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM workspace w WHERE w.id = OLD.workspace_id AND w.leaving_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
