"""What pytest loads: it adds the options and, only when there is a destination, the recorder."""

from __future__ import annotations

import pytest

from pytest_backstory.options import add_options, settings_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the `--backstory-…` options and their ini keys."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Registers what records. Without a destination nothing more than this is imported, opened or started."""
    if hasattr(config, "workerinput"):
        if "backstory" in config.workerinput:
            from pytest_backstory.worker import Worker

            config.pluginmanager.register(Worker(), "backstory-worker")
        return
    settings = settings_of(config)
    if settings is not None:
        from pytest_backstory.capture import Capture

        config.pluginmanager.register(Capture(config, settings), "backstory-capture")
