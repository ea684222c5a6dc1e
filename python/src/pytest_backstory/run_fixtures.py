"""pytest's own fixtures for its JUnit report, heard as well: what they record is recorded here too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pytest_backstory.bounds import MESSAGE, WORD, cut
from pytest_backstory.notes import BUILD, Notes

Record = Callable[[str, object], None]


class RunFixtures:
    """Stands in front of the fixtures of the same names, and hands on to them."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    @pytest.fixture
    def record_xml_attribute(self, request: pytest.FixtureRequest, record_xml_attribute: Record) -> Record:
        """Adds an attribute to the test's element of the JUnit report."""
        nodeid = request.node.nodeid

        def record(name: str, value: object) -> None:
            record_xml_attribute(name, value)
            self._notes.of(nodeid).setdefault("properties", []).append(_plain(name, value))

        return record

    @pytest.fixture(scope="session")
    def record_testsuite_property(self, record_testsuite_property: Record) -> Record:
        """Adds a property to the whole suite in the JUnit report."""

        def record(name: str, value: object) -> None:
            record_testsuite_property(name, value)
            self._notes.of(BUILD).setdefault("properties", []).append(_plain(name, value))

        return record


def _plain(name: str, value: Any) -> list[Any]:
    return [cut(str(name), WORD), value if type(value) in (bool, int, float) else cut(str(value), MESSAGE)]
