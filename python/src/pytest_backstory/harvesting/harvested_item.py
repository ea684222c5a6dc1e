"""What is left of a test where it did not run: enough for a synthesis, and it can be pickled."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from pytest_backstory.harvesting.names import HARVEST_PREFIX, PHASES


class HarvestedItem:
    """A test that ran in another process. It has the attributes of an item that a synthesis reads."""

    def __init__(self, nodeid: str, obj: Any = None, module: str | None = None) -> None:
        self.nodeid = nodeid
        self.name = nodeid.rpartition("::")[2]
        self.obj = obj
        self.module = SimpleNamespace(__name__=module) if module else None
        self.harvest_params: dict[str, Any] = {}
        self.harvest_fixture_names: list[str] = []
        self.harvest_attempts: list[dict[str, Any]] = []
        #: Whether the worker died during the test.
        self.harvest_crashed = False

    @property
    def fixturenames(self) -> list[str]:
        """The names of its fixtures."""
        return self.harvest_fixture_names

    def __repr__(self) -> str:
        return f"<HarvestedItem {self.nodeid}>"


def harvested_items(items: Iterable[Any]) -> list[HarvestedItem]:
    """The tests that ran in this process, as items that can be pickled; what cannot be is replaced."""
    from pytest_backstory.harvest.filters import module_name_of
    from pytest_backstory.harvest.item_params import get_pytest_fixture_names, get_pytest_params
    from pytest_backstory.harvesting.parcels import pickled, unpickled

    harvested = []
    for item in items:
        reports = {phase: getattr(item, HARVEST_PREFIX + phase, None) for phase in PHASES}
        if not any(reports.values()):
            continue
        obj = unpickled(pickled(getattr(item, "obj", None)).content)
        copy = HarvestedItem(item.nodeid, obj, module_name_of(item))
        copy.harvest_params = {
            name: unpickled(pickled(value).content) for name, value in get_pytest_params(item).items()
        }
        copy.harvest_fixture_names = get_pytest_fixture_names(item)
        for phase, report in reports.items():
            if report is not None:
                setattr(copy, HARVEST_PREFIX + phase, PhaseReport(report))
        harvested.append(copy)
    return harvested


class PhaseReport:
    """What a synthesis reads of a report."""

    def __init__(self, report: Any) -> None:
        self.nodeid: str = report.nodeid
        self.when: str = report.when
        self.outcome: str = report.outcome
        self.duration: float = report.duration
        self.longreprtext: str = report.longreprtext
