"""Ready-made syntheses: those behind the fixtures, for places where no fixtures are."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from pytest_backstory.harvest.bag_fixture import DEFAULT_BAG
from pytest_backstory.harvest.frames import frame_of
from pytest_backstory.harvest.id_formats import IdFormat
from pytest_backstory.harvest.stores import FIXTURE_STORE
from pytest_backstory.harvest.synthesis import get_session_synthesis_dct

_Synthesis = OrderedDict[str, OrderedDict[str, Any]]


def get_session_results_dct(
    session_or_request: Any,
    fixture_store: Any = FIXTURE_STORE,
    results_bag_fixture_name: str = DEFAULT_BAG,
    *,
    complete: bool = False,
) -> _Synthesis:
    """The synthesis of the session by full ids: status with details, milliseconds, params and stored values."""
    return _nested(session_or_request, "full", None, fixture_store, complete)


def get_module_results_dct(
    session_or_request: Any,
    module_name: str,
    fixture_store: Any = FIXTURE_STORE,
    results_bag_fixture_name: str = DEFAULT_BAG,
    *,
    complete: bool = False,
) -> _Synthesis:
    """The same of one module, by its dotted name; ids are names of functions."""
    return _nested(session_or_request, "function", module_name, fixture_store, complete)


def get_session_results_df(
    session_or_request: Any,
    fixture_store: Any = FIXTURE_STORE,
    results_bag_fixture_name: str = DEFAULT_BAG,
    *,
    complete: bool = False,
) -> Any:
    """The synthesis of the session as a data frame: a row a test, columns for params, stored values, and the bag's."""
    return _flat(session_or_request, "full", None, fixture_store, results_bag_fixture_name, complete)


def get_module_results_df(
    session: Any,
    module_name: str,
    fixture_store: Any = FIXTURE_STORE,
    results_bag_fixture_name: str = DEFAULT_BAG,
    *,
    complete: bool = False,
) -> Any:
    """The same of one module, by its dotted name; ids are names of functions."""
    return _flat(session, "function", module_name, fixture_store, results_bag_fixture_name, complete)


def get_filtered_results_df(
    session: Any,
    filter: Any = None,  # noqa: A002 - a public name
    test_id_format: IdFormat = "full",
    fixture_store: Any = FIXTURE_STORE,
    results_bag_fixture_name: str = DEFAULT_BAG,
    *,
    complete: bool = False,
) -> Any:
    """The same of the tests that a filter takes, with ids in a format of choice."""
    return _flat(session, test_id_format, filter, fixture_store, results_bag_fixture_name, complete)


def _nested(session: Any, ids: IdFormat, wanted: Any, store: Any, complete: bool) -> _Synthesis:
    return get_session_synthesis_dct(
        session,
        test_id_format=ids,
        status_details=True,
        durations_in_ms=True,
        pytest_prefix=False,
        filter=wanted,
        fixture_store=store,
        complete=complete,
    )


def _flat(session: Any, ids: IdFormat, wanted: Any, store: Any, bag: str, complete: bool) -> Any:
    return frame_of(
        get_session_synthesis_dct(
            session,
            test_id_format=ids,
            durations_in_ms=True,
            filter=wanted,
            flatten=True,
            fixture_store=store,
            flatten_more=bag,
            complete=complete,
        )
    )
