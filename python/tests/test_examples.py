"""The example suite, recorded: the counts are those of pytest's own JUnit report."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ingest_server import IngestServer
from suite import ROOT, Suite, by_name, checked


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
@pytest.mark.parametrize("regression", ["", "1"], ids=["before", "regression"])
def test_counts_are_those_of_junit(server: IngestServer, tmp_path: Path, workers: list[str], regression: str) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    suite = Suite(ROOT / "examples" / "pytest", tmp_path / "state")
    report = tmp_path / "report.xml"
    run = suite.run(
        f"--junit-xml={report}",
        *workers,
        BACKSTORY_URL=server.url,
        EXAMPLE_REGRESSION=regression,
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert run.exit_status == 1
    records = checked(server.records())
    ours = by_name(records)
    junit = {case.attrib["name"]: status_in(case) for case in ElementTree.parse(report).iter("testcase")}
    assert {name: result["status"] for name, result in ours.items()} == junit
    counts = Counter(junit.values())
    assert counts["broken"] == 2
    assert counts["failed"] >= (4 if regression else 1)
    suites = {case.attrib["name"]: case.attrib["classname"] for case in ElementTree.parse(report).iter("testcase")}
    assert {name: result["suite"] for name, result in ours.items()} == suites
    assert records[0]["expectedTests"] == len(junit) == len(ours)
    assert sum(records[-1]["counts"].values()) == sum(record["kind"] == "result" for record in records)


def status_in(case: ElementTree.Element) -> str:
    """The status of a testcase element."""
    inside: dict[str, Any] = {child.tag: child for child in case}
    words = {"failure": "failed", "error": "broken", "skipped": "skipped"}
    return next((status for tag, status in words.items() if tag in inside), "passed")
