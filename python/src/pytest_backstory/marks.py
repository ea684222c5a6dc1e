"""What markers say of a test: labels, a description, links, and the marks that Allure's decorators leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES, MESSAGE, WORD, cut

#: Markers of pytest itself: they steer the test, and say nothing about it.
BUILT_IN = frozenset({"parametrize", "skip", "skipif", "xfail", "usefixtures", "filterwarnings"})
#: Markers that become fields of their own.
FIELDS = frozenset({"suite", "description", "desc", "declared_id", "backstory"})
#: Of these labels a test has one value, that of the nearest mark.
SINGLE = frozenset({"severity", "suite", "parentSuite", "subSuite", "as_id"})


def facts_of_marks(marks: Iterable[pytest.Mark], has_params: bool) -> dict[str, Any]:
    """Labels, description, declared id and links, each when there is one. The nearest marks come first."""
    names: set[str] = set()
    labels: dict[str, list[str]] = {}
    links: list[dict[str, str]] = []
    fields: dict[str, Any] = {}
    for mark in marks:
        name = mark.name
        if name.startswith("allure_"):
            _allure(mark, labels, links, fields)
            continue
        names.add(name)
        if name == "backstory":
            _told_by_keyword(mark, fields)
        elif mark.args and name not in BUILT_IN:
            _field_or_label(name, mark.args[0], fields, labels)
    own = sorted(names - BUILT_IN - FIELDS)
    if own:
        labels["marker"] = [cut(name, WORD) for name in own[:ENTRIES]]
    if "description_html" in fields:
        fields.setdefault("description", fields.pop("description_html"))
    if labels:
        fields["labels"] = labels
    if links:
        fields["links"] = links[:ENTRIES]
    told = set(own) | ({"parametrize"} if has_params else set())
    if names != told:
        # Who wants every marker finds those here that are neither labels nor told by params.
        fields["markers"] = [cut(name, WORD) for name in sorted(names)[:ENTRIES]]
    return fields


def declared_id_of(marks: Iterable[pytest.Mark]) -> str | None:
    """The id that the nearest `backstory(id=…)`, `declared_id` or `allure.id` gives a test."""
    for mark in marks:
        if mark.name == "backstory" and mark.kwargs.get("id") is not None:
            return _word(mark.kwargs["id"])
        if mark.args and (mark.name == "declared_id" or _is_allure_id(mark)):
            return _word(mark.args[0])
    return None


def add_label(labels: dict[str, list[str]], kind: str, values: Iterable[object]) -> None:
    """Adds values to a label, each once. Some labels take one value only."""
    if kind not in labels and len(labels) >= ENTRIES:
        return
    held = labels.setdefault(cut(kind, WORD), [])
    for value in values:
        text = cut(str(getattr(value, "value", value)), WORD)
        if text not in held and len(held) < (1 if kind in SINGLE else ENTRIES):
            held.append(text)


def link(url: object, kind: object, name: object) -> dict[str, str]:
    """A link as results hold it."""
    fields = {"type": kind, "url": url, "name": name if name != url else None}
    return {key: cut(str(getattr(value, "value", value)), WORD) for key, value in fields.items() if value is not None}


def _told_by_keyword(mark: pytest.Mark, fields: dict[str, Any]) -> None:
    """What `@pytest.mark.backstory(id=…, renamed_from=…)` says; either may be left out."""
    for keyword, field in (("id", "declaredId"), ("renamed_from", "renamedFrom")):
        if mark.kwargs.get(keyword) is not None:
            fields.setdefault(field, _word(mark.kwargs[keyword]))


def _field_or_label(name: str, value: object, fields: dict[str, Any], labels: dict[str, list[str]]) -> None:
    if name in ("description", "desc"):
        fields.setdefault("description", cut(str(value), MESSAGE))
    elif name == "declared_id":
        fields.setdefault("declaredId", _word(value))
    elif name not in FIELDS:
        add_label(labels, name, [value])


def _allure(
    mark: pytest.Mark, labels: dict[str, list[str]], links: list[dict[str, str]], fields: dict[str, Any]
) -> None:
    """The marks that Allure's decorators make. Nothing of Allure need be installed to read them."""
    kwargs: Mapping[str, Any] = mark.kwargs
    kind = kwargs.get("label_type")
    if mark.name == "allure_label" and kind is not None:
        word = str(getattr(kind, "value", kind))
        add_label(labels, word, mark.args)
        if mark.args and _is_allure_id(mark):
            fields.setdefault("declaredId", _word(mark.args[0]))
    elif mark.name == "allure_link" and mark.args:
        links.append(link(mark.args[0], kwargs.get("link_type"), kwargs.get("name")))
    elif mark.name in ("allure_description", "allure_description_html") and mark.args:
        word = mark.name[len("allure_") :]
        fields.setdefault(word, cut(str(mark.args[0]), MESSAGE))


def _is_allure_id(mark: pytest.Mark) -> bool:
    kind = mark.kwargs.get("label_type")
    return mark.name == "allure_label" and getattr(kind, "value", kind) == "as_id"


def _word(value: object) -> str:
    return cut(str(getattr(value, "value", value)), WORD) or "?"
