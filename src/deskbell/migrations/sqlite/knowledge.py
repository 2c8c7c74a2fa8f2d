"""Sources, their passages, and the two full-text tables behind the search, as SQLite statements (revision 0001).

`knowledge.number` is the workspace's short name inside the full-text tables: `w7` is one word of `passage_words`, three
private-use characters are one trigram of `term_trigrams`. So a search looks at one workspace's rows only, and no id is
ever cut into words. Triggers keep both tables in step with the rows they index; nothing else writes to them.
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
  PRIMARY KEY (workspace_id, id),
  CHECK ((kind = 'qa') = (question IS NOT NULL))
) STRICT, WITHOUT ROWID""",
    # title_words and body_words: the text as searchable words. Kept, because ranking reads them for every candidate.
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
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, source_id, ordinal),
  FOREIGN KEY (workspace_id, source_id) REFERENCES source (workspace_id, id)
) STRICT, WITHOUT ROWID""",
    # Every word the workspace's passages use, and in how many of them it occurs.
    """
CREATE TABLE term (
  workspace_id TEXT NOT NULL REFERENCES knowledge (workspace_id),
  term TEXT NOT NULL,
  spelled TEXT NOT NULL,
  passages INTEGER NOT NULL,
  row INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (workspace_id, term)
) STRICT, WITHOUT ROWID""",
    """
CREATE VIRTUAL TABLE passage_words USING fts5(
  workspace, title, body, content='', contentless_delete=1,
  tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "INSERT INTO passage_words (passage_words, rank) VALUES ('rank', 'bm25(0.0, 3.0, 1.0)')",
    """
CREATE VIRTUAL TABLE term_trigrams USING fts5(
  workspace, term, content='', contentless_delete=1, detail=column, tokenize='trigram case_sensitive 1')""",
    """
CREATE TRIGGER passage_is_indexed AFTER INSERT ON passage BEGIN
  INSERT INTO passage_words (rowid, workspace, title, body)
  SELECT NEW.row, 'w' || number, NEW.title_words, NEW.body_words FROM knowledge WHERE workspace_id = NEW.workspace_id;
END""",
    """
CREATE TRIGGER passage_leaves_the_index AFTER DELETE ON passage BEGIN
  DELETE FROM passage_words WHERE rowid = OLD.row;
END""",
    """
CREATE TRIGGER passage_is_replaced_not_changed BEFORE UPDATE ON passage
BEGIN SELECT RAISE(ABORT, 'delete the passage and insert another'); END""",
    """
CREATE TRIGGER term_is_indexed AFTER INSERT ON term BEGIN
  INSERT INTO term_trigrams (rowid, workspace, term)
  SELECT NEW.row, char(57344 + number / 36000000, 57344 + number / 6000 % 6000, 57344 + number % 6000),
    '^' || NEW.spelled || '$' FROM knowledge WHERE workspace_id = NEW.workspace_id;
END""",
    """
CREATE TRIGGER term_leaves_the_index AFTER DELETE ON term BEGIN
  DELETE FROM term_trigrams WHERE rowid = OLD.row;
END""",
)
