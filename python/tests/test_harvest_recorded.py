"""What tests found out is in their results, and in the table that an option asks for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Run, Suite, by_name, checked, of_kind

#: In one process, and on two workers of xdist where that is installed.
PROCESSES = [
    pytest.param([], id="one process"),
    pytest.param(["-n", "2"], id="workers", marks=pytest.mark.needs("xdist")),
]
MODULE = """
    import pytest
    from pytest_backstory.harvest import create_results_bag_fixture, saved_fixture

    second = create_results_bag_fixture("fixture_store", name="second")

    @pytest.fixture
    @saved_fixture
    def size():
        return 4

    class Odd:
        def __repr__(self):
            return "odd"

    @pytest.mark.parametrize("dataset", ["A", "B"])
    @pytest.mark.parametrize("degree", [1, 2])
    def test_fit(degree, dataset, results_bag, size):
        results_bag.accuracy = degree / 4
        results_bag.converged = degree > 1
        results_bag.note = f"on {dataset}"
        results_bag.curve = [1, 2.5, None]
        results_bag.model = {"kind": "poly"}
        results_bag.odd = Odd()

    def test_second(results_bag, second):
        results_bag.accuracy = float("nan")
        second.depth = 3

    @pytest.mark.skip
    def test_skipped():
        pass
"""


@pytest.mark.parametrize("arguments", PROCESSES)
def test_bags_are_recorded_as_metrics_and_properties(
    recorded: Callable[..., list[dict[str, Any]]], arguments: list[str]
) -> None:
    results = by_name(recorded(MODULE, *arguments, "--junit-xml=junit.xml"))
    fit = results["test_fit[2-B]"]
    assert fit["metrics"] == {"accuracy": 0.5, "converged": 1}
    assert fit["properties"] == {"note": "on B", "curve": "[1,2.5,null]", "model": '{"kind":"poly"}', "odd": "odd"}
    assert results["test_fit[1-A]"]["metrics"]["converged"] == 0
    assert results["test_second"]["metrics"] == {"second.depth": 3}
    assert results["test_second"]["properties"] == {"accuracy": "nan"}
    assert "metrics" not in results["test_skipped"]


def test_nothing_of_it_is_in_a_junit_file(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=MODULE)
    suite.run("--junit-xml=junit.xml", BACKSTORY_URL=server.url)
    assert "accuracy" not in (suite.directory / "junit.xml").read_text("utf-8")


@pytest.mark.parametrize("arguments", [[], ["--backstory-record-saved-fixtures"]], ids=["no request", "request"])
def test_saved_fixtures_are_recorded_on_request(
    recorded: Callable[..., list[dict[str, Any]]], arguments: list[str]
) -> None:
    metrics = by_name(recorded(MODULE, *arguments))["test_fit[1-A]"]["metrics"]
    assert metrics.get("size") == (4 if arguments else None)


def test_each_attempt_has_its_own_metrics(suite: Suite, server: IngestServer, rerunfailures: None) -> None:
    suite.write(
        test_it="""
        import pytest
        tries = []

        @pytest.mark.flaky(reruns=2)
        def test_flaky(results_bag):
            tries.append(1)
            results_bag.tries = len(tries)
            assert len(tries) > 1
        """
    )
    suite.run(BACKSTORY_URL=server.url)
    attempts = of_kind(checked(server.records()), "result")
    assert [(each["attempt"], each["metrics"]) for each in attempts] == [(1, {"tries": 1}), (2, {"tries": 2})]


def test_what_is_no_number_or_text_is_json_of_a_bounded_size(recorded: Callable[..., list[dict[str, Any]]]) -> None:
    source = """
        import dataclasses, fractions

        @dataclasses.dataclass
        class Point:
            x: int
            inner: object

        class Numpy(float):
            pass

        def test_it(results_bag):
            results_bag.long = list(range(1_000))
            results_bag.huge = list(range(1_000_000))
            results_bag.text = "x" * 100_000
            results_bag.point = {"at": Point(1, {3})}
            results_bag.nan = [float("nan")]
            results_bag.keys = {(1, 2): 3}
            results_bag.large = 2**60
            results_bag.own = Numpy(1.5)
            results_bag.nothing = None
            results_bag.fraction = fractions.Fraction(1, 2)
    """
    result = by_name(recorded(source))["test_it"]
    properties = result["properties"]
    assert result["metrics"] == {"own": 1.5}
    assert json.loads(properties["long"]) == list(range(1_000))
    assert properties["point"] == '{"at":{"x":1,"inner":[3]}}'
    assert all(len(text) <= 65_536 for text in properties.values())
    assert properties["huge"].startswith("[0, 1, 2")
    assert (properties["large"], properties["nothing"]) == (str(2**60), "null")
    unusual = [properties[name] for name in ("nan", "keys", "fraction")]
    assert unusual == ["[nan]", "{(1, 2): 3}", "Fraction(1, 2)"]


@pytest.mark.needs("pytest_forked")
def test_bags_of_forked_tests_are_recorded(recorded: Callable[..., list[dict[str, Any]]]) -> None:
    results = by_name(recorded("def test_it(results_bag):\n    results_bag.x = 1\n", "--forked"))
    assert results["test_it"]["metrics"] == {"x": 1}


def test_a_bag_that_raises_when_it_is_read_hurts_nobody(recorded: Callable[..., list[dict[str, Any]]]) -> None:
    source = """
        class Angry:
            def __repr__(self):
                raise RuntimeError("no")

        def test_it(results_bag):
            results_bag.angry = Angry()
            results_bag.calm = 1
    """
    results = by_name(recorded(source, "--backstory-synthesis", "table.csv"))
    assert results["test_it"]["status"] == "passed"


def table(suite: Suite, name: str, *arguments: str) -> tuple[Path, Run]:
    """The file of a synthesis, and how pytest ended."""
    suite.write(test_it=MODULE)
    run = suite.run(f"--backstory-synthesis={name}", *arguments)
    return suite.directory / name, run


@pytest.mark.parametrize("arguments", PROCESSES)
def test_a_table_is_written_as_csv(suite: Suite, arguments: list[str]) -> None:
    file, run = table(suite, "out/table.csv", "--backstory-synthesis-ids=function", *arguments)
    assert run.exit_status == 0, run.output
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["test"] for row in rows] == [
        "test_fit[1-A]",
        "test_fit[1-B]",
        "test_fit[2-A]",
        "test_fit[2-B]",
        "test_second",
        "test_skipped",
    ]
    assert list(rows[0])[:5] == ["test", "status", "duration_ms", "degree", "dataset"]
    assert (rows[3]["accuracy"], rows[3]["converged"], rows[3]["curve"]) == ("0.5", "true", "[1,2.5,null]")
    assert (rows[5]["status"], rows[5]["duration_ms"]) == ("skipped", "")
    assert sorted(each.name for each in (suite.directory / "out").iterdir()) == ["table.csv"]


def test_a_table_has_chosen_columns_and_groups(suite: Suite) -> None:
    file, _ = table(
        suite,
        "table.md",
        "--backstory-synthesis-columns=dataset, mean_acc* tests",
        "--backstory-synthesis-group=dataset",
    )
    assert file.read_text("utf-8").splitlines() == [
        "| dataset | mean_accuracy | tests |",
        "| --- | --- | --- |",
        "| A | 0.375 | 2 |",
        "| B | 0.375 | 2 |",
        "|  |  | 2 |",
        "",
        "6 tests, 5 passed, 0 failed, 1 skipped",
    ]


def test_a_table_is_written_as_json_with_counts(suite: Suite) -> None:
    file, _ = table(suite, "table.json")
    written = json.loads(file.read_text("utf-8"))
    assert written["counts"] == {"tests": 6, "passed": 5, "failed": 0, "skipped": 1}
    row = written["rows"][0]
    assert row["test"] == "test_it.py::test_fit[1-A]"
    assert (row["accuracy"], row["converged"], row["curve"]) == (0.25, False, [1, 2.5, None])
    assert "duration_ms" in row


def test_each_test_can_have_a_file(suite: Suite) -> None:
    _, run = table(suite, "{test}.json", "--backstory-synthesis-ids=function")
    written = json.loads((suite.directory / "test_fit_2-B_.json").read_text("utf-8"))
    assert written["rows"][0]["accuracy"] == 0.5, run.output
    assert len(list(suite.directory.glob("test_*.json"))) == 6


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("table.txt", "does not end in .csv, .md, .json, .parquet"),
        ("test_it.py/table.csv", "no synthesis was written to"),
        ("table.parquet", "parquet needs pandas and pyarrow, and pandas is not installed"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_sentence(suite: Suite, name: str, sentence: str) -> None:
    # A module that is None in sys.modules cannot be imported: as if pandas were not installed.
    suite.write(conftest="import sys\nsys.modules['pandas'] = None\n")
    file, run = table(suite, name)
    assert run.exit_status == 0
    assert len(run.recorder_lines) == 1
    assert sentence in run.recorder_lines[0]
    assert not file.exists()


def test_without_pandas_a_data_frame_is_refused_in_words(suite: Suite) -> None:
    suite.write(
        conftest="import sys\nsys.modules['pandas'] = None\n",
        test_it="def test_it(session_results_df):\n    pass\n",
    )
    run = suite.run()
    assert "data frames of results need pandas, which is not installed" in run.output


@pytest.mark.needs("pandas")
def test_data_frames_have_rows_and_columns_in_order(suite: Suite) -> None:
    suite.write(
        test_it=MODULE
        + """
    def test_empty(module_results_df):
        pass

    def test_frames(module_results_df, session_results_df):
        frame = module_results_df
        assert frame.index.name == "test_id"
        assert list(frame.index)[:2] == ["test_fit[1-A]", "test_fit[1-B]"]
        assert list(frame.columns)[:5] == ["pytest_obj", "status", "duration_ms", "degree", "dataset"]
        assert list(frame.columns)[5] == "accuracy" and list(frame.columns)[-2:] == ["size", "second"]
        assert frame.loc["test_fit[2-B]", "accuracy"] == 0.5
        assert frame["size"].isna().tolist() == [False, False, False, False, True, True]
        assert list(session_results_df.index)[0] == "test_it.py::test_fit[1-A]"
        assert session_results_df["status"].value_counts().to_dict() == {"passed": 6}
"""
    )
    run = suite.run()
    assert run.exit_status == 0, run.output


@pytest.mark.needs("pandas", "pyarrow")
def test_a_table_is_written_as_parquet(suite: Suite) -> None:
    import pandas

    file, run = table(suite, "table.parquet")
    frame = pandas.read_parquet(file)
    assert list(frame["degree"])[:4] == [1, 1, 2, 2], run.output
    assert frame["curve"][0] == "[1,2.5,null]"
