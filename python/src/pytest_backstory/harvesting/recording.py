"""What tests found out goes into their results: numbers as metrics, texts and the rest as properties."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pytest_backstory.harvesting.names import BAGS
from pytest_backstory.harvesting.plain_values import recorded
from pytest_backstory.harvesting.settings import harvest_settings
from pytest_backstory.notes import Notes

_DEFAULT_BAG = "results_bag"


class Recording:
    """Notes the entries of a test's bags, and the values of saved fixtures on request. It never raises."""

    def __init__(self, config: pytest.Config, is_theirs: bool) -> None:
        from pytest_backstory.attachments import notes_of

        self._config = config
        self._is_theirs = is_theirs
        self._notes: Notes | None = notes_of(config)
        self._all = self._notes is not None and harvest_settings(config).records_saved_fixtures

    def record(self, item: pytest.Item) -> None:
        """Notes what the test that is over put into its bags."""
        if self._notes is None:
            return
        try:
            told = [[name, recorded(value)] for name, value in self._found(item)]
        except Exception as error:  # values of the user's may do anything when they are looked at
            told = [["harvest", f"could not be recorded: {type(error).__name__}"]]
        if told:
            self._notes.of(item.nodeid).setdefault("properties", []).extend(told)

    def _found(self, item: pytest.Item) -> Iterator[tuple[str, Any]]:
        bags: dict[str, Any] = dict(item.__dict__.get(BAGS, {}))
        store = self._store()
        for key, by_test in store.items() if self._is_theirs or self._all else ():
            if not isinstance(by_test, Mapping) or item.nodeid not in by_test or key in bags:
                continue
            value = by_test[item.nodeid]
            if type(value).__name__ == "ResultsBag":
                bags[key] = value
            elif self._all:
                yield str(key), value
        for name, bag in bags.items():
            prefix = "" if name == _DEFAULT_BAG else f"{name}."
            for key, value in _entries(bag):
                yield f"{prefix}{key}", value

    def _store(self) -> Mapping[Any, Any]:
        module = "pytest_harvest" if self._is_theirs else "pytest_backstory.harvest.stores"
        store: Mapping[Any, Any] = getattr(sys.modules.get(module), "FIXTURE_STORE", {})
        return store


def _entries(bag: Any) -> list[tuple[Any, Any]]:
    return list((bag if isinstance(bag, Mapping) else vars(bag)).items())
