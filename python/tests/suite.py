"""A pytest project in a directory of its own, run by a real pytest in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from pytest_starter import can_start, started

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "python" / "src"
SCHEMA = json.loads((ROOT / "packages/model/schema/records-1.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
#: Addresses of servers that take everything: how long that takes is a matter of the machine alone.
TAKING: set[str] = set()
PYTEST = tuple(int(part) for part in pytest.__version__.split(".")[:2])


@dataclass
class Run:
    """How a pytest process ended."""

    exit_status: int
    output: str
    errors: str

    @property
    def recorder_lines(self) -> list[str]:
        """What the recorder said, wherever it did."""
        return [line for line in (self.output + self.errors).splitlines() if line.startswith("backstory: ")]

    @property
    def plain_output(self) -> str:
        """What pytest printed, without what differs from run to run and without lines of the recorder."""
        lines = (self.output + self.errors).splitlines(keepends=True)
        return without_variation("".join(line for line in lines if not line.startswith("backstory: ")))


def without_variation(text: str) -> str:
    """The text without addresses, times and host names, which differ from run to run."""
    return re.sub(r'0x[0-9a-f]+|pid=\d+|\d+\.\d+s|(time|timestamp|hostname)="[^"]*"', "…", text)


@dataclass
class Suite:
    """The project. The default spool lies in `state`."""

    directory: Path
    state: Path

    @property
    def spool(self) -> Path:
        """Where the spool of a run lies when nothing else is set."""
        return self.state / "backstory" / "spool"

    def write(self, **files: str) -> None:
        """Writes modules: `test_a="…"` becomes `test_a.py`."""
        for name, text in files.items():
            (self.directory / f"{name}.py").write_text(dedent(text), "utf-8")

    def command(self, *arguments: str) -> list[str]:
        """How pytest is called."""
        return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *arguments]

    def variables(self, recorded: bool = True) -> dict[str, str]:
        """The environment of the process; not recorded: without any trace of the plugin."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "BACKSTORY_", "GITHUB_", "CI", "GITLAB_", "COV_", "XDG_"))
        }
        paths = {"HOME": str(self.directory), "XDG_STATE_HOME": str(self.state), "PYTHONPATH": ""}
        plugin = {"PYTEST_PLUGINS": "pytest_backstory.plugin", "PYTHONPATH": str(SOURCE)} if recorded else {}
        return {**inherited, **paths, **plugin}

    def run(self, *arguments: str, **environment: str) -> Run:
        """Runs pytest to its end."""
        patience = {"BACKSTORY_WAIT_SECONDS": "30"} if environment.get("BACKSTORY_URL") in TAKING else {}
        return self._run(arguments, {**self.variables(), **patience, **environment})

    def run_without(self, *arguments: str) -> Run:
        """The same without the plugin."""
        return self._run(arguments, self.variables(recorded=False))

    def _run(self, arguments: tuple[str, ...], variables: dict[str, str]) -> Run:
        command = self.command(*arguments)
        if can_start(variables):
            done = started(command[3:], self.directory, variables, seconds=90)
            return Run(done.returncode, done.stdout, done.stderr)
        done = subprocess.run(
            command,
            cwd=self.directory,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=90,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def spooled(self) -> list[dict[str, Any]]:
        """The records of the one spool file that was kept, each checked against the published schema."""
        (file,) = self.spool.glob("*.ndjson")
        return checked([json.loads(line) for line in file.read_bytes().splitlines()])


def checked(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records, after a check of each against the published schema."""
    for record in records:
        VALIDATOR.validate(record)
    return records


def of_kind(records: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Those of one kind."""
    return [record for record in records if record["kind"] == kind]


def by_name(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The results by what pytest calls the test; of several attempts the last."""
    return {record.get("displayName", record["name"]): record for record in of_kind(records, "result")}
