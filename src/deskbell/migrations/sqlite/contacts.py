"""Where each detail of a contact comes from, what visitors are asked for (revision 0001). The contact is in core.py."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE contact_detail (
  workspace_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('name', 'email', 'phone')),
  value TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('message', 'assistant', 'operator', 'card', 'import', 'verified', 'page')),
  by_name TEXT,
  conversation_id TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, contact_id, field),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE contact_consent (
  workspace_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  text TEXT NOT NULL,
  by_name TEXT,
  conversation_id TEXT,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  PRIMARY KEY (workspace_id, contact_id, text),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE capture (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  consent TEXT NOT NULL CHECK (json_valid(consent)),
  privacy TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
)
