"""The fixtures of harvesting. They are there without a destination, too; nothing is imported until one is used."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def fixture_store(request: pytest.FixtureRequest) -> Any:
    """Where saved fixtures and results bags are stored: `fixture_store[name][node id]`."""
    from pytest_backstory.harvest.stores import FIXTURE_STORE

    return FIXTURE_STORE


@pytest.fixture
def results_bag(request: pytest.FixtureRequest, fixture_store: Any) -> Any:
    """What this test wants to have remembered: `results_bag.accuracy = 0.9`."""
    from pytest_backstory.harvest.bag_fixture import new_bag

    return new_bag(request, fixture_store)


@pytest.fixture
def session_results_dct(request: pytest.FixtureRequest) -> Any:
    """What is known of each test of the session so far, by its id."""
    from pytest_backstory.harvest.prewired import get_session_results_dct

    return get_session_results_dct(request)


@pytest.fixture
def module_results_dct(request: pytest.FixtureRequest) -> Any:
    """What is known of each test of this module so far, by its name."""
    from pytest_backstory.harvest.prewired import get_module_results_dct

    return get_module_results_dct(request, request.module.__name__)


@pytest.fixture
def session_results_df(request: pytest.FixtureRequest) -> Any:
    """What is known of each test of the session so far, as a data frame of pandas."""
    from pytest_backstory.harvest.prewired import get_session_results_df

    return get_session_results_df(request)


@pytest.fixture
def module_results_df(request: pytest.FixtureRequest) -> Any:
    """What is known of each test of this module so far, as a data frame of pandas."""
    from pytest_backstory.harvest.prewired import get_module_results_df

    return get_module_results_df(request, request.module.__name__)
