"""Runs one suite with the recorder and with pytest's JUnit report, and says where the two differ.

Usage: compareReports.py <folder> <pytest arguments…>; prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from _pytest.junitxml import bin_xml_escape

RANKS = ["passed", "skipped", "broken", "failed"]
Tests = dict[tuple[str, str], str]


def main() -> None:
    """Runs the suite in a directory of its own, and compares."""
    folder, arguments = Path(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name)
        done = _run(folder, arguments, kept)
        recorded, junit = _recorded(kept), _junit(kept / "junit.xml")
    differing = sorted(test for test in recorded.keys() | junit.keys() if recorded.get(test) != junit.get(test))
    print(
        json.dumps(
            {
                "tests": len(junit),
                "recorded": Counter(recorded.values()),
                "junit": Counter(junit.values()),
                "exitStatus": done.returncode,
                "differing": [[*test, recorded.get(test), junit.get(test)] for test in differing[:5]],
                "differences": len(differing),
                "said": [line for line in done.stderr.splitlines() if line.startswith("backstory: ")],
                "tail": "" if junit else (done.stdout + done.stderr)[-2000:],
            }
        )
    )


def _run(folder: Path, arguments: list[str], kept: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("BACKSTORY_", "PYTEST_"))},
        "PYTEST_PLUGINS": "pytest_backstory.plugin",
        "PYTHONPATH": str(Path(__file__).parents[2] / "python/src"),
        "BACKSTORY_URL": f"file://{kept}/records",
        "BACKSTORY_SPOOL": f"{kept}/spool",
        "BACKSTORY_WAIT_SECONDS": "60",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={kept}/junit.xml"]
    return subprocess.run(
        [*command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _recorded(kept: Path) -> Tests:
    """The tests that were recorded, by suite and name as the JUnit report writes them, with their worst status."""
    tests: Tests = {}
    for file in kept.glob("records/**/*.ndjson"):
        for line in file.read_bytes().splitlines():
            record = json.loads(line)
            if record["kind"] == "result":
                name = bin_xml_escape(record.get("displayName", record["name"]))
                _add(tests, (bin_xml_escape(record["suite"]), name), record["status"])
    return tests


def _junit(report: Path) -> Tests:
    tests: Tests = {}
    if not report.exists():
        return tests
    words = {"failure": "failed", "error": "broken", "skipped": "skipped"}
    for case in ElementTree.parse(report).iter("testcase"):
        statuses = [words[child.tag] for child in case if child.tag in words] or ["passed"]
        for status in statuses:
            _add(tests, (case.attrib["classname"], case.attrib["name"]), status)
    return tests


def _add(tests: Tests, test: tuple[str, str], status: str) -> None:
    """A test may stand there more than once: with its subtests, with a failure of its teardown."""
    tests[test] = max(tests.get(test, "passed"), status, key=RANKS.index)


if __name__ == "__main__":
    main()
