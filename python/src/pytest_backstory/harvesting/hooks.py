"""The hooks with which a project can carry results from xdist's workers in its own way, as pytest-harvest has them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_harvest_xdist_init() -> Any:
    """On the controller, before any worker starts: prepare a place. A true value keeps the default from running."""


@pytest.hookspec(firstresult=True)
def pytest_harvest_xdist_worker_dump(worker_id: str, session_items: list[Any], fixture_store: Any) -> Any:
    """In a worker, at its end: keep the tests that ran here, which can be pickled, and what they stored."""


@pytest.hookspec(firstresult=True)
def pytest_harvest_xdist_load() -> Any:
    """On the controller, when results are asked for: `{worker id: (items, fixture store)}`."""


@pytest.hookspec(firstresult=True)
def pytest_harvest_xdist_cleanup() -> Any:
    """On the controller, at the end of the session: clear the place away."""
