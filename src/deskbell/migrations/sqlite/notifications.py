"""Devices that ring, and every push that goes to one, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE device (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  name TEXT NOT NULL,
  platform TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  always INTEGER NOT NULL DEFAULT 0 CHECK (always IN (0, 1)),
  quiet TEXT CHECK (quiet IS NULL OR json_valid(quiet)),
  failures INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  failed_at INTEGER,
  delivered_at INTEGER,
  shown_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, endpoint),
  FOREIGN KEY (workspace_id, operator_id) REFERENCES operator (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX device_operator ON device (workspace_id, operator_id)",
    # receipt: what the device sends back; it proves that something was shown, and opens nothing.
    # due_at: the next try, or the end of a lease, or (sent) when the receipt must have come. key: one push a cause.
    """
CREATE TABLE push (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  device_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  conversation_id TEXT,
  epoch INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL CHECK (kind IN ('ring', 'reply', 'mention', 'offer', 'back', 'taken', 'test')),
  level INTEGER NOT NULL DEFAULT 0,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  receipt TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'shown', 'unseen', 'failed', 'over')),
  tries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key),
  FOREIGN KEY (workspace_id, device_id) REFERENCES device (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  CHECK ((due_at IS NULL) = (state IN ('shown', 'unseen', 'failed', 'over')))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX push_due ON push (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX push_conversation ON push (workspace_id, conversation_id)",
    "CREATE INDEX push_device ON push (workspace_id, device_id)",
)
