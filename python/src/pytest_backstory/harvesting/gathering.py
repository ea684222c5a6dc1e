"""The controller's side of xdist: reports and parcels become the items and the store of the session."""

from __future__ import annotations

import sys
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from pytest_backstory.harvesting.harvested_item import HarvestedItem
from pytest_backstory.harvesting.names import HARVEST_PREFIX, PARCEL, PHASES
from pytest_backstory.harvesting.parcels import unpickled, unread_in

_HERE = "controller"


class Gathering:
    """Takes what the workers send. Nothing is unpickled before somebody asks."""

    def __init__(self) -> None:
        #: The merged store of the workers.
        self.store: OrderedDict[Any, Any] = OrderedDict()
        self._order: dict[str, int] = {}
        self._reports: dict[str, dict[str, Any]] = {}
        self._parcels: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self._paths: dict[str, None] = {}
        self._has_news = True
        self._told: set[str] = set()
        #: Tests and what of them arrived but could not be read.
        self._unread: list[tuple[str, str]] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Any) -> None:
        """Learns the order of collection from the first worker that has collected."""
        for nodeid in ids:
            self._order.setdefault(nodeid, len(self._order))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keeps the report, and takes its parcel off before anyone else looks at it."""
        parcel = report.__dict__.pop(PARCEL, None)
        if parcel is not None:
            worker = getattr(report, "worker_id", None) or _HERE
            self._parcels.setdefault(worker, []).append((report.nodeid, parcel))
            self._paths.update(dict.fromkeys(parcel.get("paths", ())))
        if report.when == "setup":
            self._reports[report.nodeid] = {}
        self._reports.setdefault(report.nodeid, {})[report.when] = report
        self._has_news = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Takes the last message of a worker."""
        parcel = getattr(node, "workeroutput", {}).pop(PARCEL, None)
        if parcel is not None:
            self._parcels.setdefault(node.gateway.id, []).append(("", parcel))
            self._has_news = True

    def load(self, session: Any) -> None:
        """Brings the session's items and the store up to date."""
        if not self._has_news:
            return
        self._has_news = False
        self._unread = []
        loaded = session.config.hook.pytest_harvest_xdist_load() or {}
        items: dict[str, Any] = {}
        self.store.clear()
        for theirs, store in loaded.values():
            for item in theirs:
                known = items.get(item.nodeid)
                if known is None or _phases(item) > _phases(known):
                    items[item.nodeid] = item
            _merge(self.store, store)
        for nodeid in [*self._order, *self._reports]:
            item = items.setdefault(nodeid, HarvestedItem(nodeid))
            self._complete(item)
        last = len(self._order)
        session.items = sorted(items.values(), key=lambda item: self._order.get(item.nodeid, last))
        self._sort_store()
        self._warn(session.config)

    def received(self) -> dict[str, tuple[list[HarvestedItem], OrderedDict[Any, Any]]]:
        """What came from each worker, as the hook for loading gives it."""
        with _more_paths(self._paths):
            return {worker: self._of_worker(parcels) for worker, parcels in self._parcels.items()}

    def _of_worker(
        self, parcels: list[tuple[str, dict[str, Any]]]
    ) -> tuple[list[HarvestedItem], OrderedDict[Any, Any]]:
        items: dict[str, HarvestedItem] = {}
        store: OrderedDict[Any, Any] = OrderedDict()
        for nodeid, parcel in parcels:
            if "params" in parcel:
                items[nodeid] = _item(nodeid, parcel)
                self._note_unread(nodeid, "a param", items[nodeid].harvest_params)
            for key, within, content, _ in parcel.get("stored", ()):
                value = unpickled(content)
                self._note_unread(nodeid, f"a value of {unpickled(key)!r}", value)
                _put(store, unpickled(key), unpickled(within), value)
            for attempts in (parcel["attempts"],) if parcel.get("attempts") and nodeid in items else ():
                items[nodeid].harvest_attempts = [_attempt(each) for each in attempts]
        return list(items.values()), store

    def _note_unread(self, nodeid: str, what: str, value: Any) -> None:
        reason = unread_in(value)
        if reason is not None:
            self._unread.append((nodeid, f"{what} cannot be read here: {reason}"))

    def _complete(self, item: Any) -> None:
        """Reports that are here are those that count: a project's own dump may know less."""
        for phase, report in self._reports.get(item.nodeid, {}).items():
            if phase in PHASES:
                setattr(item, HARVEST_PREFIX + phase, report)
            else:
                # So xdist reports the test during which a worker died.
                item.harvest_crashed = True
                setattr(item, f"{HARVEST_PREFIX}call", report)

    def _sort_store(self) -> None:
        """Within each key the tests stand in the order of collection, whichever worker was first."""
        for key, by_test in self.store.items():
            if isinstance(by_test, Mapping) and all(within in self._order for within in by_test):
                self.store[key] = OrderedDict(sorted(by_test.items(), key=lambda each: self._order[each[0]]))

    def _warn(self, config: pytest.Config) -> None:
        """Tells once of each value that stayed behind, as a recorded warning: no `-W error` makes that a crash."""
        for nodeid, sentence in self._unread:
            self._tell(config, nodeid, sentence)
        for worker, parcels in self._parcels.items():
            for nodeid, parcel in parcels:
                for what, troubles in _troubles(parcel):
                    for trouble in troubles:
                        self._tell(config, nodeid, f"{what} stayed in {worker}, it cannot be pickled: {trouble}")

    def _tell(self, config: pytest.Config, nodeid: str, sentence: str) -> None:
        if (nodeid + sentence) in self._told:
            return
        self._told.add(nodeid + sentence)
        message = warnings.WarningMessage(pytest.PytestWarning(sentence), pytest.PytestWarning, "backstory", 0)
        config.hook.pytest_warning_recorded.call_historic(
            kwargs={"warning_message": message, "nodeid": nodeid, "when": "runtest", "location": None}
        )


def _troubles(parcel: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield from ((f"param {name!r}", troubles) for name, _, troubles in parcel.get("params", ()))
    yield from ((f"a value of {unpickled(key)!r}", troubles) for key, _, _, troubles in parcel.get("stored", ()))


def _item(nodeid: str, parcel: Mapping[str, Any]) -> HarvestedItem:
    item = HarvestedItem(nodeid, unpickled(parcel["obj"]), parcel["module"])
    item.harvest_params = {name: unpickled(content) for name, content, _ in parcel["params"]}
    item.harvest_fixture_names = list(parcel["fixtures"])
    return item


def _attempt(attempt: Mapping[str, Any]) -> dict[str, Any]:
    reports = {
        phase: SimpleNamespace(outcome=outcome, duration=duration) for phase, outcome, duration in attempt["reports"]
    }
    return {"reports": reports, "stored": {key: unpickled(content) for key, content, _ in attempt["stored"]}}


def _put(store: OrderedDict[Any, Any], key: Any, within: Any, value: Any) -> None:
    if within is None:
        store[key] = value
    else:
        store.setdefault(key, OrderedDict())[within] = value


def _merge(store: OrderedDict[Any, Any], more: Mapping[Any, Any]) -> None:
    for key, by_test in more.items():
        if isinstance(by_test, Mapping) and isinstance(store.get(key, by_test), Mapping):
            store.setdefault(key, OrderedDict()).update(by_test)
        else:
            store[key] = by_test


def _phases(item: Any) -> int:
    return sum(hasattr(item, HARVEST_PREFIX + phase) for phase in PHASES)


@contextmanager
def _more_paths(paths: Mapping[str, None]) -> Iterator[None]:
    """Lets modules be found where the workers found them."""
    before = list(sys.path)
    sys.path.extend(path for path in paths if path not in before)
    try:
        yield
    finally:
        sys.path[:] = before
