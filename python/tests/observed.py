"""What pytest-test-observer would have recorded, worked out by a plugin of the tests: a row a reported phase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PLUGIN = """
import json

ROWS = []
MARKERS = {}

def pytest_collection_modifyitems(items):
    for item in items:
        MARKERS[item.nodeid] = sorted({m.name for m in item.iter_markers() if not m.name.startswith("allure_")})

def pytest_runtest_logreport(report):
    when, outcome = report.when, report.outcome
    if type(report).__name__.lower() == "subtestreport":
        return
    recorded = (
        when == "call"
        or (when == "setup" and outcome != "passed")
        or (when == "teardown" and outcome not in ("passed", "skipped"))
    )
    if not recorded or when not in ("setup", "call", "teardown"):
        return
    failing = outcome in ("failed", "rerun")
    status = ("failed" if when == "call" else "broken") if failing else outcome
    ROWS.append({
        "nodeid": report.nodeid,
        "status": status,
        "when_phase": when,
        "duration": round(report.duration, 6),
        "markers": MARKERS.get(report.nodeid),
        "worker_id": getattr(report, "worker_id", "master"),
        "start": getattr(report, "start", None),
        "stop": getattr(report, "stop", None),
    })

def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        (config.rootpath / "observed.json").write_text(json.dumps(ROWS))
"""


def observed(directory: Path) -> list[dict[str, Any]]:
    """The rows of the last run there."""
    rows: list[dict[str, Any]] = json.loads((directory / "observed.json").read_text("utf-8"))
    return rows
