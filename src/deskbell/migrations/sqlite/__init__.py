"""The first schema for SQLite, one file per group of tables. Released statements are never edited: add a revision."""
