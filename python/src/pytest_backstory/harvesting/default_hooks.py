"""How results come from xdist's workers unless a project has hooks of its own: with xdist's messages, without files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_backstory.harvesting.session import Harvesting


class DefaultHooks:
    """The hooks that come last, and what calls the worker's."""

    def __init__(self, harvesting: Harvesting, config: pytest.Config) -> None:
        self._harvesting = harvesting
        self._config = config

    @pytest.hookimpl(trylast=True)
    def pytest_harvest_xdist_init(self) -> bool:
        """There is nothing to prepare."""
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_harvest_xdist_worker_dump(self) -> bool:
        """Nothing is left to do: values went with the reports, and the rest goes with the worker's last message."""
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_harvest_xdist_load(self) -> Any:
        """What came with the messages of each worker."""
        gathered = self._harvesting.gathered
        return gathered.received() if gathered is not None else {}

    @pytest.hookimpl(trylast=True)
    def pytest_harvest_xdist_cleanup(self) -> bool:
        """There is nothing to clear away."""
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """In a worker: what has changed since the reports went, and the hook of the project."""
        workerinput = getattr(self._config, "workerinput", None)
        keeping: Any = self._config.pluginmanager.get_plugin("backstory-harvest-keeping")
        if workerinput is None:
            return
        if keeping is not None:
            keeping.sending.add_last(session)
        hook = self._config.hook.pytest_harvest_xdist_worker_dump
        if len(hook.get_hookimpls()) > 1:
            from pytest_backstory.harvest.stores import FIXTURE_STORE
            from pytest_backstory.harvesting.harvested_item import harvested_items

            items = harvested_items(session.items)
            hook(worker_id=workerinput["workerid"], session_items=items, fixture_store=FIXTURE_STORE)
