"""What tests tell Allure, with and without its packages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Suite, by_name, checked, of_kind, without_variation

Recorded = Callable[..., list[dict[str, Any]]]

BY_HAND = """
import enum, pytest

class Severity(enum.Enum):
    CRITICAL = "critical"

label, link = pytest.mark.allure_label, pytest.mark.allure_link
pytestmark = [label("shop", label_type="epic"), label("minor", label_type="severity")]

@label("cart", "till", label_type="feature")
@label("pay", label_type="feature")
@label(Severity.CRITICAL, label_type="severity")
@label("T-1", label_type="as_id")
@label("nameless")
@link("https://example.org/1", link_type="issue", name="BUG-1")
@pytest.mark.allure_description("Pays.")
@pytest.mark.smoke
@pytest.mark.parametrize("n", [3])
def test_pays(n): pass
test_pays.__allure_display_name__ = "pays {n} times, {unknown} {n.nothing} {"

def test_plain(): pass
test_plain.__allure_display_name__ = "plain {n} is not known here"
"""


def test_marks_are_read_without_allure(recorded: Recorded) -> None:
    results = {result["name"]: result for result in of_kind(recorded(BY_HAND, "-p", "no:allure_pytest"), "result")}
    pays = results["test_pays"]
    assert pays["labels"] == {
        "feature": ["pay", "cart", "till"],
        "severity": ["critical"],
        "as_id": ["T-1"],
        "epic": ["shop"],
        "marker": ["smoke"],
    }
    assert pays["links"] == [{"type": "issue", "url": "https://example.org/1", "name": "BUG-1"}]
    assert (pays["declaredId"], pays["description"]) == ("T-1", "Pays.")
    assert pays["displayName"] == "pays {n} times, {unknown} {n.nothing} {"
    assert pays["nodeId"] == "test_it.py::test_pays[3]"
    assert results["test_plain"]["displayName"] == "plain {n} is not known here"
    assert results["test_plain"]["labels"]["severity"] == ["minor"]


DECORATED = """
import allure, pytest

@pytest.fixture
def shop():
    allure.dynamic.label("layer", "ui")
    with allure.step("opens the shop"):
        pass
    yield "corner"
    with allure.step("closes the shop"):
        allure.attach("bye", name="farewell", attachment_type=allure.attachment_type.TEXT)

@allure.title("buys {n} in {shop}")
@allure.feature("cart")
@allure.severity(allure.severity_level.MINOR)
@allure.issue("https://example.org/7", "BUG-7")
@allure.description("Buys.")
@pytest.mark.parametrize("n", [2])
def test_decorated(shop, n): pass

@allure.step("adds {item}")
def add(item):
    if item == "bomb": raise ValueError("not sold")

@allure.title("never shown")
@allure.feature("static")
def test_dynamic(shop):
    allure.dynamic.title("shown")
    allure.dynamic.description("Told late.")
    allure.dynamic.feature("dynamic")
    allure.dynamic.severity("blocker")
    allure.dynamic.id("T-9")
    allure.dynamic.link("https://example.org/a", name="A")
    allure.dynamic.issue("https://example.org/b")
    allure.dynamic.parameter("password", "secret", mode=allure.parameter_mode.MASKED)
    allure.dynamic.parameter("size", 3)
    with allure.step("outer"):
        add("apple")
        with allure.step("inner"):
            allure.attach(b"\\x89PNG", name="screen", attachment_type=allure.attachment_type.PNG)

def test_breaks_in_a_step():
    with allure.step("outer"):
        add("bomb")

def test_fails_in_a_step():
    with allure.step("compares"):
        assert 1 == 2

def test_says_nothing(): pass
"""


@pytest.mark.needs("allure_pytest")
@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
@pytest.mark.parametrize("report", [[], ["--alluredir=allure"]], ids=["no report", "report"])
def test_decorators_and_dynamic_calls(
    suite: Suite, server: IngestServer, workers: list[str], report: list[str]
) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    suite.write(test_it=DECORATED)
    run = suite.run(*workers, *report, BACKSTORY_URL=server.url)
    assert run.exit_status == 1, run.output
    assert run.recorder_lines == []
    records = checked(server.records())
    results = {result["name"]: result for result in of_kind(records, "result")}
    decorated = results["test_decorated"]
    assert (decorated["displayName"], decorated["description"]) == ("buys 2 in corner", "Buys.")
    assert decorated["labels"] == {"feature": ["cart"], "severity": ["minor"], "layer": ["ui"]}
    assert decorated["links"] == [{"type": "issue", "url": "https://example.org/7", "name": "BUG-7"}]
    dynamic = results["test_dynamic"]
    assert (dynamic["displayName"], dynamic["description"], dynamic["declaredId"]) == ("shown", "Told late.", "T-9")
    assert dynamic["allureTitle"] == "shown"
    assert dynamic["nodeId"] == "test_it.py::test_dynamic"
    assert dynamic["labels"] == {
        "feature": ["static", "dynamic"],
        "layer": ["ui"],
        "severity": ["blocker"],
        "as_id": ["T-9"],
    }
    assert [link["url"] for link in dynamic["links"]] == ["https://example.org/a", "https://example.org/b"]
    assert dynamic["properties"] == {"password": "******", "size": "3"}
    assert outline(dynamic["steps"]) == [
        ("opens the shop", "passed", []),
        ("outer", "passed", [("adds 'apple'", "passed", []), ("inner", "passed", [])]),
        ("closes the shop", "passed", []),
    ]
    assert dynamic["steps"][1]["steps"][1]["attachments"] == ["screen.png"]
    assert dynamic["steps"][1]["steps"][0]["params"] == {"item": "'apple'"}
    mine = [record for record in of_kind(records, "attachment") if record["resultId"] == dynamic["resultId"]]
    assert [(record["name"], record["mediaType"]) for record in mine] == [
        ("screen.png", "image/png"),
        ("farewell.txt", "text/plain"),
    ]
    assert [server.files[record["sha256"]] for record in mine] == [b"\x89PNG", b"bye"]
    assert outline(results["test_breaks_in_a_step"]["steps"]) == [("outer", "broken", [("adds 'bomb'", "broken", [])])]
    (compares,) = results["test_fails_in_a_step"]["steps"]
    assert (compares["status"], compares["failure"]["type"]) == ("failed", "AssertionError")
    assert compares["durationMs"] >= 0
    assert not {"steps", "labels", "links"} & set(results["test_says_nothing"])


def outline(steps: list[dict[str, Any]]) -> list[Any]:
    """Name and status of steps and of those inside."""
    return [(step["name"], step["status"], outline(step.get("steps", []))) for step in steps]


@pytest.mark.needs("allure_pytest")
def test_very_many_steps_are_cut_and_that_is_told(recorded: Recorded) -> None:
    source = """
        import allure
        def test_it():
            for n in range(3000):
                with allure.step(f"step {n}"): pass
    """
    (result,) = of_kind(recorded(source), "result")
    assert len(result["steps"]) == 1000


@pytest.mark.needs("allure_pytest")
def test_the_junit_report_is_as_without(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=DECORATED)
    reports = []
    for environment in ({"BACKSTORY_URL": server.url}, {}):
        suite.run("--junit-xml=report.xml", "--alluredir=allure", **environment)
        reports.append(without_variation((suite.directory / "report.xml").read_text("utf-8")))
    assert reports[0] == reports[1]
    assert len(by_name(checked(server.records()))) == 5
