"""What pytest loads: it adds the options and, only when there is a destination, the recorder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_backstory.aliases import add_aliases
from pytest_backstory.harvesting.session import register_harvesting
from pytest_backstory.junit_update.options import add_update_options
from pytest_backstory.options import SHOW, add_options, say, settings_of

if TYPE_CHECKING:
    from pytest_backstory.attachments import Attach
    from pytest_backstory.events import RecordEvent
    from pytest_backstory.notes import Notes

MARKERS = (
    "suite(name): names the suite of a test in its history",
    "description(text): describes a test in its history",
    "desc(text): the same as description",
    "declared_id(id): names a test for ever, wherever it moves and whatever it is called",
    "backstory(id, renamed_from): a declared id, and the id or name in the same suite that a test had before",
)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Adds the `--backstory-…` options and their ini keys, and listens to the `backstory run` around this pytest."""
    add_options(parser)
    add_update_options(parser)
    if "BACKSTORY_RUN_NOTES" in os.environ:
        from pytest_backstory.run_notes import take_part

        take_part(pluginmanager)


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
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    register_harvesting(config)
    if config.getoption("backstory_update_xml", default=None):
        from pytest_backstory.junit_update.plugin import register_update

        register_update(config)
    if hasattr(config, "workerinput"):
        if "backstory" in config.workerinput:
            from pytest_backstory.worker import Worker

            worker = Worker(config, config.workerinput["backstory"])
            config.pluginmanager.register(worker, "backstory-worker")
            _watch_forks(config, worker.notes)
        if "backstoryRerun" in config.workerinput:
            from pytest_backstory.rerun import Rerun

            config.pluginmanager.register(Rerun(config.workerinput["backstoryRerun"]), "backstory-rerun")
        return
    settings = settings_of(config)
    if settings is not None:
        from pytest_backstory.capture import Capture

        for remark in settings.remarks:
            say(remark)
        capture = Capture(config, settings)
        config.pluginmanager.register(capture, "backstory-capture")
        _watch_forks(config, capture.notes)


@pytest.fixture
def record_event(request: pytest.FixtureRequest) -> RecordEvent:
    """Records that something happened during the test: record_event(name, {"key": "value"})."""
    from pytest_backstory.attachments import notes_of
    from pytest_backstory.events import event_recorder

    return event_recorder(notes_of(request.config), request.node.nodeid)


@pytest.fixture
def backstory_attach(request: pytest.FixtureRequest) -> Attach:
    """Attaches a file by its path, or bytes, to the test: backstory_attach(path_or_bytes, name="…")."""
    from pytest_backstory.attachments import attacher, notes_of

    return attacher(notes_of(request.config), request.node.nodeid)


def _watch_forks(config: pytest.Config, notes: Notes) -> None:
    if config.getoption("forked", default=False):
        from pytest_backstory.forked import Forked

        config.pluginmanager.register(Forked(notes), "backstory-forked")
