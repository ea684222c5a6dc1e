"""What tests tell Allure while they run: dynamic titles, labels and links, steps and attachments.

Allure's own plugin writes its report or does not; this listens beside it. Nothing of Allure is imported here: when its
package is loaded, its plugin manager calls hooks by name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import time
from typing import Any

import pytest
from pluggy import HookimplMarker

from pytest_backstory.bounds import ENTRIES, MESSAGE, WORD, cut
from pytest_backstory.marks import link
from pytest_backstory.notes import Note, Notes, running_test
from pytest_backstory.times import iso, milliseconds_of

hookimpl = HookimplMarker("allure")
#: The package whose plugin manager calls the hooks.
COMMONS = "allure_commons"
DEEPEST = 50


def listen(config: pytest.Config, notes: Notes) -> None:
    """From now until the end of the session what is told to Allure is noted, if its package is loaded."""
    commons: Any = sys.modules.get(COMMONS)
    manager = getattr(commons, "plugin_manager", None)
    if manager is None:
        return
    listener = AllureListener(notes, dict(config.getoption("allure_link_pattern", default=None) or ()))
    manager.register(listener)
    config.add_cleanup(lambda: manager.unregister(listener))


class AllureListener:
    """The hooks of Allure that tests reach. Each is about the test that runs; what cannot be noted is left out."""

    def __init__(self, notes: Notes, link_patterns: dict[str, str]) -> None:
        self._notes = notes
        self._patterns = link_patterns
        self._started: dict[str, tuple[float, dict[str, Any], list[dict[str, Any]]]] = {}

    @hookimpl
    def add_title(self, test_title: object) -> None:
        """`allure.dynamic.title`."""
        self._note()["title"] = cut(str(test_title), WORD)

    @hookimpl
    def add_description(self, test_description: object) -> None:
        """`allure.dynamic.description`."""
        self._note()["description"] = cut(str(test_description), MESSAGE)

    @hookimpl
    def add_description_html(self, test_description_html: object) -> None:
        """`allure.dynamic.description_html`, which counts where there is no plain description."""
        self._note().setdefault("description", cut(str(test_description_html), MESSAGE))

    @hookimpl
    def add_label(self, label_type: object, labels: tuple[object, ...]) -> None:
        """`allure.dynamic.label` and those with a name of their own: feature, severity, id …"""
        self._notes.add_labels(running_test(), _plain(label_type), [_plain(label) for label in labels])

    @hookimpl
    def add_link(self, url: object, link_type: object, name: object) -> None:
        """`allure.dynamic.link`, `issue`, `testcase`."""
        links = self._note().setdefault("links", [])
        address = self._patterns.get(_plain(link_type), "{}").format(url)
        if len(links) < ENTRIES:
            links.append(link(address, link_type, name))

    @hookimpl
    def add_parameter(self, name: object, value: object, mode: object) -> None:
        """`allure.dynamic.parameter`: a property, since it is known only when the test runs."""
        hidden = _plain(mode) if mode is not None else ""
        if hidden != "hidden":
            shown = "******" if hidden == "masked" else str(value)
            self._note().setdefault("properties", []).append([cut(str(name), WORD), cut(shown, MESSAGE)])

    @hookimpl
    def start_step(self, uuid: str, title: object, params: dict[str, object] | None) -> None:
        """A step begins, inside the one that is open."""
        note = self._note()
        open_steps: list[dict[str, Any]] = note.setdefault("openSteps", [])
        within = open_steps[-1].setdefault("steps", []) if open_steps else note.setdefault("steps", [])
        step: dict[str, Any] = {"name": cut(str(title), WORD), "status": "passed", "startedAt": iso(time())}
        if params:
            step["params"] = {cut(str(key), WORD): cut(str(value), WORD) for key, value in params.items()}
        if _count(note) and len(open_steps) < DEEPEST:
            within.append(step)
        open_steps.append(step)
        self._started[uuid] = time(), step, open_steps

    @hookimpl
    def stop_step(self, uuid: str, exc_type: type[BaseException] | None, exc_val: BaseException | None) -> None:
        """The step ends; an exception that leaves it is its failure."""
        started = self._started.pop(uuid, None)
        if started is None:
            return
        at, step, open_steps = started
        step["durationMs"] = milliseconds_of(time() - at)
        if any(each is step for each in open_steps):
            while open_steps.pop() is not step:
                pass
        if exc_type is not None:
            step["status"] = _status(exc_type)
            step["failure"] = {"type": exc_type.__name__, "message": cut(str(exc_val), WORD)}

    @hookimpl
    def attach_data(self, body: object, name: object, attachment_type: object, extension: object) -> None:
        """`allure.attach`."""
        content = body if isinstance(body, (bytes, bytearray)) else str(body).encode("utf-8", "replace")
        self._attach(bytes(content), name, attachment_type, extension)

    @hookimpl
    def attach_file(self, source: object, name: object, attachment_type: object, extension: object) -> None:
        """`allure.attach.file`."""
        path = Path(os.fspath(str(source))).absolute()
        self._attach(path, name or path.name, attachment_type, extension)

    def _attach(self, content: bytes | Path, name: object, kind: object, extension: object) -> None:
        media_type = getattr(kind, "mime_type", None) or (str(kind) if isinstance(kind, str) else None)
        suffix = str(extension or getattr(kind, "extension", None) or "").lstrip(".")
        word = str(name or "attachment")
        if suffix and "." not in word:
            word = f"{word}.{suffix}"
        nodeid = running_test()
        if self._notes.attach(nodeid, content, word, media_type):
            open_steps = self._notes.of(nodeid).get("openSteps")
            if open_steps:
                open_steps[-1].setdefault("attachments", []).append(cut(word, WORD))

    def _note(self) -> Note:
        return self._notes.of(running_test())


def _count(note: Note) -> bool:
    """Whether one more step is kept: a loop may make very many."""
    number = note["stepCount"] = note.get("stepCount", 0) + 1
    if number == ENTRIES + 1:
        note.setdefault("lost", []).append(f"steps after the first {ENTRIES:,} of a test were left out")
    return bool(number <= ENTRIES)


def _plain(word: object) -> str:
    return str(getattr(word, "value", word))


def _status(kind: type[BaseException]) -> str:
    if issubclass(kind, pytest.skip.Exception):
        return "skipped"
    return "failed" if issubclass(kind, (AssertionError, pytest.fail.Exception)) else "broken"
