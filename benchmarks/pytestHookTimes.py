"""A pytest plugin that measures the time inside the hooks of the plugin under measurement, and of its last hook.

`test` is the time of the median test, in seconds: a test during which the machine did something else does not count.
"""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable, Generator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest

MEASURED = ("pytest_backstory", "_pytest.junitxml", "pytest_test_observer", "pytest_reportlog")
LAST_HOOKS = ("pytest_unconfigure", "pytest_sessionfinish")
times = {"test": 0.0, "once": 0.0, "drain": 0.0}
tests: list[float] = []


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Sets a clock around every hook of the measured plugin."""
    for name, caller in vars(session.config.hook).items():
        if name.startswith("pytest_"):
            for implementation in caller.get_hookimpls():
                if implementation.function.__module__.startswith(MEASURED):
                    kind = "drain" if name in LAST_HOOKS else "test" if "_runtest_" in name else "once"
                    wrap = _clocked_generator if _is_wrapper(implementation) else _clocked
                    implementation.function = wrap(implementation.function, kind)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol() -> Generator[None, None, None]:
    """Sums up one test."""
    times["test"] = 0.0
    yield
    tests.append(times["test"])


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Writes the times down."""
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    Path(os.environ["HOOK_TIMES"]).write_text(json.dumps({**times, "test": median(tests), "rss": rss}))


def _is_wrapper(implementation: Any) -> bool:
    return bool(implementation.hookwrapper or getattr(implementation, "wrapper", False))


def _clocked(function: Callable[..., Any], kind: str) -> Callable[..., Any]:
    def clocked(*arguments: Any) -> Any:
        start = perf_counter()
        try:
            return function(*arguments)
        finally:
            times[kind] += perf_counter() - start

    return clocked


def _clocked_generator(function: Callable[..., Any], kind: str) -> Callable[..., Any]:
    def clocked(*arguments: Any) -> Generator[Any, Any, Any]:
        start = perf_counter()
        generator = function(*arguments)
        next(generator)
        times[kind] += perf_counter() - start
        outcome = yield
        start = perf_counter()
        try:
            generator.send(outcome)
        except StopIteration as stop:
            return stop.value
        finally:
            times[kind] += perf_counter() - start
        return None

    return clocked
