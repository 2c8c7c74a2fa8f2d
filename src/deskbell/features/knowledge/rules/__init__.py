"""Decisions about knowledge: splitting, reading a question, ranking, whether to answer. Pure; no SQL in here."""
