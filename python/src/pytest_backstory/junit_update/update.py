"""What a rerun changes in a JUnit XML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_backstory.junit_update.counters import Counters
from pytest_backstory.junit_update.edits import Edits, attribute, content
from pytest_backstory.junit_update.matching import Cases
from pytest_backstory.junit_update.outcomes import CaseOutcome, Problem
from pytest_backstory.junit_update.report_file import Element, ReportFile, UnreadableReportError

FAILING = ("failure", "error")
PROBLEMS = (*FAILING, "skipped")
#: Where a case holds what its test printed, and how pytest calls it.
OUTPUT = {"system-out": "stdout", "system-err": "stderr"}


@dataclass
class Updated:
    """The file as it shall be, and the tests by what became of them."""

    content: bytes
    healed: list[str] = field(default_factory=list)
    still_failing: list[str] = field(default_factory=list)
    newly_failing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Update:
    """Brings a file up to date with the tests of a session.

    Without `merge` only what failed and now passes changes: its failures go, and are taken off the counters. With it
    the file tells the session's result of each test of it: what failed anew, was skipped, took another time, or is new.
    With `mark` a healed case gets a property that says so.
    """

    def __init__(self, report: ReportFile, *, merge: bool, mark: bool) -> None:
        self._report = report
        self._merge = merge
        self._mark = mark
        self._edits = Edits(report)
        self._counters = Counters(report)
        self._updated = Updated(report.content)

    def with_tests(self, tests: Sequence[CaseOutcome]) -> Updated:
        """The update by these tests."""
        cases = Cases(self._report.cases)
        for test in tests:
            elements = cases.of(test)
            if elements:
                self._change(test, elements)
            elif self._merge and not (test.is_file and test.is_passed):
                self._add(test)
            elif not test.is_file:
                self._updated.unknown.append(test.nodeid)
        self._counters.write(self._edits)
        if self._edits.are_any:
            self._updated.content = self._edits.made()
        return self._updated

    def _change(self, test: CaseOutcome, elements: list[Element]) -> None:
        was_failing = any(_of_kinds(element, FAILING) for element in elements)
        self._note(test, was_failing)
        if test.is_passed:
            for element in elements:
                self._clear(element, PROBLEMS if self._merge else FAILING)
            if was_failing and self._mark:
                self._mark_healed(elements[0])
        if self._merge:
            self._replace(test, elements)

    def _note(self, test: CaseOutcome, was_failing: bool) -> None:
        if was_failing and test.is_passed:
            self._updated.healed.append(test.nodeid)
        elif was_failing and test.is_failing:
            self._updated.still_failing.append(test.nodeid)
        elif test.is_failing:
            self._updated.newly_failing.append(test.nodeid)

    def _clear(self, case: Element, kinds: tuple[str, ...]) -> None:
        problems = _of_kinds(case, kinds)
        for problem in problems:
            self._edits.remove(problem)
        self._counters.take_off(case, [problem.kind for problem in problems])

    def _mark_healed(self, case: Element) -> None:
        markup = f"<property{attribute('name', 'backstory.healed')}{attribute('value', 'true')}/>"
        properties = _of_kinds(case, ("properties",))
        if properties:
            self._edits.append(properties[0], markup)
        elif case.is_empty:
            self._edits.append(case, f"<properties>{markup}</properties>")
        else:
            self._edits.insert(case.open_end, f"<properties>{markup}</properties>")

    def _replace(self, test: CaseOutcome, elements: list[Element]) -> None:
        """Puts the session's result into the first of the cases; the other ones of the same name are cleared."""
        first = elements[0]
        for element in elements:
            if not test.is_passed:
                self._clear(element, PROBLEMS)
            for output in _of_kinds(element, tuple(OUTPUT)):
                self._edits.remove(output)
        self._counters.put(first, [problem.kind for problem in test.problems])
        self._counters.retime(first, test.seconds)
        if "time" in first.attributes:
            self._edits.set_attribute(first, "time", f"{test.seconds:.3f}")
        markup = _inside(test)
        if markup:
            self._edits.append(first, markup)

    def _add(self, test: CaseOutcome) -> None:
        suite = self._suite_for(test)
        name = attribute("classname", test.name.classname) + attribute("name", test.name.name)
        self._edits.append(suite, f'<testcase{name} time="{test.seconds:.3f}">{_inside(test)}</testcase>')
        self._counters.add_case(suite, [problem.kind for problem in test.problems], test.seconds)
        self._updated.added.append(test.nodeid)
        if test.is_failing:
            self._updated.newly_failing.append(test.nodeid)

    def _suite_for(self, test: CaseOutcome) -> Element:
        """The suite that has other tests of the same class, else the first that has tests, else the first of all."""
        suites = [case.parent for case in self._report.cases if case.parent is not None]
        siblings = [
            case.parent
            for case in self._report.cases
            if case.parent is not None and case.attributes.get("classname") == test.name.classname
        ]
        empty = [suite for suite in self._report.suites if suite.kind == "testsuite"]
        for candidates in (siblings, suites, empty):
            if candidates:
                return candidates[0]
        raise UnreadableReportError("it has no <testsuite> to which a test could be added")


def _of_kinds(case: Element, kinds: tuple[str, ...]) -> list[Element]:
    return [child for child in case.children if child.kind in kinds]


def _inside(test: CaseOutcome) -> str:
    """What a case holds: what was wrong with the test, then what it printed."""
    return "".join([*map(_problem, test.problems), *_output(test)]) if test.problems else ""


def _problem(problem: Problem) -> str:
    kind = attribute("type", problem.type) if problem.type else ""
    return f"<{problem.kind}{kind}{attribute('message', problem.message)}>{content(problem.text)}</{problem.kind}>"


def _output(test: CaseOutcome) -> list[str]:
    texts = {tag: [text for title, text in test.output if word in title] for tag, word in OUTPUT.items()}
    return [f"<{tag}>{content(''.join(parts))}</{tag}>" for tag, parts in texts.items() if parts]
