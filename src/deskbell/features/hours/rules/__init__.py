"""Decisions about opening hours. Pure: the moment is passed in."""
