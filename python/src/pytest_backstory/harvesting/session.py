"""The part of harvesting that is always there. It does next to nothing until harvesting is used."""

from __future__ import annotations

import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest

from pytest_backstory.harvesting.names import FIXTURES

NAME = "backstory-harvest"
THEIRS = "harvest"
_open: list[Harvesting] = []


class Harvesting:
    """Decides for one session whether reports are kept, and where its results come from."""

    def __init__(self, config: pytest.Config) -> None:
        #: Whether pytest-harvest is installed: then fixtures, hooks and the store are its own.
        self.is_theirs = config.pluginmanager.has_plugin(THEIRS)
        #: What came from xdist's workers; None where no workers are.
        self.gathered: Any = None
        self._is_worker = hasattr(config, "workerinput")
        self._is_keeping = False
        self._outer: OrderedDict[str, Any] | None = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Sets the store of a session around this one aside, and listens to xdist's workers."""
        stores = sys.modules.get("pytest_backstory.harvest.stores")
        if _open and stores is not None:
            self._outer = OrderedDict(stores.FIXTURE_STORE)
            stores.FIXTURE_STORE.clear()
        _open.append(self)
        if session.config.pluginmanager.has_plugin("dsession") and not self.is_theirs:
            from pytest_backstory.harvesting.gathering import Gathering

            self.gathered = Gathering()
            session.config.pluginmanager.register(self.gathered, "backstory-harvest-gathering")
            session.config.hook.pytest_harvest_xdist_init()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Begins to keep reports when something in the session will ask for them."""
        from pytest_backstory.harvesting.settings import harvest_settings

        settings = harvest_settings(session.config)
        if settings.saved_fixtures:
            from pytest_backstory.harvesting.saving import Saving

            session.config.pluginmanager.register(Saving(settings.saved_fixtures), "backstory-harvest-saving")
        if settings.needs_reports or _is_used(session) or (self._is_worker and _will_be_used(session.config)):
            self.begin_keeping(session.config)

    def begin_keeping(self, config: pytest.Config) -> bool:
        """Keeps reports from now on. Whether that is new."""
        if self._is_keeping:
            return False
        self._is_keeping = True
        from pytest_backstory.harvesting.keeping import Keeping

        config.pluginmanager.register(Keeping(config, self), "backstory-harvest-keeping")
        return not self.is_theirs

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Writes the table that an option asks for, when the session's own hooks have had their turn."""
        if self._is_worker:
            return
        from pytest_backstory.harvesting.settings import harvest_settings

        settings = harvest_settings(session.config)
        if settings.synthesis:
            from pytest_backstory.harvesting.synthesis_file import write_synthesis

            write_synthesis(session, settings)
        if self.gathered is not None:
            session.config.hook.pytest_harvest_xdist_cleanup()

    def pytest_unconfigure(self) -> None:
        """Gives the session around this one its store back."""
        if self in _open:
            _open.remove(self)
        stores = sys.modules.get("pytest_backstory.harvest.stores")
        if self._outer is not None and stores is not None:
            stores.FIXTURE_STORE.clear()
            stores.FIXTURE_STORE.update(self._outer)


def register_harvesting(config: pytest.Config) -> None:
    """Registers the fixtures and hooks of harvesting, unless pytest-harvest has them."""
    harvesting = Harvesting(config)
    plugins = config.pluginmanager
    plugins.register(harvesting, NAME)
    if harvesting.is_theirs:
        return
    from pytest_backstory.harvesting import default_hooks, fixtures, hooks

    plugins.add_hookspecs(hooks)
    plugins.register(default_hooks.DefaultHooks(harvesting, config), "backstory-harvest-hooks")
    plugins.register(fixtures, "backstory-harvest-fixtures")


def harvesting_of(config: Any) -> Harvesting | None:
    """The harvesting of a session; None without a configuration, or outside of pytest."""
    plugins = getattr(config, "pluginmanager", None)
    return plugins.get_plugin(NAME) if plugins is not None else None


def _is_used(session: pytest.Session) -> bool:
    if "pytest_backstory.harvest" in sys.modules or "pytest_harvest" in sys.modules:
        return True
    closures = (getattr(item, "fixturenames", None) for item in session.items)
    return any(isinstance(names, list) and not FIXTURES.isdisjoint(names) for names in closures)


def _will_be_used(config: pytest.Config) -> bool:
    """Whether a conftest speaks of harvesting, if only inside a function. What no worker sent is not there then."""
    conftests = {str(getattr(plugin, "__file__", "") or "") for plugin in config.pluginmanager.get_plugins()}
    return any("harvest" in _text(path) for path in conftests if path.endswith("conftest.py"))


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
