"""Where each detail of a contact comes from (revision 0001). The contact's own row is in core.py."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE contact_detail (
  workspace_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('name', 'email', 'phone')),
  value TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('message', 'assistant', 'operator')),
  conversation_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, contact_id, field),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
