"""What a result record says of one test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from suite import by_name, of_kind

Recorded = Callable[..., list[dict[str, Any]]]

STATUSES = """
import pytest

@pytest.fixture
def broken_before():
    raise ValueError("no database")

@pytest.fixture
def broken_after():
    yield
    raise ValueError("still open")

def test_passes(): pass
def test_fails(): assert [1, 2] == [1, 3]
def test_raises(): {}["key"]
def test_broken_before(broken_before): pass
def test_broken_after(broken_after): pass
def test_fails_and_breaks(broken_after): assert False
@pytest.mark.skip(reason="later")
def test_skipped(): pass
def test_skips_itself(): pytest.skip("not here")
@pytest.mark.xfail(reason="known")
def test_xfails(): assert False
def test_xfails_itself(): pytest.xfail("known too")
@pytest.mark.xfail(reason="known")
def test_xpasses(): pass
@pytest.mark.xfail(reason="known", strict=True)
def test_xpasses_strictly(): pass
"""


def test_each_way_to_end_has_its_status(recorded: Recorded) -> None:
    results = by_name(recorded(STATUSES))
    assert {name: (result["status"], result["rawStatus"]) for name, result in results.items()} == {
        "test_passes": ("passed", "passed"),
        "test_fails": ("failed", "failed"),
        "test_raises": ("failed", "failed"),
        "test_broken_before": ("broken", "error"),
        "test_broken_after": ("broken", "error"),
        "test_fails_and_breaks": ("failed", "failed"),
        "test_skipped": ("skipped", "skipped"),
        "test_skips_itself": ("skipped", "skipped"),
        "test_xfails": ("skipped", "xfailed"),
        "test_xfails_itself": ("skipped", "xfailed"),
        "test_xpasses": ("passed", "xpassed"),
        "test_xpasses_strictly": ("failed", "failed"),
    }
    assert results["test_fails"]["failure"]["type"] == "AssertionError"
    assert "At index 1 diff: 2 != 3" in results["test_fails"]["failure"]["message"]
    assert "test_it.py:14: AssertionError" in results["test_fails"]["failure"]["trace"]
    assert results["test_raises"]["failure"]["type"] == "KeyError"
    assert results["test_broken_after"]["failure"]["message"] == "still open"
    assert results["test_broken_after"]["failure"]["type"] == "ValueError"
    both = results["test_fails_and_breaks"]["failure"]
    assert (both["type"], both["message"]) == ("AssertionError", "assert False")
    assert -1 < both["trace"].find("AssertionError") < both["trace"].find("ValueError: still open")
    assert results["test_skips_itself"]["failure"] == {"message": "not here"}
    assert results["test_xfails"]["failure"]["message"] == "known"
    assert results["test_xfails_itself"]["failure"]["message"] == "known too"
    assert "failure" not in results["test_passes"]


@pytest.mark.parametrize("style", ["long", "short", "line", "native", "no"])
def test_a_failure_has_its_type_and_message_in_every_style_of_trace(recorded: Recorded, style: str) -> None:
    failure = by_name(recorded(STATUSES, f"--tb={style}"))["test_raises"]["failure"]
    assert failure["type"] == "KeyError"
    assert "key" in failure["message"]


def test_phases_have_status_and_duration(recorded: Recorded) -> None:
    source = """
        import time, pytest
        @pytest.fixture
        def slow():
            time.sleep(0.02)
            yield
            time.sleep(0.03)
            raise ValueError
        def test_it(slow): time.sleep(0.01)
    """
    (result,) = of_kind(recorded(source), "result")
    phases = {phase["name"]: phase for phase in result["phases"]}
    assert {name: phase["status"] for name, phase in phases.items()} == {
        "setup": "passed",
        "call": "passed",
        "teardown": "broken",
    }
    assert phases["setup"]["durationMs"] >= 20
    assert phases["call"]["durationMs"] >= 10
    assert phases["teardown"]["durationMs"] >= 30
    assert result["durationMs"] == pytest.approx(sum(phase["durationMs"] for phase in phases.values()), abs=0.01)


def test_suite_and_name_are_those_of_junit_without_the_bracket(recorded: Recorded) -> None:
    source = """
        import pytest, unittest
        class TestOuter:
            class TestInner:
                @pytest.mark.parametrize("n", [1])
                def test_nested(self, n): pass
        class Case(unittest.TestCase):
            def test_case(self): pass
        @pytest.mark.suite("Named by hand")
        def test_marked(): pass
    """
    results = of_kind(recorded(source), "result")
    assert [(result["suite"], result["name"], result.get("displayName")) for result in results] == [
        ("test_it.TestOuter.TestInner", "test_nested", "test_nested[1]"),
        ("test_it.Case", "test_case", None),
        ("Named by hand", "test_marked", None),
    ]
    assert [(result["file"], result["line"]) for result in results] == [
        ("test_it.py", 5),
        ("test_it.py", 8),
        ("test_it.py", 9),
    ]


def test_params_are_typed_and_safe(recorded: Recorded) -> None:
    source = """
        import pytest
        class Shape: pass
        @pytest.fixture(params=["a-b::c[d]"])
        def indirect(request): return request.param
        @pytest.mark.parametrize(("a", "b"), [
            (1, None), (True, 1.5), ("x-y", [1, {"k": "v"}]), (float("nan"), float("inf")), (b"x", 2**70),
            (Shape(), Shape()), (Shape(), Shape()), (Shape, lambda: 0), ({3, 1, 2}, "\\ud800"), (10**5000, "é" * 3000),
        ], ids=range(10))
        def test_it(indirect, a, b): pass
    """
    results = of_kind(recorded(source), "result")
    params = [result["params"] for result in results]
    assert all(each.pop("indirect") == "a-b::c[d]" for each in params)
    assert params[:5] == [
        {"a": 1, "b": None},
        {"a": True, "b": 1.5},
        {"a": "x-y", "b": [1, {"k": "v"}]},
        {"a": "nan", "b": "inf"},
        {"a": "b'x'", "b": "1180591620717411303424"},
    ]
    assert params[5] == {"a": "<test_it.Shape object #5>", "b": "<test_it.Shape object #5>"}
    assert params[6] != params[5]
    assert params[7] == {"a": "test_it.Shape", "b": "<function <lambda> #7>"}
    assert params[8] == {"a": "set(['1', '2', '3'])", "b": "?"}
    assert params[9]["a"] == "<int #9>" or "characters, sha256" in params[9]["a"]
    assert "characters, sha256" in params[9]["b"]
    assert {result["name"] for result in results} == {"test_it"}


def test_markers_are_a_label_without_those_of_pytest(recorded: Recorded) -> None:
    source = """
        import pytest
        pytestmark = pytest.mark.shop
        @pytest.mark.slow
        class TestIt:
            @pytest.mark.slow
            @pytest.mark.db
            @pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.one)])
            def test_marked(self, n, request): request.node.add_marker("late")
        def test_module(): pass
    """
    results = by_name(recorded(source))
    assert results["test_marked[1]"]["labels"] == {"marker": ["db", "one", "shop", "slow"]}
    assert results["test_module"]["labels"] == {"marker": ["shop"]}


def test_a_test_without_markers_has_no_labels(recorded: Recorded) -> None:
    assert "labels" not in by_name(recorded("def test_it(): pass"))["test_it"]


def test_output_of_all_phases_is_kept_and_cut(recorded: Recorded) -> None:
    source = """
        import logging, sys, pytest
        @pytest.fixture
        def noisy():
            print("before")
            yield
            print("after")
        def test_noisy(noisy):
            print("during")
            print("wrong", file=sys.stderr)
            logging.getLogger("it").warning("careful")
        def test_loud():
            print("x" * 1_000_000)
        def test_quiet(): pass
    """
    results = by_name(recorded(source))
    assert results["test_noisy"]["stdout"] == "before\nduring\nafter\n"
    assert results["test_noisy"]["stderr"] == "wrong\n"
    assert "careful" in results["test_noisy"]["log"]
    assert len(results["test_loud"]["stdout"]) <= 262_144
    assert "1,000,001 characters, cut to" in results["test_loud"]["stdout"]
    assert not {"stdout", "stderr", "log"} & set(results["test_quiet"])


def test_recorded_properties_become_metrics_and_properties(recorded: Recorded) -> None:
    source = """
        def test_it(record_property):
            record_property("rows", 12)
            record_property("ratio", 0.5)
            record_property("who", "me")
            record_property("yes", True)
            record_property("odd", float("nan"))
    """
    (result,) = of_kind(recorded(source), "result")
    assert result["metrics"] == {"rows": 12, "ratio": 0.5, "yes": 1}
    assert result["properties"] == {"who": "me", "odd": "nan"}


def test_text_that_utf_8_cannot_carry_does_not_stop_the_recording(recorded: Recorded) -> None:
    source = r"""
        def test_it(record_property):
            record_property("odd", "\ud800 and \0")
            raise ValueError("\udcff \x1b[31m red \U0001f600")
    """
    (result,) = of_kind(recorded(source), "result")
    assert result["properties"]["odd"] == "? and \0"
    assert "red \U0001f600" in result["failure"]["message"]


def test_doctests_are_recorded(recorded: Recorded) -> None:
    source = '''
        def add(a, b):
            """Adds.

            >>> add(1, 2)
            3
            """
            return a + b
    '''
    (result,) = of_kind(recorded(source, "--doctest-modules"), "result")
    assert (result["suite"], result["name"], result["status"]) == ("test_it", "test_it.add", "passed")
