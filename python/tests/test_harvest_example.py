"""The benchmark among the examples: its table, and what is recorded of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from ingest_server import IngestServer
from suite import ROOT, Suite, by_name, checked


@pytest.mark.parametrize(
    "workers",
    [pytest.param([], id="alone"), pytest.param(["-n2"], id="xdist", marks=pytest.mark.needs("xdist"))],
)
def test_a_benchmark_gives_a_table_and_metrics(server: IngestServer, tmp_path: Path, workers: list[str]) -> None:
    suite = Suite(ROOT / "examples" / "harvest", tmp_path / "state")
    table = tmp_path / "table.csv"
    run = suite.run(
        f"--backstory-synthesis={table}",
        "--backstory-synthesis-ids=function",
        *workers,
        BACKSTORY_URL=server.url,
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert run.exit_status == 0, run.output + run.errors
    rows = {row["test"]: row for row in csv.DictReader(table.read_text("utf-8").splitlines())}
    expected = [f"test_accuracy[{name}-{voters}]" for name in ("blobs", "rings", "noise") for voters in (1, 5, 15)]
    assert list(rows)[:9] == expected
    results = by_name(checked(server.records()))
    for name in expected:
        accuracy = results[name]["metrics"]["accuracy"]
        assert float(rows[name]["accuracy"]) == accuracy
        assert 0 < accuracy <= 1
        assert results[name]["metrics"]["points"] == 80
    assert float(rows["test_accuracy[rings-1]"]["accuracy"]) > 0.9
