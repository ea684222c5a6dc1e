"""What pytest loads: it adds the options and, only when there is a destination, the recorder."""

from __future__ import annotations

import pytest

from pytest_backstory.aliases import add_aliases
from pytest_backstory.options import SHOW, add_options, say, settings_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the `--backstory-…` options and their ini keys."""
    add_options(parser)


@pytest.hookimpl(trylast=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Adds old options that no other plugin has. Only now is it known which plugins there are."""
    add_aliases(early_config, parser, args)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Shows the settings in place of running tests, when asked to."""
    if not config.getoption(SHOW):
        return None
    from pytest_backstory.show_config import show_config

    print(show_config(config))
    return 0


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

        for remark in settings.remarks:
            say(remark)
        config.pluginmanager.register(Capture(config, settings), "backstory-capture")
