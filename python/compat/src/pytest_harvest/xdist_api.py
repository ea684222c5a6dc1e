"""What code asks about the process it runs in."""

from typing import Any

from pytest_backstory.harvest import get_xdist_worker_id, is_main_process

__all__ = ["get_xdist_worker_id", "is_main_process", "is_xdist_master", "is_xdist_worker"]


def is_xdist_worker(session_or_request: Any) -> bool:
    """Whether this process is a worker of xdist."""
    return hasattr(session_or_request.config, "workerinput")


def is_xdist_master(session_or_request: Any) -> bool:
    """Whether this process distributes tests to workers of xdist."""
    config = session_or_request.config
    return not is_xdist_worker(session_or_request) and bool(config.pluginmanager.has_plugin("dsession"))
