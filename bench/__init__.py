"""Measurements, each against a baseline in the same run. `python -m bench` runs all of them."""
