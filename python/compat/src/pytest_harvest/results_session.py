"""What code imports from `pytest_harvest.results_session`."""

from pytest_backstory.harvest import (
    HARVEST_PREFIX,
    PYTEST_OBJ_NAME,
    filter_session_items,
    get_all_pytest_fixture_names,
    get_all_pytest_param_names,
    get_pytest_param_names,
    get_pytest_params,
    get_pytest_status,
    get_session_synthesis_dct,
    is_pytest_incomplete,
    pytest_item_matches_filter,
)
from pytest_backstory.harvest.filters import _get_filterset
from pytest_backstory.harvest.item_params import get_pytest_fixture_names
from pytest_backstory.harvesting.harvested_item import harvested_items as get_persistable_session_items

__all__ = [
    "HARVEST_PREFIX",
    "PYTEST_OBJ_NAME",
    "_get_filterset",
    "filter_session_items",
    "get_all_pytest_fixture_names",
    "get_all_pytest_param_names",
    "get_persistable_session_items",
    "get_pytest_fixture_names",
    "get_pytest_param_names",
    "get_pytest_params",
    "get_pytest_status",
    "get_session_synthesis_dct",
    "is_pytest_incomplete",
    "pytest_item_matches_filter",
]
