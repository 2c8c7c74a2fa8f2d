"""Where documents come from: files, pages, sites, with a row a page, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE origin (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'page', 'site')),
  address TEXT NOT NULL,
  include TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(include)),
  exclude TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(exclude)),
  most INTEGER NOT NULL CHECK (most BETWEEN 1 AND 2000),
  state TEXT NOT NULL CHECK (state IN ('queued', 'fetching', 'indexed', 'unchanged', 'failed', 'stale')),
  reason TEXT,
  robots TEXT NOT NULL DEFAULT '',
  next_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, kind, address)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX origin_due ON origin (next_at) WHERE next_at IS NOT NULL",
    # etag, modified, digest: what the last good content was; source_id of its texts is in `source`.
    """
CREATE TABLE page (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'indexed', 'unchanged', 'failed', 'stale')),
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL DEFAULT '',
  fetched_at INTEGER,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, origin_id, address),
  FOREIGN KEY (workspace_id, origin_id) REFERENCES origin (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX page_due ON page (due_at) WHERE state = 'queued'",
)
