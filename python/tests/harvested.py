"""Runs a project whose conftest writes what it harvested into a file, and gives that back."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

from suite import Run, Suite

#: Put before each conftest: `dump(name=value, …)` writes, objects by their repr.
DUMP = """
import json, os, pathlib
import pytest
from pytest_backstory import harvest
# Not its whole content: pytest takes whatever is named pytest_… in a conftest for a hook.
globals().update({name: getattr(harvest, name) for name in harvest.__all__ if not name.startswith("pytest_")})

def dump(**values):
    file = pathlib.Path("dumped.json")
    known = json.loads(file.read_text()) if file.exists() else {}
    known.update(json.loads(json.dumps(values, default=repr)))
    file.write_text(json.dumps(known))
"""


def run_dumping(suite: Suite, conftest: str, *arguments: str, **modules: str) -> tuple[dict[str, Any], Run]:
    """What the conftest dumped, and how pytest ended."""
    suite.write(**{"conftest": DUMP + dedent(conftest), **modules})
    file = suite.directory / "dumped.json"
    file.unlink(missing_ok=True)
    run = suite.run(*arguments)
    return (json.loads(file.read_text("utf-8")) if file.exists() else {}), run
