"""The second factor of a person, as SQLite statements (revision 0001)."""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE second_factor (
  login_id TEXT PRIMARY KEY REFERENCES login (id),
  secret TEXT NOT NULL,
  confirmed_at INTEGER,
  used_step INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE recovery_code (
  login_id TEXT NOT NULL REFERENCES login (id),
  code_hash TEXT NOT NULL,
  PRIMARY KEY (login_id, code_hash)
) STRICT, WITHOUT ROWID""",
)
