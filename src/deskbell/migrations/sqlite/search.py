"""What was said, by its words, as SQLite statements (revision 0001). Triggers keep the index with the log, also when a
text is taken out of it."""

STATEMENTS: tuple[str, ...] = (
    # The rows ascend with time, which is the order in which results are shown.
    """
CREATE TABLE message_row (
  workspace_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  row INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (workspace_id, conversation_id, seq),
  FOREIGN KEY (workspace_id, conversation_id, seq) REFERENCES event (workspace_id, conversation_id, seq)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX message_row_newest ON message_row (workspace_id, row)",
    # scope: the workspace's id, which is one word, so that a search walks its own messages only.
    """
CREATE VIRTUAL TABLE message_words USING fts5(
  scope, text, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc' tokenchars '_'")""",
    """
CREATE TRIGGER event_is_indexed AFTER INSERT ON event WHEN NEW.type = 'message'
BEGIN
  INSERT INTO message_row (workspace_id, conversation_id, seq, row)
  SELECT NEW.workspace_id, NEW.conversation_id, NEW.seq, 1 + coalesce(max(row), 0) FROM message_row;
  INSERT INTO message_words (rowid, scope, text)
  SELECT row, NEW.workspace_id, json_extract(NEW.body, '$.text') FROM message_row
  WHERE workspace_id = NEW.workspace_id AND conversation_id = NEW.conversation_id AND seq = NEW.seq;
END""",
    """
CREATE TRIGGER event_is_indexed_anew AFTER UPDATE OF body ON event WHEN NEW.type = 'message'
BEGIN
  DELETE FROM message_words WHERE rowid = (SELECT row FROM message_row WHERE workspace_id = NEW.workspace_id
    AND conversation_id = NEW.conversation_id AND seq = NEW.seq);
  INSERT INTO message_words (rowid, scope, text)
  SELECT row, NEW.workspace_id, json_extract(NEW.body, '$.text') FROM message_row
  WHERE workspace_id = NEW.workspace_id AND conversation_id = NEW.conversation_id AND seq = NEW.seq;
END""",
    """
CREATE TRIGGER event_is_no_longer_indexed BEFORE DELETE ON event WHEN OLD.type = 'message'
BEGIN
  DELETE FROM message_words WHERE rowid = (SELECT row FROM message_row WHERE workspace_id = OLD.workspace_id
    AND conversation_id = OLD.conversation_id AND seq = OLD.seq);
  DELETE FROM message_row
  WHERE workspace_id = OLD.workspace_id AND conversation_id = OLD.conversation_id AND seq = OLD.seq;
END""",
)
