"""Signing up and forgotten passwords, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE door_ask (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sign_up', 'reset', 'sign_in')),
  email TEXT NOT NULL,
  business TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE door_link (
  token_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sign_up', 'reset', 'sign_in')),
  email TEXT NOT NULL,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  expires_at INTEGER NOT NULL,
  UNIQUE (kind, email)
) STRICT, WITHOUT ROWID""",
)
