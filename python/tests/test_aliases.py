"""The words of pytest-tesults and pytest-test-observer."""

from __future__ import annotations

import json

import pytest
from ingest_server import IngestServer
from suite import SOURCE, Suite

from pytest_backstory.aliases import FAMILIES, clickhouse_address
from pytest_backstory.setting_words import BY_NAME

TEST = "def test_it(): pass"
OTHER = """
def pytest_addoption(parser):
    group = parser.getgroup("other")
    for name in ("tesults-target", "ch-url"):
        group.addoption(f"--{name}", dest=name, default=None)
    group.addoption("--tesults-nosuites", action="store_true")
    parser.addini("ch_url", "theirs", default=None)

def pytest_configure(config):
    print("THEIRS", config.getoption("tesults-target"), config.getoption("ch-url"))
"""


def test_every_old_word_is_a_setting() -> None:
    assert {alias.word for family in FAMILIES for alias in family} <= set(BY_NAME)


def test_all_options_of_pytest_tesults_are_understood(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(): print('printed')")
    (suite.directory / "files").mkdir()
    (suite.directory / "pytest.ini").write_text("[pytest]\n[tesults]\nci = bst_old\n")
    run = suite.run(
        *("--tesults-target", "ci", "--tesults-files=files", "--tesults-save-stdout", "--tesults-nosuites"),
        *("--tesults-build-name=1.2", "--tesults-build-result=pass"),
        *("--tesults-build-description=about", "--tesults-build-reason=because"),
        BACKSTORY_URL=server.url,
        TESULTS_OUTPUT_FILE=str(suite.directory / "o.json"),
    )
    assert run.exit_status == 0, run.output + run.errors
    (line,) = run.recorder_lines
    for new in ("target", "files", "save-stdout", "no-suites", "build-name", "build-result", "build-description"):
        assert f" is now --backstory-{new}" in line
    assert "TESULTS_OUTPUT_FILE is now BACKSTORY_OUTPUT" in line
    submission, result = server.records()[:2]
    assert submission["build"] == {"name": "1.2", "result": "pass", "description": "about", "reason": "because"}
    assert result["suite"] == ""
    assert server.requests[0][1]["Authorization"] == "Bearer bst_old"
    assert json.loads((suite.directory / "o.json").read_text())["target"] == ""


@pytest.mark.parametrize(
    ("arguments", "environment", "ini", "source"),
    [
        (["--ch-url=h:1"], {"PYTEST_OBSERVER_CH_URL": "no"}, "no", "--ch-url"),
        ([], {"PYTEST_OBSERVER_CH_URL": "h:1"}, "no", "PYTEST_OBSERVER_CH_URL"),
        ([], {"PYTEST_OBSERVER_CH_URL": ""}, "h:1", "ch_url in tox.ini"),
    ],
)
def test_words_of_pytest_test_observer_keep_their_order(
    suite: Suite, arguments: list[str], environment: dict[str, str], ini: str, source: str
) -> None:
    (suite.directory / "tox.ini").write_text(f"[pytest]\nch_url = {ini}\n")
    run = suite.run("--backstory-show-config", *arguments, **environment)
    (line,) = [line for line in run.output.splitlines() if line.startswith("url ")]
    assert line.split(maxsplit=2)[1:] == ["clickhouse://h:1", source]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("host", "clickhouse://host:8123"),
        ("host:9000", "clickhouse://host:9000"),
        ("http://host", "clickhouse://host:8123"),
        ("http://host:80", "clickhouse://host:80"),
        ("https://host", "clickhouses://host:8443"),
        ("https://host:443/path", "clickhouses://host:443"),
        ("http://user:word@host/path", "clickhouse://host:8123"),
        ("http://[::1]:9", "clickhouse://[::1]:9"),
        ("::1", "clickhouse://[::1]:8123"),
    ],
)
def test_an_address_of_pytest_test_observer_is_one_of_ours(old: str, new: str) -> None:
    assert clickhouse_address(old) == new


@pytest.mark.parametrize("order", ["other,pytest_backstory.plugin", "pytest_backstory.plugin,other"])
def test_options_of_another_plugin_stay_its_own(suite: Suite, server: IngestServer, order: str) -> None:
    suite.write(test_it=TEST, other=OTHER)
    (suite.directory / "tox.ini").write_text("[pytest]\nch_url = theirs-too\n")
    run = suite.run(
        *("--tesults-target=theirs", "--ch-url=also", "-s"),
        BACKSTORY_URL=server.url,
        PYTEST_PLUGINS=order,
        PYTHONPATH=f"{SOURCE}:{suite.directory}",
        TESULTS_OUTPUT_FILE=str(suite.directory / "o.json"),
    )
    assert run.exit_status == 0, run.output + run.errors
    assert "THEIRS theirs also" in run.output
    assert run.recorder_lines == []
    assert "target" not in server.records()[0]
    assert not (suite.directory / "o.json").exists()


def test_old_options_are_no_part_of_the_help(suite: Suite) -> None:
    run = suite.run("--help", "--tesults-target=x", "--ch-url=h")
    assert run.exit_status == 0
    assert "--backstory-target" in run.output
    assert "--tesults-target" not in run.output
