"""Where programs are told what happened, and everything that is told to them (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    # salt: the secret is derived from it and the server's key, and stored nowhere. since: what happened before is not
    # told. failing_since: the first failure after the last success.
    """
CREATE TABLE webhook (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  address TEXT NOT NULL,
  events TEXT NOT NULL CHECK (json_valid(events)),
  salt TEXT NOT NULL,
  old_salt TEXT,
  old_until INTEGER,
  since INTEGER NOT NULL,
  failing_since INTEGER,
  off_at INTEGER,
  off_why TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # What is told is read from the log when it is sent: nothing that people wrote is kept a second time.
    # due_at: the next try, or the end of a lease. key: each event goes once to each address.
    """
CREATE TABLE webhook_delivery (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  webhook_id TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  conversation_id TEXT,
  seq INTEGER,
  state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'delivered', 'dead')),
  tries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  status INTEGER,
  failure TEXT,
  tried_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, webhook_id, key),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhook (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  CHECK ((due_at IS NULL) = (state IN ('delivered', 'dead')))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX webhook_delivery_log ON webhook_delivery (workspace_id, webhook_id, created_at)",
    "CREATE INDEX webhook_delivery_conversation ON webhook_delivery (workspace_id, conversation_id)",
)
