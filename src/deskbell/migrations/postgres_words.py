"""PostgreSQL's side of what SQLite has built in: functions by the names that the stores use, and the tables of words.

The tables of words hold no workspace, as on SQLite: every word begins with the name or number of its own. Row-level
security would keep the index from being used, since `@@` might tell of rows that it hides.
"""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final[tuple[str, ...]] = (
    """
CREATE FUNCTION json_valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE
AS 'SELECT $1::json IS NOT NULL'""",
    """
CREATE FUNCTION json_each(text) RETURNS TABLE (key text, value text) LANGUAGE sql IMMUTABLE AS $$
  SELECT (n - 1)::text, v #>> '{}'
  FROM json_array_elements(CASE json_typeof($1::json) WHEN 'array' THEN $1::json ELSE '[]' END) WITH ORDINALITY a (v, n)
  UNION ALL SELECT o.key, o.value #>> '{}'
  FROM json_each(CASE json_typeof($1::json) WHEN 'object' THEN $1::json ELSE '{}' END) o $$""",
    "CREATE FUNCTION json_quote(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT to_json($1)::text'",
    """
CREATE FUNCTION json_patch(text, text) RETURNS text LANGUAGE sql IMMUTABLE
AS 'SELECT ($1::jsonb || $2::jsonb)::text'""",
    "CREATE FUNCTION json_field(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::json ->> $2'",
    "CREATE FUNCTION json_field(text, int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::json ->> $2'",
    "CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_field)",
    "CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = int, FUNCTION = json_field)",
    """
CREATE FUNCTION json_with(jsonb, text, bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE
AS 'SELECT $1 || jsonb_build_object($2, $3)'""",
    "CREATE AGGREGATE json_group_object(text, bigint) (SFUNC = json_with, STYPE = jsonb, INITCOND = '{}')",
    "CREATE FUNCTION instr(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2)'",
    "CREATE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT greatest($1, $2)'",
    """
CREATE FUNCTION max(bigint, bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
AS 'SELECT greatest($1, $2, $3)'""",
    # The knowledge's words: spelled plainly by us, then stemmed as SQLite's porter does it.
    "CREATE TEXT SEARCH DICTIONARY deskbell_porter (TEMPLATE = snowball, LANGUAGE = porter)",
    """
CREATE FUNCTION stemmed(text) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT coalesce((ts_lexize('deskbell_porter', $1))[1], $1) $$""",
    """
CREATE FUNCTION passage_vector(title text, body text) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT stemmed(w) FROM unnest(string_to_array(title || ' ' || body, ' ')) w WHERE w <> ''
    UNION SELECT '^' || stemmed(w) FROM unnest(string_to_array(title, ' ')) w WHERE w <> '')) $$""",
    # place: `^` for words in the title; terms: a JSON list.
    """
CREATE FUNCTION passage_query(place text, terms text) RETURNS tsquery LANGUAGE sql STABLE AS $$
  SELECT string_agg(quote_literal(place || stemmed(t.value)), ' | ')::tsquery FROM json_each(terms) t $$""",
    # What was said: lower case without accents, by a collation that knows more letters than ASCII's.
    r"""
DO $do$
DECLARE letters text := (SELECT quote_ident(collname) FROM pg_collation
  WHERE collname IN ('pg_c_utf8', 'und-x-icu', 'C.utf8', 'C.UTF-8', 'en_US.utf8') AND collencoding IN (-1, 6)
  ORDER BY array_position(ARRAY['pg_c_utf8', 'und-x-icu', 'C.utf8', 'C.UTF-8', 'en_US.utf8'], collname::text) LIMIT 1);
BEGIN
  IF letters IS NULL OR current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'Deskbell needs a database in UTF8, with ICU or a UTF-8 locale';
  END IF;
  EXECUTE format($make$
    CREATE FUNCTION spoken(text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $body$
      SELECT ARRAY(SELECT DISTINCT left(w, 200) FROM unnest(regexp_split_to_array(lower(normalize(
        regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'), NFC) COLLATE %1$s), '\W+')) w WHERE w <> '')
    $body$ $make$, letters);
END $do$""",
    """
CREATE FUNCTION spoken_vector(scope text, said text) RETURNS tsvector LANGUAGE sql IMMUTABLE
AS $$ SELECT array_to_tsvector(ARRAY(SELECT scope || ' ' || w FROM unnest(spoken(coalesce(said, ''))) w)) $$""",
    """
CREATE FUNCTION spoken_query(scope text, asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE
AS $$ SELECT string_agg(quote_literal(scope || ' ' || w) || ':*', ' & ')::tsquery FROM unnest(spoken(asked)) w $$""",
)


def _indexed(table: str, column: str) -> tuple[str, ...]:
    return (
        f"CREATE TABLE {table} (row BIGINT PRIMARY KEY, {column} TSVECTOR NOT NULL)",
        f"CREATE INDEX {table}_{column} ON {table} USING gin ({column})",
    )


# The one look beyond one's own workspace: how many mails an address gets is counted over all of them.
BESIDE: Final[dict[str, str]] = {
    "mail": """
CREATE FUNCTION mail_to_anybody(address text) RETURNS SETOF mail LANGUAGE plpgsql AS $$
DECLARE own text := current_setting('app.ws', true); BEGIN
  PERFORM set_config('app.ws', '*', true);
  RETURN QUERY SELECT * FROM mail WHERE recipient = address;
  PERFORM set_config('app.ws', own, true);
END $$""",
}

BY_HAND: Final[dict[str, tuple[str, ...]]] = {
    "passage_words": _indexed("passage_words", "words"),
    "term_trigrams": _indexed("term_trigrams", "trigrams"),
    "message_words": _indexed("message_words", "words"),
    "event_is_indexed": (
        """
CREATE FUNCTION event_is_indexed() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE found bigint; BEGIN
  INSERT INTO message_row (workspace_id, conversation_id, seq)
  VALUES (NEW.workspace_id, NEW.conversation_id, NEW.seq) RETURNING row INTO found;
  INSERT INTO message_words (row, words) VALUES (found, spoken_vector(NEW.workspace_id, NEW.body ->> 'text'));
  RETURN NULL;
END $$""",
        """
CREATE TRIGGER event_is_indexed AFTER INSERT ON event FOR EACH ROW WHEN (NEW.type = 'message')
EXECUTE FUNCTION event_is_indexed()""",
    ),
    "event_is_indexed_anew": (
        """
CREATE FUNCTION event_is_indexed_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE message_words SET words = spoken_vector(NEW.workspace_id, NEW.body ->> 'text')
  WHERE row = (SELECT m.row FROM message_row m WHERE m.workspace_id = NEW.workspace_id
    AND m.conversation_id = NEW.conversation_id AND m.seq = NEW.seq);
  RETURN NULL;
END $$""",
        """
CREATE TRIGGER event_is_indexed_anew AFTER UPDATE OF body ON event FOR EACH ROW WHEN (NEW.type = 'message')
EXECUTE FUNCTION event_is_indexed_anew()""",
    ),
    "event_is_no_longer_indexed": (
        """
CREATE FUNCTION event_is_no_longer_indexed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  WITH gone AS (DELETE FROM message_row m WHERE m.workspace_id = OLD.workspace_id
    AND m.conversation_id = OLD.conversation_id AND m.seq = OLD.seq RETURNING m.row)
  DELETE FROM message_words w USING gone WHERE w.row = gone.row;
  RETURN OLD;
END $$""",
        """
CREATE TRIGGER event_is_no_longer_indexed BEFORE DELETE ON event FOR EACH ROW WHEN (OLD.type = 'message')
EXECUTE FUNCTION event_is_no_longer_indexed()""",
    ),
}
