"""The numbers of suites, kept right while their cases change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress

from pytest_backstory.junit_update.edits import Edits
from pytest_backstory.junit_update.report_file import Element, ReportFile

#: What suites call the number of the cases that have such a child.
_ATTRIBUTES = {"failure": ("failures",), "error": ("errors",), "skipped": ("skipped", "skips", "skip")}


class Counters:
    """Gathers what is to be added to each suite, and to those that it stands in.

    Most producers count cases, some the failures in them; what the file itself counts decides.
    """

    def __init__(self, report: ReportFile) -> None:
        self._suites: dict[int, Element] = {suite.start: suite for suite in report.suites}
        self._numbers: dict[int, Counter[str]] = defaultdict(Counter)
        self._seconds: dict[int, float] = defaultdict(float)
        self._counts_problems = _counts_problems(report)

    def take_off(self, case: Element, kinds: Sequence[str]) -> None:
        """Notes that a case lost these problems."""
        self._count(case, kinds, -1)

    def put(self, case: Element, kinds: Sequence[str]) -> None:
        """Notes that a case got these problems."""
        self._count(case, kinds, 1)

    def retime(self, case: Element, seconds: float) -> None:
        """Notes that a case took another time than it says."""
        before = _number(case.attributes.get("time", ""))
        if before is not None:
            for suite in case.suites():
                self._seconds[suite.start] += seconds - before

    def add_case(self, suite: Element, kinds: Sequence[str], seconds: float) -> None:
        """Notes a new case with these problems."""
        for each in (suite, *suite.suites()):
            self._numbers[each.start]["tests"] += 1
            self._seconds[each.start] += seconds
            self._numbers[each.start].update(self._counted(kinds))

    def write(self, edits: Edits) -> None:
        """Puts the new numbers into the attributes that are there."""
        for start, numbers in self._numbers.items():
            for kind, change in numbers.items():
                self._write(edits, start, (_ATTRIBUTES.get(kind, (kind,)), change))
        for start, seconds in self._seconds.items():
            suite = self._suites[start]
            before = _number(suite.attributes.get("time", ""))
            if before is not None and abs(seconds) >= 0.0005:
                edits.set_attribute(suite, "time", f"{max(before + seconds, 0.0):.3f}")

    def _write(self, edits: Edits, start: int, what: tuple[tuple[str, ...], int]) -> None:
        names, change = what
        suite = self._suites[start]
        name = next((each for each in names if each in suite.attributes), None)
        before = _number(suite.attributes.get(name, "")) if name is not None else None
        if name is not None and before is not None and change != 0:
            edits.set_attribute(suite, name, str(max(int(before) + change, 0)))

    def _count(self, case: Element, kinds: Sequence[str], sign: int) -> None:
        counted = self._counted(kinds)
        for suite in case.suites():
            for kind, number in counted.items():
                self._numbers[suite.start][kind] += sign * number

    def _counted(self, kinds: Sequence[str]) -> Counter[str]:
        return Counter(kinds if self._counts_problems else set(kinds))


def _counts_problems(report: ReportFile) -> bool:
    """Whether the file counts failures rather than the cases that have any."""
    for suite in report.suites:
        cases = [case for case in report.cases if case.parent is suite]
        failures = [sum(child.kind == "failure" for child in case.children) for case in cases]
        if any(number > 1 for number in failures):
            return suite.attributes.get("failures") == str(sum(failures))
    return False


def _number(text: str) -> float | None:
    with suppress(ValueError):
        return float(text)
    return None
