"""What code imports from `pytest_harvest.plugin`. The hooks are those of pytest-backstory, and are not here."""

from pytest_backstory.harvest import (
    FIXTURE_STORE,
    HARVEST_PREFIX,
    create_results_bag_fixture,
    get_filtered_results_df,
    get_fixture_store,
    get_module_results_dct,
    get_module_results_df,
    get_session_results_dct,
    get_session_results_df,
    get_session_synthesis_dct,
    get_xdist_worker_id,
)
from pytest_backstory.harvesting.fixtures import (
    fixture_store,
    module_results_dct,
    module_results_df,
    results_bag,
    session_results_dct,
    session_results_df,
)
from pytest_harvest.results_session import get_persistable_session_items
from pytest_harvest.xdist_api import is_xdist_master, is_xdist_worker

__all__ = [
    "FIXTURE_STORE",
    "HARVEST_PREFIX",
    "create_results_bag_fixture",
    "fixture_store",
    "get_filtered_results_df",
    "get_fixture_store",
    "get_module_results_dct",
    "get_module_results_df",
    "get_persistable_session_items",
    "get_session_results_dct",
    "get_session_results_df",
    "get_session_synthesis_dct",
    "get_xdist_worker_id",
    "is_xdist_master",
    "is_xdist_worker",
    "module_results_dct",
    "module_results_df",
    "results_bag",
    "session_results_dct",
    "session_results_df",
]
