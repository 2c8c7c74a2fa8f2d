"""Carrying a workspace elsewhere, and ending it."""
