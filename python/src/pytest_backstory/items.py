"""The collected items by node id."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pytest_backstory.identity import facts_of, facts_of_unseen

#: The attribute of a setup report under which facts travel from an xdist worker to the controller.
FACTS = "_backstory_facts"


class Items:
    """Looks facts up when a test begins, so that markers added late are seen, and no hook runs around the test."""

    def __init__(self) -> None:
        self._items: dict[str, pytest.Item] = {}

    def remember(self, items: Sequence[pytest.Item]) -> None:
        """Takes the items that are going to run."""
        self._items = {item.nodeid: item for item in items}

    def facts_of(self, nodeid: str) -> str:
        """The facts of a test; those that the node id tells when no such item was collected here."""
        item = self._items.get(nodeid)
        return facts_of(item) if item is not None else facts_of_unseen(nodeid)
