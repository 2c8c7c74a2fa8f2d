"""Keys to the public API, and what was asked with them (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE api_key (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  hint TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  made_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, made_by) REFERENCES operator (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # A request that changes something, by the name that its sender gave it. answer: NULL while it is carried out.
    """
CREATE TABLE api_request (
  workspace_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  answer TEXT CHECK (answer IS NULL OR json_valid(answer)),
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, key_id, name),
  FOREIGN KEY (workspace_id, key_id) REFERENCES api_key (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX api_request_old ON api_request (workspace_id, at)",
)
