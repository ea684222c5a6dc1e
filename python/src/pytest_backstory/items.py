"""The collected items by node id."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pytest_backstory.identity import Identity

#: The attribute of a setup report under which facts travel from an xdist worker to the controller.
FACTS = "_backstory_facts"


class Items:
    """Looks facts up when a test begins, so that markers added late are seen, and no hook runs around the test."""

    def __init__(self, suites: bool = True) -> None:
        self._items: dict[str, pytest.Item] = {}
        self._identity = Identity(suites)

    def remember(self, items: Sequence[pytest.Item]) -> None:
        """Takes the items that are going to run."""
        self._items = {item.nodeid: item for item in items}
        self._identity.collected(items)

    def get(self, nodeid: str) -> pytest.Item | None:
        """The item, when it was collected here."""
        return self._items.get(nodeid)

    def facts_of(self, nodeid: str, report: pytest.TestReport) -> str:
        """The facts of the reported test; those that the report tells when no such item was collected here."""
        item = self._items.get(nodeid)
        if item is not None:
            return self._identity.of(item)
        return self._identity.of_unseen(nodeid, report.location)
