"""With pytest-harvest installed, fixtures and the store are its own, and our functions see what it has."""

from __future__ import annotations

import os

import pytest
import pytest_harvest

from pytest_backstory import harvest


@pytest.fixture
@harvest.saved_fixture
def ours():
    return 2


@pytest.fixture
@pytest_harvest.saved_fixture
def theirs():
    return 3


def test_stores(results_bag, ours, theirs):
    results_bag.accuracy = 0.5


def test_bag_and_store_are_theirs(results_bag, fixture_store, request):
    assert type(results_bag) is pytest_harvest.ResultsBag
    assert type(results_bag) is not harvest.ResultsBag
    assert harvest.get_fixture_store(request) is pytest_harvest.FIXTURE_STORE
    assert fixture_store is pytest_harvest.FIXTURE_STORE


@pytest.mark.skipif("PYTEST_XDIST_WORKER" in os.environ, reason="a worker knows its own tests only")
def test_both_tell_the_same(request, session_results_dct):
    told = harvest.get_session_results_dct(request)
    assert {name: dict(entry) for name, entry in told.items()} == {
        name: dict(entry) for name, entry in session_results_dct.items()
    }
    ((stored, *_),) = [[entry["fixtures"] for entry in told.values()]]
    assert stored == {"results_bag": {"accuracy": 0.5}, "ours": 2, "theirs": 3}
