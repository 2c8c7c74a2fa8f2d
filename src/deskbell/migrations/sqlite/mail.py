"""Mails and what is known of the addresses they go to, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE mail_settings (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  fallback TEXT,
  sender_name TEXT,
  reply_to TEXT,
  digest INTEGER NOT NULL DEFAULT 1 CHECK (digest IN (0, 1)),
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE mail (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('team', 'answer', 'test', 'digest', 'transcript', 'billing', 'door')),
  dedupe_key TEXT NOT NULL,
  conversation_id TEXT,
  upto INTEGER NOT NULL DEFAULT 0,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'suppressed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  lease_until INTEGER,
  error TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, dedupe_key),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id),
  CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX mail_due ON mail (due_at) WHERE state IN ('queued', 'sending')",
    "CREATE INDEX mail_newest ON mail (workspace_id, created_at)",
    "CREATE INDEX mail_conversation ON mail (workspace_id, conversation_id)",
    """
CREATE INDEX mail_recipient ON mail (recipient, created_at)
WHERE kind IN ('answer', 'transcript') AND state <> 'suppressed'""",
    """
CREATE TABLE mail_address (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  address TEXT NOT NULL,
  verified_at INTEGER,
  stopped_at INTEGER,
  PRIMARY KEY (workspace_id, address)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE mail_link (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  address TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  stop_hash TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
