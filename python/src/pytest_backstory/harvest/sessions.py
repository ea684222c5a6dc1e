"""From what a caller hands over to the session and its tests."""

from __future__ import annotations

from typing import Any

from pytest_backstory.harvest.kept_reports import ensure_kept
from pytest_backstory.harvesting.session import harvesting_of


def session_of(session_or_request: Any) -> Any:
    """The session, also of a request."""
    return getattr(session_or_request, "session", session_or_request)


def request_of(session_or_request: Any) -> Any:
    """The request, None when it is a session."""
    return session_or_request if hasattr(session_or_request, "getfixturevalue") else None


def items_of(session: Any) -> Any:
    """The tests of the session in the order of collection. On the controller of xdist: those of all its workers."""
    gathered = gathered_of(session)
    if gathered is not None:
        gathered.load(session)
    else:
        ensure_kept(session)
    return session.items


def gathered_of(session: Any) -> Any:
    """What came from xdist's workers; None where no workers are."""
    harvesting = harvesting_of(getattr(session, "config", None))
    return harvesting.gathered if harvesting is not None else None
