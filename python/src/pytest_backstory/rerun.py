"""Runs again what failed, and nothing else: the part of `backstory run --rerun-failed` that is pytest's."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest


class Rerun:
    """Narrows a session to node ids. Files without any of them are not even collected."""

    def __init__(self, node_ids: Collection[str]) -> None:
        self._node_ids = frozenset(node_ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> None:
        """What a part of the tests covers says nothing."""
        if hasattr(early_config.known_args_namespace, "no_cov"):
            early_config.known_args_namespace.no_cov = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self) -> int | None:
        """Without anything to mend all is well."""
        return None if self._node_ids else 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Names the files in the place of what the user chose, when all of them are there."""
        files = sorted({node_id.partition("::")[0] for node_id in self._node_ids})
        paths = [Path(config.rootpath, file) for file in files]
        if paths and all(path.exists() for path in paths):
            config.args = [str(path) for path in paths]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tells the workers of xdist, which collect for themselves."""
        node.workerinput["backstoryRerun"] = sorted(self._node_ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leaves out every other test."""
        others = [item for item in items if item.nodeid not in self._node_ids]
        if others:
            config.hook.pytest_deselected(items=others)
            items[:] = [item for item in items if item.nodeid in self._node_ids]
