"""Attachments: files that belong to a test, or to the build."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Protocol

import pytest

from pytest_backstory.notes import Notes, running_test


class Attach(Protocol):
    """What the fixture `backstory_attach` gives."""

    def __call__(
        self, content: str | bytes | os.PathLike[str], name: str | None = None, media_type: str | None = None
    ) -> None:
        """Attaches a file by its path, or bytes, to the test."""


def attach(content: str | bytes | os.PathLike[str], name: str | None = None, media_type: str | None = None) -> None:
    """Attaches a file by its path, or bytes, to the test that runs, between tests to the build. It never raises."""
    _attach(Notes.active, running_test(), content, name, media_type)


def attacher(notes: Notes | None, nodeid: str) -> Attach:
    """The fixture's value. Without notes it does nothing."""

    def backstory_attach(
        content: str | bytes | os.PathLike[str], name: str | None = None, media_type: str | None = None
    ) -> None:
        _attach(notes, nodeid, content, name, media_type)

    return backstory_attach


def file(request: pytest.FixtureRequest | None, path: str | os.PathLike[str] | None) -> None:
    """Attaches a file to the test of the request, as pytest-tesults has it. Without one of both nothing happens."""
    if request is not None and path is not None:
        _attach(notes_of(request.config), request.node.nodeid, path, None, None)


def notes_of(config: pytest.Config) -> Notes | None:
    """The notes of the session that this configuration belongs to; None when it does not record."""
    plugins = config.pluginmanager
    recording: Any = plugins.get_plugin("backstory-capture") or plugins.get_plugin("backstory-worker")
    return recording.notes if recording is not None else None


def _attach(
    notes: Notes | None,
    nodeid: str,
    content: str | bytes | os.PathLike[str],
    name: str | None,
    media_type: str | None,
) -> None:
    if notes is None:
        return
    if isinstance(content, (bytes, bytearray, memoryview)):
        notes.attach(nodeid, bytes(content), str(name or "attachment"), media_type)
    else:
        path = Path(content).absolute()
        notes.attach(nodeid, path, str(name or path.name), media_type)
