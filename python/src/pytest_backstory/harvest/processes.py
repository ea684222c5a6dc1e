"""Which process of a session this is: the only one, xdist's controller or one of its workers."""

from __future__ import annotations

import os
from typing import Any


def is_main_process(session: Any) -> bool:
    """Whether the session is no worker of xdist."""
    return not hasattr(session.config, "workerinput")


def get_xdist_worker_id(session_or_request: Any) -> str:
    """`gw0`, `gw1` … in a worker of xdist, else `master`."""
    workerinput = getattr(session_or_request.config, "workerinput", None)
    return str(workerinput["workerid"]) if workerinput is not None else os.environ.get("PYTEST_XDIST_WORKER", "master")
