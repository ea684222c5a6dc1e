"""The guide for pytest says what is so: its example runs, its words are settings."""

from __future__ import annotations

import re

from ingest_server import IngestServer
from suite import ROOT, Suite, checked, of_kind

from pytest_backstory.setting_words import BY_NAME

GUIDE = (ROOT / "docs/guides/pytest.md").read_text("utf-8")


def test_the_example_records_what_the_guide_says(suite: Suite, server: IngestServer) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    (suite.directory / "test_example.py").write_text(example, "utf-8")
    (suite.directory / "pytest.ini").write_text("[pytest]\nmarkers =\n    owner\n    slow\n")
    run = suite.run("--strict-markers", BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output
    records = checked(server.records())
    (result,) = of_kind(records, "result")
    assert (result["suite"], result["description"], result["declaredId"]) == ("Checkout", "Pays by card.", "PAY-1")
    assert result["labels"] == {"owner": ["ada"], "marker": ["owner", "slow"]}
    assert result["metrics"] == {"items": 3}
    assert [event["name"] for event in of_kind(records, "event")] == ["opened"]
    assert server.attached() == [("receipt.txt", b"paid"), ("screen.png", b"\x89PNG")]


def test_the_example_runs_where_nothing_is_recorded(suite: Suite) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    (suite.directory / "test_example.py").write_text(example, "utf-8")
    assert suite.run().exit_status == 0


def test_every_word_of_the_guide_is_a_setting() -> None:
    table = GUIDE.partition("| word | what it sets |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    words = [word for row in rows for word in re.findall(r"`([a-z-]+)`", row)]
    options = re.findall(r"--backstory-([a-z-]+)", GUIDE)
    assert len(words) > 10
    assert {*words, *options} - {*BY_NAME, "show-config"} == set()
