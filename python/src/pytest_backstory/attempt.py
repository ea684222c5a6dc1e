"""One attempt of one test: the reports of its phases, and the record that they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES, WORD, cut
from pytest_backstory.failure import failure_of
from pytest_backstory.output import output_of
from pytest_backstory.properties import properties_of
from pytest_backstory.status import RANKS, raw_status_of, status_of
from pytest_backstory.subtests import subtest_of
from pytest_backstory.times import iso, milliseconds_of


class Attempt:
    """Gathers the reports of one attempt until it is over."""

    __slots__ = ("before", "facts", "number", "reports", "started", "subtests")

    def __init__(self, facts: str, number: int, before: Sequence[tuple[str, str]]) -> None:
        self.facts = facts
        self.number = number
        self.before = before
        self.started: float | None = None
        self.reports: list[pytest.TestReport] = []
        self.subtests: list[pytest.TestReport] = []

    def add(self, report: pytest.TestReport) -> None:
        """Takes the report of the next phase."""
        if self.started is None:
            # pytest before 8 does not say when a phase began.
            self.started = getattr(report, "start", 0.0) or time() - report.duration
        self.reports.append(report)

    @property
    def decided(self) -> bool:
        """Whether something is known of the outcome: more than that the setup passed."""
        return any(report.when != "setup" or report.outcome != "passed" for report in self.reports)

    @property
    def is_rerun(self) -> bool:
        """Whether another attempt follows, as pytest-rerunfailures says."""
        return any(report.outcome == "rerun" for report in self.reports)  # type: ignore[comparison-overlap]

    @property
    def sections(self) -> Sequence[tuple[str, str]]:
        """The output that pytest holds for the test: it grows from attempt to attempt."""
        return self.reports[-1].sections

    def record(self, result_id: int) -> dict[str, Any]:
        """The result record, but for the facts. It needs at least one report."""
        decisive, status, phases, duration = self._phases()
        fields: dict[str, Any] = {
            "kind": "result",
            "resultId": str(result_id),
            "attempt": self.number,
            "status": status,
            "rawStatus": raw_status_of(decisive, status),
            "startedAt": iso(self.started or 0.0),
            "durationMs": milliseconds_of(duration),
            "phases": phases,
        }
        last = self.reports[-1]
        _add_location(fields, last)
        if status != "passed":
            failure = failure_of(decisive)
            if failure is not None:
                fields["failure"] = failure
        if last.sections:
            fields.update(output_of(last.sections, self.before))
        if last.user_properties:
            fields.update(properties_of(last.user_properties))
        if self.subtests:
            fields["subtests"] = [subtest_of(report) for report in self.subtests[:ENTRIES]]
        return fields

    def _phases(self) -> tuple[pytest.TestReport, str, list[dict[str, Any]], float]:
        decisive = None
        worst = "passed"
        duration = 0.0
        phases = []
        for report in self.reports:
            status = status_of(report)
            phases.append({"name": report.when, "status": status, "durationMs": milliseconds_of(report.duration)})
            duration += report.duration
            if decisive is None or RANKS[status] > RANKS[worst] or (worst == "passed" and report.when == "call"):
                decisive, worst = report, status
        for report in self.subtests:
            if status_of(report) == "failed" and worst != "failed":
                decisive, worst = report, "failed"
        if decisive is None:
            raise ValueError("an attempt without reports has no record")
        return decisive, worst, phases, duration


def _add_location(fields: dict[str, Any], report: pytest.TestReport) -> None:
    path, index, _ = report.location
    fields["file"] = cut(path.replace("\\", "/"), WORD)
    if index is not None and index >= 0:
        fields["line"] = index + 1
    worker = getattr(report, "worker_id", None)
    if worker:
        fields["worker"] = str(worker)
