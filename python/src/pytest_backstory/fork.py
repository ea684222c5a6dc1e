"""Keeps forks of the user's process free of our thread.

Since Python 3.12 a fork in a process with more than one thread warns, and the user's summary would show that.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Protocol
from weakref import WeakSet


class Stoppable(Protocol):
    """Something with a thread that can be stopped and begun again."""

    def stop(self) -> bool:
        """Ends the thread. Whether there was one."""


_running: WeakSet[Stoppable] = WeakSet()
_is_registered: list[bool] = []


def stop_before_fork(one: Stoppable) -> None:
    """From now on `one` is stopped before this process forks. (`subprocess` does not fork in this sense.)"""
    _running.add(one)
    if not _is_registered and hasattr(os, "register_at_fork"):
        _is_registered.append(True)
        os.register_at_fork(before=_stop_all)


def _stop_all() -> None:
    try:
        stopped = [one.stop() for one in list(_running)]
        if any(stopped) and sys.platform == "linux":
            _wait_until_threads_are_gone()
    except Exception:  # a fork of the user's must not fail because of us
        return


def _wait_until_threads_are_gone() -> None:
    """`join` returns a moment before the system's thread is gone, and the warning counts the system's threads."""
    import threading

    for _ in range(20):
        if len(list(Path("/proc/self/task").iterdir())) <= threading.active_count():
            return
        time.sleep(0.0005)
