"""Verbs of notifications: an operator's devices, and ringing them."""
