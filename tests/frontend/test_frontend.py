"""The front-end's own unit tests and byte budgets, so that one command runs everything."""

from __future__ import annotations

from scripts.frontend import frontend


def test_the_unit_tests_of_the_front_end_pass() -> None:
    answer = frontend("test", capture=True)
    assert answer.returncode == 0, answer.stdout[-6000:] + answer.stderr[-3000:]


def test_widget_and_inbox_stay_within_their_byte_budgets() -> None:
    answer = frontend("size", capture=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
