"""What an answer must pass before a visitor may believe it. Pure: no model, no clock, no database in here."""


class Ungrounded(Exception):
    """The answer states what nothing supports."""


class Leaked(Ungrounded):
    """The answer tells what the assistant was told of itself."""
