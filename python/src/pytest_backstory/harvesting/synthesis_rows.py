"""The synthesis of a session as the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from pytest_backstory.harvesting.settings import HarvestSettings

Row = dict[str, Any]
_STATUSES = ("passed", "failed", "skipped")
_TEST = "test"


def synthesis_rows(session: Any, settings: HarvestSettings) -> list[Row]:
    """A row a test, in the order of collection: also those that ended in setup, and all of one shortened id."""
    from pytest_backstory.harvest.bag_fixture import DEFAULT_BAG
    from pytest_backstory.harvest.entry import PYTEST_OBJ_NAME
    from pytest_backstory.harvest.id_formats import id_formatter
    from pytest_backstory.harvest.stores import get_fixture_store
    from pytest_backstory.harvest.synthesis import get_session_synthesis_dct

    id_of = id_formatter(settings.synthesis_ids)
    store = get_fixture_store(session)
    bags = [DEFAULT_BAG, *(key for key, by_test in store.items() if _holds_bags(by_test))]
    synthesis = get_session_synthesis_dct(
        session, durations_in_ms=True, flatten=True, fixture_store=store, flatten_more=bags, complete=True
    )
    rows = []
    for nodeid, entry in synthesis.items():
        row = {_TEST: id_of(nodeid), **entry}
        del row[PYTEST_OBJ_NAME]
        rows.append(row)
    return rows


def chosen_columns(rows: list[Row], patterns: tuple[str, ...]) -> list[str]:
    """The columns in the order of their first appearance, or those that the patterns name, in their order."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if not patterns:
        return columns
    return list(dict.fromkeys(name for pattern in patterns for name in columns if fnmatchcase(name, pattern)))


def counts_of(rows: list[Row]) -> dict[str, int]:
    """How many tests there are, and how many of each status."""
    by_status = {status: sum(row["status"] == status for row in rows) for status in _STATUSES}
    return {"tests": len(rows), **by_status}


def grouped(rows: list[Row], by: tuple[str, ...]) -> list[Row]:
    """A row for each combination of values in these columns: counts, and the mean of every column of numbers."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(repr(row.get(name)) for name in by), []).append(row)
    numeric = [name for name in chosen_columns(rows, ()) if name not in by and _is_numeric(rows, name)]
    return [
        {
            **{name: members[0].get(name) for name in by},
            **counts_of(members),
            **{f"mean_{name}": mean for name in numeric if (mean := _mean(members, name)) is not None},
        }
        for members in groups.values()
    ]


def _holds_bags(by_test: Any) -> bool:
    values = by_test.values() if isinstance(by_test, Mapping) else ()
    return any(type(value).__name__ == "ResultsBag" for value in values)


def _is_numeric(rows: list[Row], name: str) -> bool:
    # What is not a number by itself, as the accuracy of an empty set, is like one that is missing.
    values = [row[name] for row in rows if row.get(name) is not None and not _is_nan(row[name])]
    return bool(values) and all(_number(value) is not None for value in values)


def _mean(rows: list[Row], name: str) -> float | None:
    numbers = [number for row in rows if (number := _number(row.get(name))) is not None]
    return sum(numbers) / len(numbers) if numbers else None


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and value != value


def _number(value: Any) -> float | None:
    from pytest_backstory.harvesting.plain_values import recorded

    if value is None or isinstance(value, (str, bytes)):
        return None
    told = recorded(value)
    return float(told) if not isinstance(told, str) else None
