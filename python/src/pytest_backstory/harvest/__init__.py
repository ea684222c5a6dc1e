"""Harvesting: what tests found out, together with how they went, as a table at any time of the session."""

from pytest_backstory.harvest.attempts import get_session_attempts_dct
from pytest_backstory.harvest.bag import ResultsBag
from pytest_backstory.harvest.bag_fixture import create_results_bag_fixture
from pytest_backstory.harvest.entry import PYTEST_OBJ_NAME
from pytest_backstory.harvest.filters import filter_session_items, pytest_item_matches_filter
from pytest_backstory.harvest.item_params import (
    get_all_pytest_fixture_names,
    get_all_pytest_param_names,
    get_fixture_value,
    get_pytest_param_names,
    get_pytest_params,
)
from pytest_backstory.harvest.prewired import (
    get_filtered_results_df,
    get_module_results_dct,
    get_module_results_df,
    get_session_results_dct,
    get_session_results_df,
)
from pytest_backstory.harvest.processes import get_xdist_worker_id, is_main_process
from pytest_backstory.harvest.saved_fixture import saved_fixture
from pytest_backstory.harvest.statuses import get_pytest_status, is_pytest_incomplete
from pytest_backstory.harvest.stores import FIXTURE_STORE, get_fixture_store
from pytest_backstory.harvest.synthesis import get_session_synthesis_dct
from pytest_backstory.harvesting.names import HARVEST_PREFIX

__version__ = "0.1.0"

__all__ = [
    "FIXTURE_STORE",
    "HARVEST_PREFIX",
    "PYTEST_OBJ_NAME",
    "ResultsBag",
    "__version__",
    "create_results_bag_fixture",
    "filter_session_items",
    "get_all_pytest_fixture_names",
    "get_all_pytest_param_names",
    "get_filtered_results_df",
    "get_fixture_store",
    "get_fixture_value",
    "get_module_results_dct",
    "get_module_results_df",
    "get_pytest_param_names",
    "get_pytest_params",
    "get_pytest_status",
    "get_session_attempts_dct",
    "get_session_results_dct",
    "get_session_results_df",
    "get_session_synthesis_dct",
    "get_xdist_worker_id",
    "is_main_process",
    "is_pytest_incomplete",
    "pytest_item_matches_filter",
    "saved_fixture",
]
