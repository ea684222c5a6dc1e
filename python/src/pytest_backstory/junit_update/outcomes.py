"""How the tests of this session ended, as a JUnit XML file has to say it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from pytest_backstory.junit_update.names import CaseName, case_name
from pytest_backstory.subtests import is_subtest


@dataclass
class Problem:
    """What stands in a case that did not pass: a `failure`, an `error` or a `skipped`."""

    kind: str
    message: str
    text: str = ""
    type: str = ""


@dataclass
class CaseOutcome:
    """One test: what it is called, how long it took in seconds, and what was wrong with it, if anything."""

    nodeid: str
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)
    output: list[tuple[str, str]] = field(default_factory=list)
    has_passed: bool = False
    #: Not a test but a file, which a report has as a case when it could not be collected.
    is_file: bool = False

    @property
    def name(self) -> CaseName:
        """What the file calls it."""
        return case_name(self.nodeid)

    @property
    def is_passed(self) -> bool:
        """Whether setup, call and teardown all passed."""
        return self.has_passed and not self.problems

    @property
    def is_failing(self) -> bool:
        """Whether it failed, in whichever phase."""
        return any(problem.kind != "skipped" for problem in self.problems)


class Outcomes:
    """Gathers the reports of a session. Of several attempts of a test the last counts."""

    def __init__(self) -> None:
        self._cases: dict[str, CaseOutcome] = {}
        self._uncollected: dict[str, Problem] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Takes the report of a phase."""
        outcome: str = report.outcome
        if is_subtest(report) and outcome == "passed":
            return
        case = self._cases.get(report.nodeid)
        if case is None or report.when == "setup":
            case = self._cases[report.nodeid] = CaseOutcome(report.nodeid)
        case.seconds += max(report.duration, 0.0)
        if outcome == "passed":
            case.has_passed = case.has_passed or report.when == "call"
        else:
            case.problems.append(_problem(report, outcome))
        if report.when == "teardown" or outcome != "passed":
            case.output = list(report.sections)

    def add_uncollected(self, report: pytest.CollectReport) -> None:
        """Takes the report of a file that could not be collected."""
        self._uncollected[report.nodeid] = Problem("error", "collection failure", report.longreprtext)

    def cases(self) -> list[CaseOutcome]:
        """Every test that ran; with them each file that now can be collected, as a case that passed."""
        modules = {nodeid.partition("::")[0] for nodeid in self._cases} - set(self._uncollected)
        collected = [
            CaseOutcome(module, has_passed=True, is_file=True) for module in sorted(modules - set(self._cases))
        ]
        uncollected = [
            CaseOutcome(nodeid, problems=[problem], is_file=True) for nodeid, problem in self._uncollected.items()
        ]
        return [*self._cases.values(), *uncollected, *collected]


def _problem(report: pytest.TestReport, outcome: str) -> Problem:
    if outcome == "skipped":
        reason = getattr(report, "wasxfail", None)
        if reason is not None:
            return Problem("skipped", reason, type="pytest.xfail")
        place = report.longrepr
        text = f"{place[0]}:{place[1]}: {place[2]}" if isinstance(place, tuple) else report.longreprtext
        message = place[2] if isinstance(place, tuple) else report.longreprtext
        return Problem("skipped", message.removeprefix("Skipped: "), text, "pytest.skip")
    crash = getattr(report.longrepr, "reprcrash", None)
    message = str(crash.message) if crash is not None else report.longreprtext.strip().rpartition("\n")[2]
    if report.when == "call" or report.when is None:
        return Problem("failure", message, report.longreprtext)
    return Problem("error", f'failed on {report.when} with "{message}"', report.longreprtext)
