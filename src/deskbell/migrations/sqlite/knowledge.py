"""Knowledge tables."""

STATEMENTS: tuple[str, ...] = ()
