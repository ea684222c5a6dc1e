"""Reruns are attempts of one test; subtests are parts of one attempt."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from suite import PYTEST, of_kind

Recorded = Callable[..., list[dict[str, Any]]]


@pytest.mark.usefixtures("rerunfailures")
@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "xdist"])
def test_each_rerun_is_an_attempt(recorded: Recorded, workers: list[str]) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    source = """
        import pytest
        runs = {"call": 0, "setup": 0}
        @pytest.fixture
        def unsteady():
            runs["setup"] += 1
            assert runs["setup"] > 1
        @pytest.mark.flaky(reruns=3)
        def test_call():
            runs["call"] += 1
            print("run", runs["call"])
            assert runs["call"] > 2
        @pytest.mark.flaky(reruns=1)
        def test_setup(unsteady): pass
        @pytest.mark.flaky(reruns=1)
        def test_never(): assert False
        def test_once(): pass
    """
    results = of_kind(recorded(source, *workers, "-p", "no:flaky", "-p", "no:pytest-retry"), "result")
    seen = [(result["name"], result["attempt"], result["status"], result["rawStatus"]) for result in results]
    assert seen == [
        ("test_call", 1, "failed", "rerun"),
        ("test_call", 2, "failed", "rerun"),
        ("test_call", 3, "passed", "passed"),
        ("test_setup", 1, "broken", "rerun"),
        ("test_setup", 2, "passed", "passed"),
        ("test_never", 1, "failed", "rerun"),
        ("test_never", 2, "failed", "failed"),
        ("test_once", 1, "passed", "passed"),
    ]
    assert [result["stdout"] for result in results[:3]] == ["run 1\n", "run 2\n", "run 3\n"]
    assert (
        results[1]["failure"]["message"].startswith("assert 2 > 2")
        or "AssertionError" in results[1]["failure"]["message"]
    )


def test_subtests_are_nested_and_fail_their_test(recorded: Recorded) -> None:
    if PYTEST < (9, 0) and find_spec("pytest_subtests") is None:
        pytest.skip("needs pytest 9 or pytest-subtests")
    source = """
        def test_many(subtests):
            for n in range(3):
                with subtests.test("even", n=n):
                    assert n % 2 == 0
        def test_none(): pass
    """
    many, none = of_kind(recorded(source), "result")
    assert (many["name"], many["attempt"], many["status"]) == ("test_many", 1, "failed")
    failed = [subtest for subtest in many["subtests"] if subtest["status"] == "failed"]
    # pytest 9 hands the values on as text.
    assert [(subtest["name"], str(subtest["params"]["n"])) for subtest in failed] == [("even", "1")]
    assert "assert" in failed[0]["failure"]["message"]
    assert many["failure"]["message"] == failed[0]["failure"]["message"]
    assert "subtests" not in none


RETRIED = """
import pytest
runs = {}

def run(name):
    runs[name] = runs.get(name, 0) + 1
    return runs[name]

@pytest.mark.flaky(%s)
@pytest.mark.parametrize("n", [1])
def test_third_time(record_event, n):
    number = run("third")
    record_event(f"run {number}")
    assert number == 3, f"run {number}"

@pytest.mark.flaky(%s)
def test_never(): raise ValueError(f"run {run('never')}")

def test_once(): assert False, "once"
def test_passes(): pass
"""


@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "xdist"])
@pytest.mark.parametrize(
    ("arguments", "without", "raw"),
    [
        pytest.param("retries=2", "flaky", "retried", marks=pytest.mark.needs("pytest_retry"), id="pytest-retry"),
        pytest.param("max_runs=3", "pytest-retry", "rerun", marks=pytest.mark.needs("flaky"), id="flaky"),
        pytest.param("reruns=2", "flaky", "rerun", marks=pytest.mark.needs("pytest_rerunfailures"), id="rerunfailures"),
    ],
)
def test_each_plugin_that_retries_shows_every_failure(
    recorded: Recorded, arguments: str, without: str, raw: str, workers: list[str]
) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    others = {"flaky": ["pytest-retry", "rerunfailures"], "pytest-retry": ["flaky", "rerunfailures"]}
    mine = {"retries=2": "pytest-retry", "max_runs=3": "flaky"}.get(arguments)
    left_out = others[mine] if mine else ["flaky", "pytest-retry"]
    plugins = [word for name in left_out for word in ("-p", f"no:{name}")]
    results = of_kind(recorded(RETRIED % (arguments, arguments), *plugins, *workers), "result")
    seen = [
        (
            result["name"],
            result["attempt"],
            result["status"],
            result.get("failure", {}).get("message", "").split("\n")[0],
        )
        for result in results
    ]
    assert [each[:3] for each in seen] == [
        ("test_third_time", 1, "failed"),
        ("test_third_time", 2, "failed"),
        ("test_third_time", 3, "passed"),
        ("test_never", 1, "failed"),
        ("test_never", 2, "failed"),
        ("test_never", 3, "failed"),
        ("test_once", 1, "failed"),
        ("test_passes", 1, "passed"),
    ]
    assert [message for name, _, _, message in seen if name == "test_never"] == ["run 1", "run 2", "run 3"]
    assert "run 1" in seen[0][3]
    assert "run 2" in seen[1][3]
    assert [result["params"] for result in results[:3]] == [{"n": 1}] * 3
    assert results[0]["rawStatus"] == raw
    assert results[5]["rawStatus"] == "failed"


@pytest.mark.needs("flaky")
def test_a_setup_that_is_tried_again_is_broken_first(recorded: Recorded) -> None:
    source = """
        import pytest
        runs = []
        @pytest.fixture
        def unsteady():
            runs.append(1)
            assert len(runs) > 1, "not yet"
        @pytest.mark.flaky
        def test_it(unsteady): pass
    """
    plugins = ["-p", "no:pytest-retry", "-p", "no:rerunfailures"]
    results = of_kind(recorded(source, *plugins), "result")
    assert [(result["attempt"], result["status"]) for result in results] == [(1, "broken"), (2, "passed")]


def test_one_test_named_twice_is_two_attempts(recorded: Recorded) -> None:
    results = of_kind(recorded("def test_it(): pass", "test_it.py", "test_it.py", "--keep-duplicates"), "result")
    assert [result["name"] for result in results] == ["test_it"] * len(results)
    assert [result["attempt"] for result in results] == list(range(1, len(results) + 1))


def test_subtests_that_pass_or_skip_leave_their_test_passed(recorded: Recorded) -> None:
    if PYTEST < (9, 0) and find_spec("pytest_subtests") is None:
        pytest.skip("needs pytest 9 or pytest-subtests")
    source = """
        import pytest, unittest
        def test_parts(subtests):
            with subtests.test("passes"): pass
            with subtests.test("skips"): pytest.skip("not here")
        class Case(unittest.TestCase):
            def test_unit(self):
                for n in range(3):
                    with self.subTest(n=n): self.assertNotEqual(n, 1)
    """
    parts, unit = of_kind(recorded(source), "result")
    assert (parts["attempt"], parts["status"], parts["rawStatus"]) == (1, "passed", "passed")
    assert {subtest["status"] for subtest in parts["subtests"]} <= {"passed", "skipped"}
    assert (unit["name"], unit["attempt"], unit["status"]) == ("test_unit", 1, "failed")
    assert [subtest["status"] for subtest in unit["subtests"]].count("failed") == 1
