"""Keeps forks of the user's process free of our thread, and forked children from recording.

Since Python 3.12 a fork in a process with more than one thread warns, and the user's summary would show that.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that has a thread and files which a forked child must not use."""

    def before_fork(self) -> bool:
        """Ends the thread. Whether there was one."""

    def after_fork_in_child(self) -> None:
        """Lets go of everything, without closing what the parent uses."""


_watched: WeakSet[Forkable] = WeakSet()
_is_registered: list[bool] = []


def watch_forks(one: Forkable) -> None:
    """From now on `one` is told when this process forks. (`subprocess` does not fork in this sense.)"""
    _watched.add(one)
    if not _is_registered and hasattr(os, "register_at_fork"):
        _is_registered.append(True)
        os.register_at_fork(before=_before, after_in_child=_after_in_child)


def _before() -> None:
    try:
        stopped = [one.before_fork() for one in list(_watched)]
        if any(stopped) and sys.platform == "linux":
            _wait_until_threads_are_gone()
    except Exception:  # a fork of the user's must not fail because of us
        return


def _after_in_child() -> None:
    for one in list(_watched):
        one.after_fork_in_child()


def _wait_until_threads_are_gone() -> None:
    """`join` returns a moment before the system's thread is gone, and the warning counts the system's threads."""
    import threading

    for _ in range(20):
        if len(list(Path("/proc/self/task").iterdir())) <= threading.active_count():
            return
        time.sleep(0.0005)
