"""Packs the server's migrations and the published schema of records, which this repository has once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHARED = {"migrations": "packages/server/src/store/migrations", "schema": "packages/model/schema"}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Puts the files where `clickhouse/own_files.py` looks first. A source distribution has them there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Names the files of the checkout that belong into the package."""
        package = "src/pytest_backstory" if self.target_name == "sdist" else "pytest_backstory"
        for name, place in SHARED.items():
            folder = Path(self.root).parent / place
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"{package}/clickhouse/{name}"
