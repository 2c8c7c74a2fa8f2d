"""Measuring the product with cases from files: one prediction a line, for anyone to score."""
