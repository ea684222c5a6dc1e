"""Fixtures that give each test a bag of its own, and store it."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Any

import pytest

from pytest_backstory.harvest.bag import ResultsBag
from pytest_backstory.harvest.storing import store_value
from pytest_backstory.harvesting.names import BAGS

DEFAULT_BAG = "results_bag"


def create_results_bag_fixture(store: Any, name: str = DEFAULT_BAG, bag_type: Any = None) -> Any:
    """A fixture that gives each test a new bag, stored in `store[name]`. The variable must be called `name`, too.

    `store` is a mapping or the name of a fixture that gives one; `bag_type` a class of your own.
    """
    make = bag_type or ResultsBag

    if isinstance(store, str):

        def bag_in_fixture(**arguments: Any) -> Any:
            return new_bag(arguments["request"], arguments[store], name, make)

        # pytest reads the names of what a fixture needs off its signature.
        parameters = [Parameter(each, Parameter.KEYWORD_ONLY) for each in ("request", store)]
        bag_in_fixture.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        return pytest.fixture(name=name)(bag_in_fixture)

    def bag_in_mapping(request: pytest.FixtureRequest) -> Any:
        return new_bag(request, store, name, make)

    return pytest.fixture(name=name)(bag_in_mapping)


def new_bag(request: pytest.FixtureRequest, store: Any, name: str = DEFAULT_BAG, make: Any = ResultsBag) -> Any:
    """An empty bag for the test of the request, stored under its name and remembered for the test's record."""
    bag = make()
    store_value(store, name, request, bag)
    request._pyfuncitem.__dict__.setdefault(BAGS, {})[name] = bag
    return bag
