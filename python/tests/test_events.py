"""What tests say with `record_event`."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import PYTEST, Suite, by_name, checked, of_kind, without_variation

Recorded = Callable[..., list[dict[str, Any]]]
SOURCE = """
import pytest

@pytest.fixture
def server(record_event):
    record_event("started", {"port": "1"})
    yield
    record_event("stopped")

@pytest.fixture
def broken(record_event):
    record_event("tried")
    raise ValueError("no")

def test_passes(server, record_event):
    record_event("asked", {"path": "/", "body": "é\\n"})
    record_event("asked", {})

def test_fails(record_event):
    record_event("before")
    assert False

def test_breaks(broken): pass
def test_says_nothing(record_event): pass
"""


def events_of(records: list[dict[str, Any]], name: str) -> list[tuple[int, str, dict[str, str]]]:
    """Number, name and payload of the events of one test."""
    result_id = by_name(records)[name]["resultId"]
    mine = [event for event in of_kind(records, "event") if event["resultId"] == result_id]
    return [(event["seq"], event["name"], json.loads(event.get("payload", "{}"))) for event in mine]


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_events_of_all_phases_are_kept_in_order(recorded: Recorded, workers: list[str]) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    records = recorded(SOURCE, *workers)
    assert events_of(records, "test_passes") == [
        (0, "started", {"port": "1"}),
        (1, "asked", {"path": "/", "body": "é\n"}),
        (2, "asked", {}),
        (3, "stopped", {}),
    ]
    assert events_of(records, "test_fails") == [(0, "before", {})]
    assert events_of(records, "test_breaks") == [(0, "tried", {})]
    assert events_of(records, "test_says_nothing") == []
    result = by_name(records)["test_passes"]
    times = [event["at"] for event in of_kind(records, "event") if event["resultId"] == result["resultId"]]
    assert times == sorted(times)
    if not (workers and PYTEST < (8, 0)):  # there a start is reckoned from when the controller hears of it
        assert result["startedAt"] <= times[0]


@pytest.mark.parametrize("active", [True, False], ids=["recording", "not recording"])
def test_a_payload_holds_texts_only(suite: Suite, server: IngestServer, active: bool) -> None:
    source = """
        import pytest
        def test_it(record_event):
            with pytest.raises(TypeError, match="'n' is int, 'none' is NoneType"):
                record_event("wrong", {"fine": "x", "n": 1, "none": None})
            record_event("right", {"fine": "x"})
    """
    suite.write(test_it=source)
    run = suite.run(**({"BACKSTORY_URL": server.url} if active else {}))
    assert run.exit_status == 0, run.output
    assert [event["name"] for event in of_kind(server.records(), "event")] == (["right"] if active else [])


def test_events_can_be_switched_off(recorded: Recorded) -> None:
    records = recorded(SOURCE, "-o", "backstory_events=false")
    assert of_kind(records, "event") == []
    assert len(of_kind(records, "result")) == 4


@pytest.mark.needs("pytest_rerunfailures")
def test_each_attempt_has_its_own_events(recorded: Recorded) -> None:
    source = """
        import pytest
        runs = []
        @pytest.mark.flaky(reruns=2)
        def test_it(record_event):
            runs.append(1)
            record_event(f"run {len(runs)}")
            assert len(runs) == 3
    """
    records = recorded(source, "-p", "no:flaky", "-p", "no:pytest-retry")
    attempts = {result["resultId"]: result["attempt"] for result in of_kind(records, "result")}
    told = [(attempts[event["resultId"]], event["seq"], event["name"]) for event in of_kind(records, "event")]
    assert told == [(1, 0, "run 1"), (2, 0, "run 2"), (3, 0, "run 3")]


@pytest.mark.needs("pytest_forked")
def test_events_leave_forked_children(recorded: Recorded) -> None:
    if PYTEST >= (9, 0):
        pytest.skip("pytest-forked 1.7.5 runs no test on pytest 9")
    records = recorded(SOURCE, "--forked")
    assert [name for _, name, _ in events_of(records, "test_passes")] == ["started", "asked", "asked", "stopped"]


def test_long_payloads_are_cut_and_say_so(recorded: Recorded) -> None:
    source = """
        def test_it(record_event):
            record_event("long", {"a": "x" * 200_000, "b": "short"})
            for n in range(3): record_event("n" * 5000)
    """
    first, *_ = of_kind(recorded(source), "event")
    payload = json.loads(first["payload"])
    assert payload["b"] == "short"
    assert "200,000 characters, cut to" in payload["a"]


def test_nothing_of_it_is_in_the_junit_report(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)
    reports = []
    for recorded in (True, False):
        suite.run("--junit-xml=report.xml", **({"BACKSTORY_URL": server.url} if recorded else {}))
        reports.append(without_variation((suite.directory / "report.xml").read_text("utf-8")))
    assert reports[0] == reports[1]
    assert len(of_kind(checked(server.records()), "event")) == 6
