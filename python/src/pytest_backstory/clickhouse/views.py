"""The views with the columns of pytest-test-observer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

VIEWS = ("pytest_results", "pytest_results_events")


def missing_views(tables: Iterable[str], table: str, statements: Iterable[str]) -> dict[str, str]:
    """The views that are not there under the user's name, each with the statement of a migration that makes it."""
    there, missing = set(tables), {}
    for view in VIEWS:
        name = name_of(view, table)
        head = re.compile(rf"(CREATE (?:OR REPLACE )?VIEW (?:IF NOT EXISTS )?){view}(?=\s)")
        made = [head.sub(rf"\g<1>{name}", statement) for statement in statements if head.search(statement)]
        if made and name not in there:
            missing[name] = made[-1]
    return missing


def tables_in_the_way(tables: Mapping[str, str], table: str) -> list[str]:
    """The names of views that are names of tables already, as pytest-test-observer made them."""
    return [name for name in (name_of(view, table) for view in VIEWS) if tables.get(name, "View") != "View"]


def name_of(view: str, table: str) -> str:
    """The name of a view when the first of them has the name `table`."""
    return table + view[len(VIEWS[0]) :]
