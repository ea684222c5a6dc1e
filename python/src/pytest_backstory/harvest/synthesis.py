"""The synthesis of a session: what is known of each test, by its id."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from pytest_backstory.harvest.entry import PYTEST_OBJ_NAME, FlattenMore, Wanted, entry_of, opened_names
from pytest_backstory.harvest.filters import filter_session_items
from pytest_backstory.harvest.id_formats import IdFormat, id_formatter
from pytest_backstory.harvest.item_params import get_pytest_param_names
from pytest_backstory.harvest.sessions import request_of, session_of
from pytest_backstory.harvest.statuses import complete_status, is_pytest_incomplete
from pytest_backstory.harvest.stores import stores_of


def get_session_synthesis_dct(
    session_or_request: Any,
    test_id_format: IdFormat = "full",
    status_details: bool = False,
    durations_in_ms: bool = False,
    pytest_prefix: bool | None = None,
    filter: Any = None,  # noqa: A002 - a public name
    filter_incomplete: bool = True,
    flatten: bool = False,
    fixture_store: Any = None,
    flatten_more: FlattenMore = None,
    *,
    complete: bool = False,
) -> OrderedDict[str, OrderedDict[str, Any]]:
    """What is known of each test so far, by its id and in the order of collection.

    Tests that are not over are left out, unless `filter_incomplete` is off. As in pytest-harvest those that failed or
    were skipped in setup count as not over; with `complete` they are there, without a duration.
    """
    id_of = id_formatter(test_id_format)
    session, request = session_of(session_or_request), request_of(session_or_request)
    with_prefix = not flatten if pytest_prefix is None else pytest_prefix
    wanted = Wanted(
        status_details=status_details,
        in_ms=durations_in_ms,
        prefix="pytest_" if with_prefix else "",
        flatten=flatten,
        stores=None if fixture_store is None else stores_of(fixture_store, session_or_request),
        opened=opened_names(flatten_more),
        complete=complete,
        request=request,
    )
    items = filter_session_items(session, filter)
    if filter_incomplete:
        items = [item for item in items if _is_over(item, complete, request)]
    if flatten:
        wanted.reserved = _reserved(items, wanted)
    return OrderedDict((id_of(item.nodeid), entry_of(item, wanted)) for item in items)


def _is_over(item: Any, complete: bool, request: Any) -> bool:
    if complete:
        return complete_status(item, current_request=request)[0][0] not in ("pending", "unknown")
    return not is_pytest_incomplete(item) and getattr(request, "node", None) is not item


def _reserved(items: Any, wanted: Wanted) -> set[str]:
    own = {PYTEST_OBJ_NAME, f"{wanted.prefix}status", wanted.duration}
    return own.union(*(get_pytest_param_names(item) for item in items))
