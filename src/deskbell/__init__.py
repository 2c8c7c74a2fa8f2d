"""Deskbell: AI support chat that rings for a human."""

__version__ = "0.1.0"
