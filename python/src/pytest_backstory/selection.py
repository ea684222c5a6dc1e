"""What was asked of pytest: which tests to run, and whether that is a rerun of what failed before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pytest_backstory.bounds import ENTRIES, WORD, cut

_submission_id = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}\Z")
FLAGS = {"lf": "--last-failed", "failedfirst": "--failed-first", "newfirst": "--new-first", "stepwise": "--stepwise"}


def selection_of(config: pytest.Config, deselected: int) -> dict[str, Any]:
    """The `selection` of a submission: the arguments that choose tests, and how many collected ones were left out."""
    arguments = [
        *_of("-k", config.getoption("keyword", default="")),
        *_of("-m", config.getoption("markexpr", default="")),
        *[f"--deselect={each}" for each in config.getoption("deselect", default=None) or ()],
        *[flag for option, flag in FLAGS.items() if config.getoption(option, default=False)],
        *[str(path) for path in config.getoption("file_or_dir", default=None) or ()],
    ]
    selection: dict[str, Any] = {}
    if arguments:
        selection["arguments"] = [cut(argument, WORD) for argument in arguments[:ENTRIES]]
    if deselected:
        selection["deselected"] = deselected
    return selection


def rerun_of(config: pytest.Config, named: str | None) -> dict[str, str] | None:
    """The `rerun` of a submission, when this is one.

    The user names what it reruns, or only what failed before is run, or a JUnit XML file of an earlier run is
    brought up to date.
    """
    if named is not None:
        return {"of": named.upper()} if _submission_id.match(named.upper()) else {}
    report = config.getoption("backstory_update_xml", default=None)
    if report and Path(report).exists():
        return {}
    if not config.getoption("lf", default=False):
        return None
    # Without earlier failures `--last-failed` runs everything.
    plugin = config.pluginmanager.get_plugin("lfplugin")
    return {} if getattr(plugin, "lastfailed", None) else None


def _of(option: str, value: object) -> list[str]:
    return [option, str(value)] if value else []
