"""Who changed what, as SQLite statements (revision 0001). Rows are added and never changed."""

STATEMENTS: tuple[str, ...] = (
    # by_id: empty for the command line and for what happens by itself. subject: an id or a name of the business's own.
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
    """
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
