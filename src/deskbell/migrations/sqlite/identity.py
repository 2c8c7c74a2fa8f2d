"""Which visitor is whom in a site's own books (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE site_identity (
  workspace_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  salt TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, site_id),
  FOREIGN KEY (workspace_id, site_id) REFERENCES site (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE identity (
  workspace_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, site_id, subject),
  UNIQUE (workspace_id, visitor_id),
  FOREIGN KEY (workspace_id, site_id) REFERENCES site (workspace_id, id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES visitor (workspace_id, id)
) STRICT, WITHOUT ROWID""",
)
