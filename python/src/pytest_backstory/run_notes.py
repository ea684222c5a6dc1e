"""Notes for the `backstory run` that started this pytest: what failed, so that it can be run again."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pytest_backstory.rerun import Rerun

#: Names a file to which each recorder below `backstory run` adds a line.
NOTES = "BACKSTORY_RUN_NOTES"
#: Names a file that says what the runners below it are to run again.
PLAN = "BACKSTORY_RERUN_PLAN"
#: The name under which the plugin manager has the notes of this process.
RUN_NOTES = "backstory-run-notes"


class Plan:
    """The part of a rerun that is for this pytest: the submission that it reruns, and node ids."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.of: str = fields["of"]
        self.node_ids: frozenset[str] = frozenset(test["selector"] for test in fields["tests"])


class RunNotes:
    """What one pytest notes. Nothing that goes wrong here harms anything but the rerun."""

    def __init__(self, file: str, start: dict[str, Any], plan: Plan | None) -> None:
        self.plan = plan
        self._file = file
        self._start = start
        self._failed: dict[str, dict[str, Any]] = {}
        self._passed: dict[str, dict[str, Any]] = {}
        self._results = 0
        self._errors = 0

    def result(self, nodeid: str, status: str, facts: str) -> None:
        """Takes an attempt. `facts` are the members of its record that tell which test it is."""
        self._results += 1
        if status in ("failed", "broken"):
            self._passed.pop(nodeid, None)
            self._failed[nodeid] = _noted(nodeid, facts)
        elif status == "passed":
            self._failed.pop(nodeid, None)
            if self.plan is not None:
                self._passed[nodeid] = _noted(nodeid, facts)

    def error(self) -> None:
        """Takes an error outside tests."""
        self._errors += 1

    def write(self, submission_id: str, exit_status: int, is_cut: bool) -> None:
        """Leaves the note."""
        self._append(
            {
                "submissionId": submission_id,
                **self._start,
                "exitStatus": exit_status,
                "results": self._results,
                "errors": self._errors,
                "isCut": is_cut,
                "failed": list(self._failed.values()),
                "passed": list(self._passed.values()),
            }
        )

    def write_delivery(self, submission_id: str, is_delivered: bool, trouble: str | None) -> None:
        """Leaves word of the delivery: the whole command says in one line what became of its records."""
        told = {"trouble": trouble} if trouble is not None else {}
        self._append({"submissionId": submission_id, "isDelivered": is_delivered, **told})

    def _append(self, fields: dict[str, Any]) -> None:
        with suppress(OSError), Path(self._file).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(fields) + "\n")


def take_part(pluginmanager: pytest.PytestPluginManager) -> None:
    """Begins the notes of this process and, in a rerun, narrows it. What tests start is none of the run."""
    file = os.environ.pop(NOTES)
    plan_file = os.environ.pop(PLAN, None)
    start = {"runner": "pytest", "cwd": str(Path.cwd()), "argv": list(sys.argv)}
    plan = _plan_for(start, plan_file) if plan_file else None
    pluginmanager.register(RunNotes(file, start, plan), RUN_NOTES)
    if plan is not None:
        pluginmanager.register(Rerun(plan.node_ids), "backstory-rerun")


def _plan_for(start: dict[str, Any], file: str) -> Plan | None:
    try:
        known = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return next((Plan(plan) for plan in known if all(plan[name] == value for name, value in start.items())), None)


def _noted(nodeid: str, facts: str) -> dict[str, Any]:
    fields = json.loads(f"{{{facts}}}")
    known = ("suite", "name", "displayName", "params", "file", "line")
    return {**{name: fields[name] for name in known if name in fields}, "selector": nodeid}
