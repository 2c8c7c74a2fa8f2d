"""Thumbs on answers, and the questions that the knowledge does not answer."""
