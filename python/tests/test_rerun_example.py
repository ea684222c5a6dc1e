"""The example of a flaky suite that CI reruns: its report and its records."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from suite import ROOT, Suite

HEALED = {"test_uploads[1 kB]", "test_uploads[1 MB]", "test_waits_for_the_service"}


def test_ci_reruns_what_failed_and_keeps_one_whole_report(tmp_path: Path) -> None:
    example = tmp_path / "example"
    shutil.copytree(
        ROOT / "examples" / "rerun", example, ignore=shutil.ignore_patterns("__pycache__", "report.xml", ".*")
    )
    suite = Suite(example, tmp_path / "state")
    # Nobody listens there: the records stay in the spool, a file a submission.
    destination = {
        "BACKSTORY_URL": "http://127.0.0.1:9",
        "BACKSTORY_WAIT_SECONDS": "0",
        "BACKSTORY_BUILD_NAME": "nightly-7",
    }
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    variables = {**suite.variables(), **destination, "SERVICE": "down", "PATH": path}
    done = subprocess.run(
        ["sh", str(example / "ci.sh")], env=variables, capture_output=True, encoding="utf-8", timeout=90, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "report.xml: 3 healed" in done.stdout
    cases = {case.get("name"): case for case in ET.parse(example / "report.xml").iter("testcase")}
    assert len(cases) == 5
    assert not [name for name, case in cases.items() if {child.tag for child in case} & {"failure", "error"}]
    marked = {
        name for name, case in cases.items() if case.find("properties/property[@name='backstory.healed']") is not None
    }
    assert marked == HEALED

    files = sorted(suite.spool.glob("*.ndjson"))
    first, second = (json.loads(file.read_bytes().splitlines()[0]) for file in files)
    assert ("rerun" in first, second["rerun"]) == (False, {})
    assert {each["build"]["name"] for each in (first, second)} == {"nightly-7"}
