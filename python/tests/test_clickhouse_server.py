"""A server of Backstory over the tables that recorders wrote to directly."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen

from clickhouse_server import ClickHouseServer
from node_programs import node_command
from suite import ROOT, Suite

from pytest_backstory.replay.main import main

SOURCE = """
import pytest
@pytest.mark.parametrize("n", [1.0, "0x7f3a5c2b9d30"])
def test_it(n): pass
def test_fails(): raise ValueError("no price for item 17")
"""


@contextmanager
def backstory(clickhouse_url: str, data: Path) -> Iterator[str]:
    """A server in a process of its own, and its address."""
    command = node_command("packages/server/src/main.ts", "--data", str(data), "--port", "0")
    variables = {**os.environ, "BACKSTORY_CLICKHOUSE_URL": clickhouse_url, "UV_THREADPOOL_SIZE": "24"}
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    try:
        found = (re.search(r"Backstory is at (http\S+)", line) for line in process.stdout)
        yield next(match[1] for match in found if match is not None)
    finally:
        process.terminate()
        process.wait(30)


def items(address: str, path: str) -> list[dict[str, Any]]:
    """What a list of the API holds."""
    with urlopen(f"{address}/api/v1{path}", timeout=30) as answer:
        return list(json.load(answer)["items"])


def test_a_server_over_the_same_tables_shows_what_was_written_directly(suite: Suite) -> None:
    clickhouse = ClickHouseServer()
    suite.write(test_it=SOURCE)
    kept = suite.directory / "kept.ndjson"
    suite.run("--backstory-project=shop", "--backstory-target=nightly", BACKSTORY_URL=str(kept))
    try:
        assert main(["--keep", f"--url={clickhouse.url('shared')}", str(kept)]) == 0
        url = f"http://default:a%20secret@127.0.0.1:{clickhouse.port}/shared"
        with backstory(url, suite.directory / "data") as address:
            deadline = monotonic() + 60
            while not (runs := items(address, "/runs?project=shop")) and monotonic() < deadline:
                sleep(0.2)
            (run,) = runs
            assert (run["target"], run["status"], run["counts"]["total"]) == ("nightly", "failed", 3)
            results = items(address, f"/runs/{run['runId']}/results")
            # The server derives the same ids and fingerprints, so that the same records sent to it change nothing.
            assert main(["--keep", f"--url={address}", str(kept)]) == 0
            assert items(address, f"/runs/{run['runId']}/results") == results
            assert len(items(address, "/runs?project=shop")) == 1
    finally:
        clickhouse.close()


def test_ids_of_both_ways_are_equal(suite: Suite) -> None:
    clickhouse = ClickHouseServer()
    suite.write(test_it=SOURCE)
    kept = suite.directory / "kept.ndjson"
    suite.run("--backstory-project=shop", BACKSTORY_URL=str(kept))
    question = (
        "SELECT submissionId, testId, attempt, status, rawStatus, durationMs, labels, resultId FROM resultsByTest"
    )
    failures = "SELECT testId, type, message, trace, fingerprint FROM failures"
    try:
        assert main(["--keep", f"--url={clickhouse.url('direct')}", str(kept)]) == 0
        url = f"http://default:a%20secret@127.0.0.1:{clickhouse.port}/served"
        clickhouse.engine("served").command("CREATE DATABASE served", in_database=False)
        with backstory(url, suite.directory / "data") as address:
            assert main(["--keep", f"--url={address}", str(kept)]) == 0
            served, direct = clickhouse.engine("served"), clickhouse.engine("direct")
            for asked in (question, failures):
                expected = rows(direct.query(asked))
                assert expected
                # One table has its rows before the other, and both a little after the answer.
                deadline = monotonic() + 60
                while len(served.query(asked)) < len(expected) and monotonic() < deadline:
                    sleep(0.2)
                assert rows(served.query(asked)) == expected
    finally:
        clickhouse.close()


def rows(answer: list[dict[str, Any]]) -> list[str]:
    """The rows in an order of their own."""
    return sorted(json.dumps(row, sort_keys=True) for row in answer)
