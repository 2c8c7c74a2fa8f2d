"""A browser test that fails is run once more, from its first fixture on, and the closing lines say so (ADR 105)."""

from __future__ import annotations

import pytest
from _pytest.runner import runtestprotocol

AGAIN = "run again"
AT_MOST = 3
"""In one process. Where more than that fails it is no race, and running it all twice helps nobody."""
spent = pytest.StashKey[int]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    if item.get_closest_marker("browser") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    failed, before = [one for one in reports if one.failed], item.config.stash.get(spent, 0)
    if failed and before < AT_MOST:
        item.config.stash[spent] = before + 1
        if failed[0].when == "setup":
            item.session._setupstate.teardown_exact(None)  # else what all tests share stays the failure it was
        for report in failed:
            report.outcome = AGAIN  # type: ignore[assignment]
        reports = failed + runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    return (AGAIN, "a", "AGAIN") if report.outcome == AGAIN else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What went wrong the first time, in full: a race that was lost is still to be mended."""
    for report in terminalreporter.stats.get(AGAIN, []):
        terminalreporter.section(f"run again after this: {report.nodeid}", "_")
        terminalreporter.line(report.longreprtext)
