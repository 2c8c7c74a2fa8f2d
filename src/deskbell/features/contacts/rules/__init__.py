"""What a visitor has told of themselves, and what may be asked next: decisions, all pure."""
