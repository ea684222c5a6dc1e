"""The hooks with which a project carries results from xdist's workers in its own way."""

from pytest_backstory.harvesting.hooks import (
    pytest_harvest_xdist_cleanup,
    pytest_harvest_xdist_init,
    pytest_harvest_xdist_load,
    pytest_harvest_xdist_worker_dump,
)

__all__ = [
    "pytest_harvest_xdist_cleanup",
    "pytest_harvest_xdist_init",
    "pytest_harvest_xdist_load",
    "pytest_harvest_xdist_worker_dump",
]
