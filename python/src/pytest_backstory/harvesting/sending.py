"""A worker's side: what the controller cannot see goes with the reports that xdist sends anyway."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pytest_backstory.harvesting.names import ATTEMPTS, PARCEL
from pytest_backstory.harvesting.parcels import pickled


class Sending:
    """Puts parcels on reports. A crash of the worker then costs only the test in hand."""

    def __init__(self) -> None:
        self._sent: dict[tuple[bytes, bytes], bytes] = {}
        self._has_told_paths = False

    def add_to(self, report: Any, item: pytest.Item) -> None:
        """On the report of the setup: what the test is. On that of the teardown: what it stored."""
        if report.when == "setup":
            setattr(report, PARCEL, self._item(item))
        elif report.when == "teardown":
            stored = self._entries(only=item.nodeid)
            attempts = [_attempt(each) for each in getattr(item, ATTEMPTS, ())]
            if stored or attempts:
                setattr(report, PARCEL, {"stored": stored, "attempts": attempts})

    def add_last(self, session: pytest.Session) -> None:
        """With the worker's last message: what was stored or changed after the report of its test."""
        left = self._entries()
        if left:
            config: Any = session.config
            config.workeroutput[PARCEL] = {"stored": left}

    def _item(self, item: pytest.Item) -> dict[str, Any]:
        from pytest_backstory.harvest.filters import module_name_of
        from pytest_backstory.harvest.item_params import get_pytest_fixture_names, get_pytest_params

        params = [[name, *_packed(value)] for name, value in get_pytest_params(item).items()]
        parcel = {
            "obj": pickled(getattr(item, "obj", None)).content,
            "module": module_name_of(item),
            "params": params,
            "fixtures": get_pytest_fixture_names(item),
        }
        if not self._has_told_paths:
            # The classes of values are found there, also where the controller does not look.
            self._has_told_paths = True
            parcel["paths"] = [path for path in sys.path if path]
        return parcel

    def _entries(self, only: str | None = None) -> list[list[Any]]:
        """What the store holds and the controller does not have yet: key, key within, value, troubles."""
        entries = []
        for key, within, value in _stored(only):
            name = (pickled(key).content, pickled(within).content)
            content, troubles = _packed(value)
            digest = hashlib.blake2b(content, digest_size=16).digest()
            # Not every report of an attempt that is rerun goes: what belongs to the test goes with each.
            if only is not None or self._sent.get(name) != digest:
                self._sent[name] = digest
                entries.append([*name, content, troubles])
        return entries


def _stored(only: str | None) -> Iterator[tuple[Any, Any, Any]]:
    store = getattr(sys.modules.get("pytest_backstory.harvest.stores"), "FIXTURE_STORE", {})
    for key, by_test in store.items():
        if only is not None:
            if isinstance(by_test, Mapping) and only in by_test:
                yield key, only, by_test[only]
        elif isinstance(by_test, Mapping):
            yield from ((key, within, value) for within, value in by_test.items())
        else:
            yield key, None, by_test


def _packed(value: Any) -> tuple[bytes, list[str]]:
    packed = pickled(value)
    return packed.content, packed.troubles


def _attempt(attempt: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "reports": [[phase, each.outcome, each.duration] for phase, each in attempt["reports"].items()],
        "stored": [[str(key), *_packed(value)] for key, value in attempt["stored"].items()],
    }
