"""What names a test, and what makes failures alike, is the same here and on the server."""

from __future__ import annotations

import json

import pytest
from node_programs import run_typescript

from pytest_backstory.clickhouse import ids
from pytest_backstory.clickhouse.fingerprint import fingerprint
from pytest_backstory.clickhouse.javascript import number


@pytest.mark.parametrize("seed", [1, 20_261_121])
def test_ids_and_fingerprints_are_those_of_the_server(seed: int) -> None:
    samples = [json.loads(line) for line in run_typescript("test/programs/identitySamples.ts", "2000", str(seed))]
    assert len(samples) == 2000
    for sample in samples:
        project, runner = sample["project"], sample["runner"]
        assert ids.test_id(project, runner, sample) == sample["testId"], sample
        assert ids.family_id(project, runner, sample) == sample["familyId"], sample
        assert fingerprint(sample["failure"]) == sample["fingerprint"], sample


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (0.000001, "0.000001"),
        (5e-324, "5e-324"),
        (12345678901234567890, "12345678901234567000"),
        (-2.5, "-2.5"),
    ],
)
def test_numbers_are_written_as_the_server_writes_them(value: float, text: str) -> None:
    assert number(value) == text
