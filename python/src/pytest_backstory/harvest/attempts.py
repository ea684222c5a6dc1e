"""All attempts of the tests of a session, also those that were followed by another."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from pytest_backstory.harvest.filters import filter_session_items
from pytest_backstory.harvest.kept_reports import kept_reports
from pytest_backstory.harvest.sessions import session_of
from pytest_backstory.harvest.stores import get_fixture_store, stored_for
from pytest_backstory.harvesting.names import ATTEMPTS, PHASES


def get_session_attempts_dct(
    session_or_request: Any,
    filter: Any = None,  # noqa: A002 - the word of the other functions
) -> OrderedDict[str, list[dict[str, Any]]]:
    """The attempts of each test by its id, the last one last: status, duration of the call in s, stored values."""
    session = session_of(session_or_request)
    attempts: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()
    for item in filter_session_items(session, filter):
        reports = kept_reports(item)
        if reports:
            stored = stored_for([get_fixture_store(session_or_request)], item.nodeid)
            earlier = [_attempt(each["reports"], each["stored"]) for each in getattr(item, ATTEMPTS, ())]
            attempts[item.nodeid] = [*earlier, _attempt(reports, stored)]
    return attempts


def _attempt(reports: Any, stored: Any) -> dict[str, Any]:
    outcomes = [reports[phase].outcome for phase in PHASES if phase in reports]
    # pytest-rerunfailures calls an attempt that is followed by another neither passed nor failed.
    failed = any(outcome in ("failed", "rerun") for outcome in outcomes)
    status = "failed" if failed else "skipped" if "skipped" in outcomes else "passed"
    duration = reports["call"].duration if "call" in reports else None
    return {"status": status, "duration_s": duration, "fixtures": dict(stored)}
