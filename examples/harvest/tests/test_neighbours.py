"""How good the vote of neighbours is, over data sets and numbers of voters."""

from __future__ import annotations

import datasets
import pytest
from neighbours import accuracy

LEAST = {"blobs": 0.75, "rings": 0.8, "noise": 0.0}


@pytest.fixture(params=["blobs", "rings", "noise"])
def dataset(request):
    """One data set by its name."""
    return request.param, getattr(datasets, request.param)()


@pytest.mark.parametrize("voters", [1, 5, 15])
def test_accuracy(dataset, voters, results_bag):
    name, points = dataset
    results_bag.accuracy = accuracy(points, voters)
    results_bag.points = len(points)
    assert results_bag.accuracy >= LEAST[name]


def test_no_number_of_voters_learns_noise(session_results_dct):
    """Asks what the tests before it found out."""
    found = {
        each["params"]["voters"]: each["fixtures"]["results_bag"].accuracy
        for each in session_results_dct.values()
        if each["params"].get("dataset_param") == "noise"
    }
    assert all(share < 0.7 for share in found.values())
