"""Files that people sent, as SQLite statements (revision 0001). Their bytes lie in the data folder, by id."""

STATEMENTS: tuple[str, ...] = (
    # conversation_id: from the message on in which it was sent. internal: that was a note.
    """
CREATE TABLE file (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  visitor_id TEXT,
  operator_id TEXT,
  conversation_id TEXT,
  reply_id TEXT,
  internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  width INTEGER,
  height INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES visitor (workspace_id, id),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  FOREIGN KEY (workspace_id, reply_id) REFERENCES saved_reply (workspace_id, id),
  CONSTRAINT one_place CHECK (conversation_id IS NULL OR reply_id IS NULL),
  CONSTRAINT one_sender CHECK ((visitor_id IS NULL) <> (operator_id IS NULL)),
  CONSTRAINT both_sides_or_none CHECK ((width IS NULL) = (height IS NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX file_conversation ON file (workspace_id, conversation_id)",
    "CREATE INDEX file_reply ON file (workspace_id, reply_id) WHERE reply_id IS NOT NULL",
    "CREATE INDEX file_visitor ON file (workspace_id, visitor_id) WHERE visitor_id IS NOT NULL",
    "CREATE INDEX file_newest ON file (workspace_id, created_at)",
)
