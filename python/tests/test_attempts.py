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
    results = of_kind(recorded(source, *workers), "result")
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
    assert "subtests" not in none
