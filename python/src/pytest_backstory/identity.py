"""What names a test: suite, name, params; and what is known of it before it runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES, WORD, cut
from pytest_backstory.encode import members
from pytest_backstory.params import params_of

BUILT_IN_MARKERS = frozenset({"parametrize", "skip", "skipif", "xfail", "usefixtures", "filterwarnings", "suite"})


def facts_of(item: pytest.Item) -> str:
    """The members of a result record that the item decides, as JSON text: small to carry from an xdist worker."""
    callspec = getattr(item, "callspec", None)
    name = getattr(item, "originalname", None) or _without_brackets(item.name, callspec)
    fields: dict[str, Any] = {"suite": suite_of(item.parent.nodeid if item.parent else ""), "name": cut(name, WORD)}
    if item.name != name:
        fields["displayName"] = cut(item.name, WORD)
    if callspec is not None and callspec.params:
        fields["params"] = params_of(callspec)
    markers = _markers(item, fields)
    if markers:
        fields["labels"] = {"marker": markers}
    return members(fields)


def facts_of_unseen(nodeid: str) -> str:
    """The same for a test of which no item was seen, as when a worker died before it could say anything."""
    head, bracket, params = nodeid.partition("[")
    parent, _, name = head.rpartition("::")
    return members({"suite": suite_of(parent), "name": cut(name + bracket + params, WORD) or "?"})


@lru_cache(maxsize=4096)
def suite_of(parent_nodeid: str) -> str:
    """Module path with dots and without its suffix, then the classes: as `classname` of pytest's JUnit XML."""
    path, *classes = parent_nodeid.split("::")
    module = path.replace("/", ".")
    if module.endswith(".py"):
        module = module[: -len(".py")]
    return cut(".".join([module, *classes]), WORD)


def _without_brackets(name: str, callspec: Any) -> str:
    suffix = f"[{callspec.id}]" if callspec is not None else ""
    return name[: -len(suffix)] if suffix and name.endswith(suffix) else name


def _markers(item: pytest.Item, fields: dict[str, Any]) -> list[str]:
    names = set()
    suite = None
    for mark in item.iter_markers():
        names.add(mark.name)
        if mark.name == "suite" and suite is None and mark.args:
            suite = str(mark.args[0])
    if suite is not None:
        fields["suite"] = cut(suite, WORD)
    return [cut(name, WORD) for name in sorted(names - BUILT_IN_MARKERS)[:ENTRIES]]
