"""Screenshots, traces and films that pytest-playwright leaves of a test."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from pytest_backstory.notes import Notes


def note_browser_files(notes: Notes, nodeid: str, item: pytest.Item | None) -> None:
    """Notes the files in the test's folder of the browser's output."""
    for path in _files(item):
        notes.attach(nodeid, path, path.name)


def _files(item: pytest.Item | None) -> Iterable[Path]:
    # The plugin says where on the item since 0.8; before, only the fixture knows.
    recorder = getattr(item, "_playwright_artifacts_recorder", None)
    artifacts = getattr(recorder, "artifacts", None)
    if artifacts is not None:
        return [Path(path) for _, path in artifacts if Path(path).is_file()]
    folder = getattr(recorder, "_output_path", None) or (getattr(item, "funcargs", None) or {}).get("output_path")
    if not isinstance(folder, str) or not Path(folder).is_dir():
        return []
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())
