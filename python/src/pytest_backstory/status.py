"""pytest's words, phase by phase, as statuses of the model."""

from __future__ import annotations

import pytest

#: From the best to the worst; what the call says weighs more than what setup or teardown add to it.
RANKS = {"passed": 0, "skipped": 1, "broken": 2, "failed": 3}


def status_of(report: pytest.TestReport) -> str:
    """The status of one phase: a failure of the call is `failed`, one of setup or teardown is `broken`."""
    outcome: str = report.outcome
    if outcome == "passed" or outcome == "skipped":
        return outcome
    # "failed", or "rerun" of pytest-rerunfailures
    return "failed" if report.when == "call" else "broken"


def raw_status_of(report: pytest.TestReport, status: str) -> str:
    """pytest's own word for the phase that decided, as its summary says it."""
    outcome: str = report.outcome
    if hasattr(report, "wasxfail"):
        return {"skipped": "xfailed", "passed": "xpassed"}.get(outcome, outcome)
    return "error" if status == "broken" and outcome == "failed" else outcome
