"""Subtests (of pytest 9 and of pytest-subtests): parts of one attempt, never attempts of their own."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_backstory.failure import failure_of
from pytest_backstory.params import param
from pytest_backstory.status import status_of
from pytest_backstory.times import milliseconds_of


def is_subtest(report: pytest.TestReport) -> bool:
    """Whether the report is of a subtest. The class of the plugin for older pytests has no public name to import."""
    return type(report).__name__.lower() == "subtestreport"


def subtest_of(report: Any) -> dict[str, Any]:
    """The subtest as its test's result holds it."""
    context = report.context
    subtest: dict[str, Any] = {
        "name": str(context.msg or ""),
        "params": {str(name): param(value, 0) for name, value in dict(context.kwargs).items()},
        "status": status_of(report),
        "durationMs": milliseconds_of(report.duration),
    }
    if report.outcome != "passed":
        subtest.update(failure_of(report))
    return subtest
