"""One attempt of one test: the reports of its phases, and the record that they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES
from pytest_backstory.encode import json_text, members
from pytest_backstory.facts_with import facts_with
from pytest_backstory.failure import failure_of
from pytest_backstory.notes import Note
from pytest_backstory.output import output_of
from pytest_backstory.properties import properties_of
from pytest_backstory.status import RANKS, raw_status_of, status_of
from pytest_backstory.subtests import subtest_of
from pytest_backstory.times import iso
from pytest_backstory.unreported import is_retried

PHASES = ("setup", "call", "teardown")
PHASE = '{"name":"%s","status":"%s","durationMs":%.3f}'
ALL_PASSED = ",".join(f'{{"name":"{phase}","status":"passed","durationMs":%.3f}}' for phase in PHASES)
#: What the reports of an attempt add up to: status, the report that decides it, milliseconds, and the phases as JSON.
Sum = tuple[str, pytest.TestReport, float, str]


class Attempt:
    """Gathers the reports of one attempt until it is over. `before` is the output that earlier attempts left."""

    __slots__ = ("before", "early", "facts", "number", "reports", "started", "subtests")

    def __init__(self, facts: str, number: int, first: pytest.TestReport, before: Sequence[tuple[str, str]]) -> None:
        self.facts = facts
        self.number = number
        self.before = before
        #: What it told before it was over.
        self.early: Note | None = None
        # pytest before 8 does not say when a phase began.
        self.started: float = getattr(first, "start", 0.0) or time() - first.duration
        self.reports: list[pytest.TestReport] = []
        self.subtests: list[pytest.TestReport] = []

    @property
    def is_decided(self) -> bool:
        """Whether something is known of the outcome: more than that the setup passed."""
        return any(report.when != "setup" or report.outcome != "passed" for report in self.reports)

    @property
    def is_rerun(self) -> bool:
        """Whether another attempt follows, as a plugin that retries says."""
        return any(is_retried(report.outcome) for report in self.reports)

    def result(self, result_id: int, note: Note | None = None) -> tuple[str, bytes]:
        """The status, and the record as a line. It is put together as text: this runs once a test."""
        facts = self.facts if note is None else facts_with(self.facts, note, self.reports[0].nodeid)
        status, decisive, milliseconds, phases = self._all_passed() or self._sum()
        # A test that only its subtests failed has no reason of its own.
        if self.subtests and (status != "failed" or isinstance(decisive.longrepr, str)):
            status, decisive = self._with_subtests(status, decisive)
        raw = '"passed"' if status == "passed" and not hasattr(decisive, "wasxfail") else _raw(decisive, status)
        line = (
            f'{{"kind":"result","resultId":"{result_id}",{facts},"attempt":{self.number},"status":"{status}",'
            f'"rawStatus":{raw},"startedAt":"{iso(self.started)}",'
            f'"durationMs":{milliseconds:.3f},"phases":[{phases}]{self._more(decisive, status, note)}}}\n'
        )
        return status, line.encode("utf-8", "replace")

    def _all_passed(self) -> Sum | None:
        """The sum where three phases passed, as of most attempts; None for any other."""
        if len(self.reports) != 3:
            return None
        setup, call, teardown = self.reports
        if not setup.outcome == call.outcome == teardown.outcome == "passed" or call.when != "call":
            return None
        each = setup.duration * 1000, call.duration * 1000, teardown.duration * 1000
        return ("passed", call, sum(each), ALL_PASSED % each) if min(each) >= 0 else None

    def _sum(self) -> Sum:
        """The sum of any phases: the worst decides."""
        status = "passed"
        decisive = self.reports[0]
        total = 0.0
        phases = []
        for report in self.reports:
            when, phase = report.when, "passed"
            if report.outcome != "passed":
                phase = status_of(report)
                if RANKS[phase] > RANKS[status]:
                    status, decisive = phase, report
            elif when == "call" and status == "passed":
                decisive = report
            # A clock that was set back makes no negative duration.
            milliseconds = report.duration * 1000 if report.duration > 0 else 0.0
            total += milliseconds
            phases.append(PHASE % (when if when in PHASES else "call", phase, milliseconds))
        return status, decisive, total, ",".join(phases)

    def _with_subtests(self, status: str, decisive: pytest.TestReport) -> tuple[str, pytest.TestReport]:
        """A failed subtest fails its test, also in pytests in which the test itself then passes."""
        failed = [report for report in self.subtests if status_of(report) == "failed"]
        return ("failed", failed[0]) if failed else (status, decisive)

    def _more(self, decisive: pytest.TestReport, status: str, note: Note | None) -> str:
        """What most passed tests do not have."""
        last = self.reports[-1]
        fields: dict[str, Any] = {}
        if status != "passed":
            also = (each for each in self.reports if each is not decisive and status_of(each) in ("failed", "broken"))
            fields.update(failure_of(decisive, also))
        if last.sections:
            fields.update(output_of(last.sections, self.before))
        told = note.get("properties", ()) if note is not None else ()
        if last.user_properties or told:
            fields.update(properties_of([*last.user_properties, *told]))
        if note is not None and note.get("steps"):
            fields["steps"] = note["steps"]
        if self.subtests:
            fields["subtests"] = [subtest_of(report) for report in self.subtests[:ENTRIES]]
        worker = getattr(last, "worker_id", None)
        if worker:
            fields["worker"] = str(worker)
        return members(fields) if fields else ""


def _raw(decisive: pytest.TestReport, status: str) -> str:
    return json_text(raw_status_of(decisive, status))
