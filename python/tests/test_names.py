"""Suites and names of the kinds of tests that pytest runs, and tests that would bear one identity."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Suite, checked, of_kind

Recorded = Callable[..., list[dict[str, Any]]]
Named = "list[tuple[str, str, object]]"


def named(records: list[dict[str, Any]]) -> list[tuple[str, str, object]]:
    """Suite, name and params of each result."""
    return [(result["suite"], result["name"], result.get("params")) for result in of_kind(records, "result")]


def test_description_and_markers_with_a_value(recorded: Recorded) -> None:
    source = """
        import pytest
        @pytest.mark.description("Adds a product.")
        @pytest.mark.owner("ada", "ignored")
        @pytest.mark.slow
        @pytest.mark.skipif(False, reason="never")
        @pytest.mark.filterwarnings("ignore")
        @pytest.mark.usefixtures("tmp_path")
        @pytest.mark.parametrize("n", [1])
        def test_marked(n): pass
        @pytest.mark.desc("Short for it.")
        @pytest.mark.issue(42)
        @pytest.mark.declared_id("CART-1")
        class TestC:
            @pytest.mark.issue("near")
            def test_in_class(self): pass
    """
    marked, inside = of_kind(recorded(source, "-W", "ignore"), "result")
    assert marked["description"] == "Adds a product."
    assert marked["labels"] == {"owner": ["ada"], "marker": ["owner", "slow"]}
    assert marked["markers"] == [
        "description",
        "filterwarnings",
        "owner",
        "parametrize",
        "skipif",
        "slow",
        "usefixtures",
    ]
    assert inside["description"] == "Short for it."
    assert inside["declaredId"] == "CART-1"
    assert inside["labels"] == {"issue": ["near", "42"], "marker": ["issue"]}
    assert inside["suite"] == "test_it.TestC"


def test_our_markers_are_known_to_strict_runs(suite: Suite, server: IngestServer) -> None:
    source = """
        import pytest
        @pytest.mark.suite("S")
        @pytest.mark.description("D")
        @pytest.mark.declared_id("I")
        @pytest.mark.backstory(id="J", renamed_from="I")
        def test_it(): pass
        @pytest.mark.desc("D")
        def test_too(): pass
    """
    suite.write(test_it=source)
    for environment in ({"BACKSTORY_URL": server.url}, {}):
        assert suite.run("--strict-markers", **environment).exit_status == 0


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_a_marker_declares_an_id_and_what_a_test_was_before(recorded: Recorded, workers: list[str]) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    source = """
        import pytest
        @pytest.mark.backstory(id="CART-7", renamed_from="test_old")
        @pytest.mark.parametrize("n", [1])
        def test_both(n): pass
        @pytest.mark.backstory(renamed_from="test_before")
        @pytest.mark.slow
        def test_renamed(): pass
        @pytest.mark.backstory(id=42)
        class TestC:
            def test_inherits(self): pass
            @pytest.mark.backstory(id="own")
            def test_nearest_wins(self): pass
        @pytest.mark.backstory(id="TWO", renamed_from="ONE")
        class TestD:
            def test_a(self): pass
            def test_b(self): pass
        @pytest.mark.backstory
        def test_neither(): pass
    """
    results = {result["name"]: result for result in of_kind(recorded(source, *workers, "-W", "ignore"), "result")}
    assert {name: (each.get("declaredId"), each.get("renamedFrom")) for name, each in results.items()} == {
        "test_both": ("CART-7", "test_old"),
        "test_renamed": (None, "test_before"),
        "test_inherits": ("42", None),
        "test_nearest_wins": ("own", None),
        "test_a": ("TWO", "ONE"),
        "test_b": ("TWO #2", "ONE #2"),
        "test_neither": (None, None),
    }
    # It is no label: it says who the test is, not what it is like.
    labels = {name: each["labels"] for name, each in results.items() if "labels" in each}
    assert labels == {"test_renamed": {"marker": ["slow"]}}


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_tests_of_one_identity_are_kept_apart(recorded: Recorded, workers: list[str]) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    source = """
        import pytest
        @pytest.mark.parametrize("n", [1, 1.0, True, 2, 1])
        def test_equal(n): pass
        @pytest.mark.parametrize("at", ["2026-11-21T10:00:00", "2026-11-22T10:00:00", "/tmp/a", "/tmp/b", "plain"])
        def test_masked(at): pass
        @pytest.mark.declared_id("ID")
        class TestDeclared:
            def test_one(self): pass
            def test_other(self): pass
        @pytest.mark.suite("One")
        class TestA:
            def test_same(self): pass
        @pytest.mark.suite("One")
        class TestB:
            def test_same(self): pass
    """
    records = recorded(source, *workers)
    assert sorted(named(records), key=repr) == sorted(
        [
            ("test_it", "test_equal", {"n": 1}),
            ("test_it", "test_equal", {"n": 1.0, "#": 2}),
            ("test_it", "test_equal", {"n": True}),
            ("test_it", "test_equal", {"n": 2}),
            ("test_it", "test_equal", {"n": 1, "#": 3}),
            ("test_it", "test_masked", {"at": "2026-11-21T10:00:00"}),
            ("test_it", "test_masked", {"at": "2026-11-22T10:00:00", "#": 2}),
            ("test_it", "test_masked", {"at": "/tmp/a"}),
            ("test_it", "test_masked", {"at": "/tmp/b", "#": 2}),
            ("test_it", "test_masked", {"at": "plain"}),
            ("test_it.TestDeclared", "test_one", None),
            ("test_it.TestDeclared", "test_other", None),
            ("One", "test_same", None),
            ("One", "test_same #2", None),
        ],
        key=repr,
    )
    assert {result["declaredId"] for result in of_kind(records, "result") if "declaredId" in result} == {"ID", "ID #2"}
    nodes = {result["nodeId"] for result in of_kind(records, "result") if result["suite"] == "One"}
    assert nodes == {"test_it.py::TestA::test_same", "test_it.py::TestB::test_same"}


def test_without_suites_only_markers_name_one(recorded: Recorded) -> None:
    source = """
        import pytest
        def test_plain(): pass
        class TestC:
            def test_plain(self): pass
        @pytest.mark.suite("S")
        def test_named(): pass
    """
    assert named(recorded(source, "--backstory-no-suites")) == [
        ("", "test_plain", None),
        ("", "test_plain #2", None),
        ("S", "test_named", None),
    ]


def test_doctests_and_unittests(suite: Suite, server: IngestServer) -> None:
    (suite.directory / "notes.txt").write_text(">>> 1 + 1\n2\n")
    source = '''
        import unittest
        class Adder:
            def add(self, a, b):
                """
                >>> Adder().add(1, 2)
                3
                """
                return a + b
        class Case(unittest.TestCase):
            def test_unit(self): pass
            @unittest.skip("later")
            def test_skipped(self): pass
            @unittest.expectedFailure
            def test_expected(self): self.fail()
    '''
    suite.write(test_it=source)
    suite.run("--doctest-modules", "--doctest-glob=*.txt", BACKSTORY_URL=server.url)
    results = of_kind(checked(server.records()), "result")
    assert sorted((result["suite"], result["name"], result["rawStatus"]) for result in results) == [
        ("notes.txt", "notes.txt", "passed"),
        ("test_it", "test_it.Adder.add", "passed"),
        ("test_it.Case", "test_expected", "xfailed"),
        ("test_it.Case", "test_skipped", "skipped"),
        ("test_it.Case", "test_unit", "passed"),
    ]


@pytest.mark.needs("pytest_asyncio", "anyio")
def test_asynchronous_tests(recorded: Recorded) -> None:
    source = """
        import asyncio, pytest
        @pytest.mark.asyncio
        async def test_asyncio(record_event):
            await asyncio.sleep(0)
            record_event("awaited")
        @pytest.mark.anyio
        @pytest.mark.parametrize("anyio_backend", ["asyncio"])
        async def test_anyio(anyio_backend): assert False
    """
    records = recorded(source, "-W", "ignore")
    assert named(records) == [
        ("test_it", "test_asyncio", None),
        ("test_it", "test_anyio", {"anyio_backend": "asyncio"}),
    ]
    assert [result["status"] for result in of_kind(records, "result")] == ["passed", "failed"]
    assert [event["name"] for event in of_kind(records, "event")] == ["awaited"]


@pytest.mark.needs("pytest_bdd")
def test_scenarios(suite: Suite, server: IngestServer) -> None:
    (suite.directory / "shop.feature").write_text(
        "Feature: Shop\n\n  Scenario Outline: Buying\n    Given a price of <price>\n    Then it is paid\n\n"
        "    Examples:\n      | price |\n      | 1 |\n      | 2 |\n"
    )
    source = """
        from pytest_bdd import given, parsers, scenarios, then
        scenarios("shop.feature")
        @given(parsers.parse("a price of {price:d}"), target_fixture="price")
        def price(price): return price
        @then("it is paid")
        def paid(price): assert price == 1
    """
    suite.write(test_it=source)
    suite.run(BACKSTORY_URL=server.url)
    results = of_kind(checked(server.records()), "result")
    assert [(result["suite"], result["name"], result["status"]) for result in results] == [
        ("test_it", "test_buying", "passed"),
        ("test_it", "test_buying", "failed"),
    ]
    assert len({json.dumps(result["params"]) for result in results}) == 2


@pytest.mark.usefixtures("xdist")
@pytest.mark.parametrize("mode", ["load", "loadscope", "loadfile", "loadgroup", "worksteal", "each", "no"])
def test_every_way_of_sharing_out(recorded: Recorded, mode: str) -> None:
    source = """
        import pytest
        @pytest.mark.xdist_group("g")
        @pytest.mark.parametrize("n", range(4))
        def test_it(n): assert n != 2
        class TestC:
            def test_in_class(self, record_event): record_event("ran")
    """
    arguments = ["--dist=each", "--tx", "2*popen"] if mode == "each" else [f"--dist={mode}", "-n2"]
    records = recorded(source, *arguments, "-p", "no:pytest-retry")
    times = 2 if mode == "each" else 1
    results = named(records)
    assert len(results) == 5 * times
    assert set(map(repr, results)) == set(
        map(
            repr,
            [*(("test_it", "test_it", {"n": n}) for n in range(4)), ("test_it.TestC", "test_in_class", None)],
        )
    )
    assert [event["name"] for event in of_kind(records, "event")] == ["ran"] * times
    assert of_kind(records, "end")[0]["counts"] == {"passed": 4 * times, "failed": times}


@pytest.mark.parametrize("plugin", ["no:xdist", "no:cacheprovider", "no:junitxml", "no:logging", "no:terminalreporter"])
def test_without_a_plugin_of_pytest(suite: Suite, server: IngestServer, plugin: str) -> None:
    suite.write(test_it="def test_it(record_event): record_event('ran')")
    run = suite.run("-p", plugin, BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output + run.errors
    kinds = [record["kind"] for record in checked(server.records())]
    assert kinds == ["submission", "result", "event", "end"]
