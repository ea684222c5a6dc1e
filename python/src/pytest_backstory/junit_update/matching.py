"""Which cases of a JUnit XML file are which tests of this session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pytest_backstory.junit_update.names import CaseName, is_below
from pytest_backstory.junit_update.outcomes import CaseOutcome
from pytest_backstory.junit_update.report_file import Element


class Cases:
    """The cases of a file by their names."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._by_name: dict[CaseName, list[Element]] = defaultdict(list)
        self._classnames: dict[str, set[str]] = defaultdict(set)
        for element in elements:
            name = CaseName(element.attributes.get("classname", ""), element.attributes.get("name", ""))
            self._by_name[name].append(element)
            self._classnames[name.name].add(name.classname)

    def of(self, test: CaseOutcome) -> list[Element]:
        """The cases of a test: none when the file does not have it, several when it has it several times.

        A class name with something before it, there or here, is the same when only one such fits: `--junit-prefix`, or
        a session in another directory.
        """
        classname, name = test.name
        exact = self._by_name.get(test.name)
        if exact or test.is_file:
            return exact or []
        similar = [
            other
            for other in self._classnames.get(name, ())
            if is_below(other, classname) or is_below(classname, other)
        ]
        return self._by_name[CaseName(similar[0], name)] if len(similar) == 1 else []
