"""What names a test, and what else is known of it before it runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES, WORD, cut
from pytest_backstory.encode import json_text, members
from pytest_backstory.params import params_of

BUILT_IN_MARKERS = frozenset({"parametrize", "skip", "skipif", "xfail", "usefixtures", "filterwarnings", "suite"})


class Identity:
    """Turns items into the members of a result record that the item decides, as JSON text.

    Text, because it is small to carry from an xdist worker, and is set into the record as it is. What the tests of one
    module or class share is worked out once.
    """

    def __init__(self) -> None:
        self._suites: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._inherited: dict[str, list[pytest.Mark]] = {}

    def of(self, item: pytest.Item) -> str:
        """Suite, name, file and line; display name, params and markers where there are any."""
        parent = item.parent.nodeid if item.parent is not None else ""
        callspec = getattr(item, "callspec", None)
        name = getattr(item, "originalname", None) or _without_brackets(item.name, callspec)
        inherited = self._inherited.get(parent)
        if inherited is None:
            inherited = self._inherited[parent] = list(item.parent.iter_markers()) if item.parent is not None else []
        marks = [*item.own_markers, *inherited]
        more: dict[str, Any] = {}
        if item.name != name:
            more["displayName"] = cut(item.name, WORD)
        if callspec is not None and callspec.params:
            more["params"] = params_of(callspec)
        markers = {mark.name for mark in marks} - BUILT_IN_MARKERS if marks else None
        if markers:
            more["labels"] = {"marker": [cut(marker, WORD) for marker in sorted(markers)[:ENTRIES]]}
        suite = (marks and _suite_marker(marks)) or self._suites.get(parent) or self._suite(parent)
        rest = members(more) if more else ""
        return f'"suite":{suite},"name":{json_text(cut(name, WORD))}{self._place(item.location)}{rest}'

    def of_unseen(self, nodeid: str, location: tuple[str, int | None, str]) -> str:
        """The same for a test of which no item was seen, as when a worker died before it could say anything."""
        head, bracket, params = nodeid.partition("[")
        parent, _, name = head.rpartition("::")
        whole = json_text(cut(name + bracket + params, WORD) or "?")
        return f'"suite":{self._suite(parent)},"name":{whole}{self._place(location)}'

    def _suite(self, parent: str) -> str:
        suite = self._suites[parent] = json_text(cut(suite_of(parent), WORD))
        return suite

    def _place(self, location: tuple[str, int | None, str]) -> str:
        path, index, _ = location
        file = self._files.get(path)
        if file is None:
            file = self._files[path] = ',"file":' + json_text(cut(path.replace("\\", "/"), WORD))
        return f'{file},"line":{index + 1}' if index is not None and index >= 0 else file


def suite_of(parent: str) -> str:
    """Module path with dots and without its suffix, then the classes: as `classname` of pytest's JUnit XML."""
    path, *classes = parent.split("::")
    module = path.replace("/", ".")
    if module.endswith(".py"):
        module = module[: -len(".py")]
    return ".".join([module, *classes])


def _without_brackets(name: str, callspec: Any) -> str:
    suffix = f"[{callspec.id}]" if callspec is not None else ""
    return name[: -len(suffix)] if suffix and name.endswith(suffix) else name


def _suite_marker(marks: Iterable[pytest.Mark]) -> str | None:
    """The first argument of the nearest `suite` marker: a suite of the user's own naming."""
    named = next((mark.args[0] for mark in marks if mark.name == "suite" and mark.args), None)
    return json_text(cut(str(named), WORD)) if named is not None else None
