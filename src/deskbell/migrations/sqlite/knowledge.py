"""Sources, their passages, and the two full-text tables behind the search, as SQLite statements (revision 0001).

Every word in the full-text tables begins with the workspace's `number` (`w7refund`). So a search never touches another
workspace's rows, costs the same however many workspaces there are, and its statistics are those of one workspace.
The store writes these tables together with the rows they index; nothing else does.
"""

STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE knowledge (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
  number INTEGER NOT NULL UNIQUE,
  passages INTEGER NOT NULL DEFAULT 0 CHECK (passages >= 0),
  words INTEGER NOT NULL DEFAULT 0 CHECK (words >= 0)
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE source (
  workspace_id TEXT NOT NULL REFERENCES knowledge (workspace_id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('qa', 'text')),
  title TEXT NOT NULL,
  question TEXT,
  body TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  page_id TEXT,
  address TEXT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, page_id) REFERENCES page (workspace_id, id),
  CHECK ((kind = 'qa') = (question IS NOT NULL))
) STRICT""",
    """
CREATE TABLE source_version (
  workspace_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  question TEXT,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, source_id, version),
  FOREIGN KEY (workspace_id, source_id) REFERENCES source (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX source_page ON source (workspace_id, page_id) WHERE page_id IS NOT NULL",
    # title_words and body_words: the text as searchable words, kept because ranking reads them for every candidate.
    # row: the passage's rowid in passage_words. space: the model (and how many numbers it gives) that has read it.
    """
CREATE TABLE passage (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  title_words TEXT NOT NULL,
  body_words TEXT NOT NULL,
  size INTEGER NOT NULL,
  row INTEGER NOT NULL UNIQUE,
  space TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, source_id, ordinal),
  FOREIGN KEY (workspace_id, source_id) REFERENCES source (workspace_id, id)
) STRICT""",
    "CREATE INDEX passage_space ON passage (space)",
    # What a passage means, where the settings name a model: a byte for each number, and its sign as one bit.
    """
CREATE TABLE embedding (
  workspace_id TEXT NOT NULL,
  passage_id TEXT NOT NULL,
  space TEXT NOT NULL,
  sketch BLOB NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (workspace_id, passage_id),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passage (workspace_id, id) ON DELETE CASCADE
) STRICT""",
    "CREATE INDEX embedding_sketch ON embedding (workspace_id, space, passage_id, sketch)",
    # Every word the workspace's passages use, and in how many of them it occurs. row: its rowid in term_trigrams.
    """
CREATE TABLE term (
  workspace_id TEXT NOT NULL REFERENCES knowledge (workspace_id),
  term TEXT NOT NULL,
  passages INTEGER NOT NULL,
  row INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (workspace_id, term)
) STRICT, WITHOUT ROWID""",
    """
CREATE VIRTUAL TABLE passage_words USING fts5(
  title, body, content='', contentless_delete=1,
  tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "INSERT INTO passage_words (passage_words, rank) VALUES ('rank', 'bm25(3.0, 1.0)')",
    """
CREATE VIRTUAL TABLE term_trigrams USING fts5(
  trigrams, content='', contentless_delete=1, detail=none,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc' tokenchars '^$'")""",
)
