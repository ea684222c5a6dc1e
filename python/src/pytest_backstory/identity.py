"""What names a test, and what else is known of it before it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from pytest_backstory.bounds import WORD, cut
from pytest_backstory.encode import json_text, members
from pytest_backstory.marks import declared_id_of, facts_of_marks
from pytest_backstory.params import params_of
from pytest_backstory.repeated import numbers_of
from pytest_backstory.titles import filled


class Identity:
    """Turns items into the members of a result record that the item decides, as JSON text.

    Text, because it is small to carry from an xdist worker, and is set into the record as it is. What the tests of one
    module or class share is worked out once. Without `suites` only a marker names a suite.
    """

    def __init__(self, suites: bool = True) -> None:
        self._has_suites = suites
        self._suites: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._inherited: dict[str, list[pytest.Mark]] = {}
        self._numbers: dict[str, int] = {}
        #: The parent of the last test, and what its tests share: most tests come after one of the same module or class.
        self._parent: object = self
        self._shared: tuple[str, list[pytest.Mark]] = ("", [])

    def collected(self, items: Sequence[pytest.Item]) -> None:
        """Numbers the tests that would bear one identity, once all are known."""
        self._numbers = numbers_of(items, self._named)

    def of(self, item: pytest.Item) -> str:
        """Suite, name, file and line; display name, params and what markers say where there are any."""
        if item.parent is not self._parent:
            self._parent, self._shared = item.parent, self._shared_with(item)
        suite, inherited = self._shared
        callspec = getattr(item, "callspec", None)
        name = getattr(item, "originalname", None) or function_name(item, callspec)
        marks = [*item.own_markers, *inherited]
        more: dict[str, Any] = {}
        if item.name != name:
            more["displayName"] = cut(item.name, WORD)
        if callspec is not None and callspec.params:
            more["params"] = params_of(callspec)
        if marks and (len(marks) > 1 or marks[0].name != "parametrize"):
            more.update(facts_of_marks(marks, callspec is not None))
            named = _suite_marker(marks)
            if named is not None:
                suite = named
                more["nodeId"] = cut(item.nodeid, WORD)
        number = self._numbers.get(item.nodeid) if self._numbers else None
        if number is not None:
            name = _numbered(name, number, more)
            more.update({"displayName": cut(item.name, WORD), "nodeId": cut(item.nodeid, WORD)})
        # `obj` is a property, which looks for `_obj` in a roundabout way.
        titled = getattr(getattr(item, "_obj", None), "__allure_display_name__", None)
        if titled is not None:
            title = filled(str(titled), item)
            more.update({"displayName": title, "allureTitle": title, "nodeId": cut(item.nodeid, WORD)})
        rest = members(more) if more else ""
        return f'"suite":{suite},"name":{json_text(cut(name, WORD))}{self._place(item.location)}{rest}'

    def of_unseen(self, nodeid: str, location: tuple[str, int | None, str]) -> str:
        """The same for a test of which no item was seen, as when a worker died before it could say anything."""
        head, bracket, params = nodeid.partition("[")
        parent, _, name = head.rpartition("::")
        whole = json_text(cut(name + bracket + params, WORD) or "?")
        return f'"suite":{self._suite(parent)},"name":{whole}{self._place(location)}'

    def _shared_with(self, item: pytest.Item) -> tuple[str, list[pytest.Mark]]:
        """The suite that the place of an item makes, and the marks that it inherits."""
        parent = item.parent.nodeid if item.parent is not None else ""
        return self._suites.get(parent) or self._suite(parent), self._marks_above(item)

    def _marks_above(self, item: pytest.Item) -> list[pytest.Mark]:
        if item.parent is None:
            return []
        inherited = self._inherited.get(item.parent.nodeid)
        if inherited is None:
            inherited = self._inherited[item.parent.nodeid] = list(item.parent.iter_markers())
        return inherited

    def _named(self, item: pytest.Item) -> tuple[str, ...] | None:
        """What markers make of the identity; None where it is the test's own place in the project."""
        marks = [*item.own_markers, *self._marks_above(item)]
        declared = declared_id_of(marks) if marks else None
        if declared is not None:
            return ("declared", declared)
        suite = _suite_marker(marks) if marks else None
        if suite is None and self._has_suites:
            return None
        return ("suite", suite or "", function_name(item, getattr(item, "callspec", None)))

    def _suite(self, parent: str) -> str:
        suite = self._suites[parent] = json_text(cut(suite_of(parent), WORD) if self._has_suites else "")
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


def function_name(item: pytest.Item, callspec: Any) -> str:
    """The name without the brackets of params."""
    if getattr(item, "originalname", None):
        return str(item.originalname)  # type: ignore[attr-defined]
    suffix = f"[{callspec.id}]" if callspec is not None else ""
    return item.name[: -len(suffix)] if suffix and item.name.endswith(suffix) else item.name


def _numbered(name: str, number: int, more: dict[str, Any]) -> str:
    """Puts the number where it keeps identities apart: a parametrised test stays one of its family."""
    if "params" in more:
        more["params"] = {**more["params"], "#": number}
        return name
    if "renamedFrom" in more:
        more["renamedFrom"] = f"{more['renamedFrom']} #{number}"
    if "declaredId" in more:
        more["declaredId"] = f"{more['declaredId']} #{number}"
    else:
        return f"{name} #{number}"
    return name


def _suite_marker(marks: Iterable[pytest.Mark]) -> str | None:
    """The first argument of the nearest `suite` marker: a suite of the user's own naming."""
    named = next((mark.args[0] for mark in marks if mark.name == "suite" and mark.args), None)
    return json_text(cut(str(named), WORD)) if named is not None else None
