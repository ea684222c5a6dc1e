from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import TAKING, Suite, checked


@pytest.fixture
def server() -> Iterator[IngestServer]:
    """A server that takes everything."""
    server = IngestServer()
    TAKING.add(server.url)
    yield server
    TAKING.discard(server.url)
    server.close()


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    """A project without tests and without a destination."""
    return Suite(tmp_path, tmp_path / "state")


@pytest.fixture
def recorded(suite: Suite, server: IngestServer) -> Callable[..., list[dict[str, Any]]]:
    """Runs a project of one module with these arguments, and gives the records that the server got."""

    def run(source: str, *arguments: str, **environment: str) -> list[dict[str, Any]]:
        suite.write(test_it=source)
        suite.run(*arguments, BACKSTORY_URL=server.url, **environment)
        return checked(server.records())

    return run


@pytest.fixture(autouse=True)
def needs(request: pytest.FixtureRequest) -> None:
    """Skips a test whose `needs` marker names a module that is not installed."""
    for marker in request.node.iter_markers("needs"):
        for module in marker.args:
            if find_spec(module) is None:
                pytest.skip(f"needs {module}")


@pytest.fixture
def xdist() -> None:
    """Skips where pytest-xdist is not installed."""
    if find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")


@pytest.fixture
def rerunfailures() -> None:
    """Skips where pytest-rerunfailures is not installed."""
    if find_spec("pytest_rerunfailures") is None:
        pytest.skip("needs pytest-rerunfailures")
