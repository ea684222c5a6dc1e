"""The status of a test, from the reports of its phases."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Optional

import pytest

from pytest_backstory.harvest.kept_reports import kept_reports
from pytest_backstory.harvesting.names import PHASES

Status = tuple[str, Optional[float]]
Details = dict[str, tuple[str, float]]


def get_pytest_status(item: Any, durations_in_ms: bool = False, current_request: Any = None) -> tuple[Status, Details]:
    """`((status, duration of the call), {phase: (outcome, duration)})`: the worst phase, `pending` before all three.

    A test without any report is `unknown`, but that of `current_request` is `pending`.
    """
    details = _details(item, durations_in_ms)
    if len(details) < len(PHASES) and not _is_left(item, details):
        is_running = current_request is not None and getattr(current_request, "node", None) is item
        status = "pending" if details or is_running else "unknown"
    else:
        status = _worst(details)
    return (status, details["call"][1] if "call" in details else None), details


def complete_status(item: Any, durations_in_ms: bool = False, current_request: Any = None) -> tuple[Status, Details]:
    """The same, but a test that ended without a call, in setup or with its worker, has the status it ended with."""
    (status, duration), details = get_pytest_status(item, durations_in_ms, current_request)
    if status == "pending" and _has_ended(item, details):
        return (_worst(details), duration), details
    return (status, duration), details


def is_pytest_incomplete(item: Any) -> bool:
    """Whether a report of the three phases is missing, as of a test that failed or was skipped in setup."""
    reports = kept_reports(item)
    return len(reports) < len(PHASES) and not _is_left(item, reports)


def _is_left(item: Any, phases: Mapping[str, Any]) -> bool:
    """Whether a fixture of the module or the session is being torn down after the test, of which that is a part."""
    if "call" not in phases or "teardown" in phases or not isinstance(item, pytest.Item):
        return False
    stack = item.session._setupstate.stack
    return item not in stack and item.parent not in stack


def _has_ended(item: Any, details: Details) -> bool:
    return "teardown" in details or bool(getattr(item, "harvest_crashed", False))


def _details(item: Any, durations_in_ms: bool) -> Details:
    factor = 1000 if durations_in_ms else 1
    return OrderedDict(
        (phase, (report.outcome, report.duration * factor)) for phase, report in kept_reports(item).items()
    )


def _worst(details: Details) -> str:
    status = "passed"
    for outcome, _ in details.values():
        if status == "passed" or (status == "skipped" and outcome == "failed"):
            status = outcome
    return status
