"""Where settings come from, and that those shown are those used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ingest_server import IngestServer
from settings_page import PAGE, files_in_order, with_tables
from suite import Run, Suite, of_kind

from pytest_backstory.config_table import read_config_table
from pytest_backstory.sources import truth_of

TEST = "def test_it(): pass"


def shown(suite: Suite, *arguments: str, **environment: str) -> dict[str, tuple[str, str]]:
    """The settings as they are shown: value and source by word."""
    run = suite.run("--backstory-show-config", *arguments, **environment)
    assert run.exit_status == 0, run.output + run.errors
    rows = [re.split(r"\s{2,}", line) for line in run.output.splitlines() if not line.startswith("note: ")]
    return {name: (value, source) for name, value, source in rows}


@pytest.mark.parametrize("file", ["pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"])
@pytest.mark.parametrize("sources", range(1, 5))
def test_the_first_source_that_says_something_counts(suite: Suite, file: str, sources: int) -> None:
    quote = '"' if file == "pyproject.toml" else ""
    section = {"setup.cfg": "[tool:pytest]", "pyproject.toml": "[tool.pytest.ini_options]"}.get(file, "[pytest]")
    table = "[tool.backstory]" if file == "pyproject.toml" else "[backstory]"
    ini = f"{section}\nbackstory_project = {quote}ini{quote}\n" if sources >= 2 else f"{section}\n"
    (suite.directory / file).write_text(f"{ini}{table}\nproject = {quote}table{quote}\n")
    arguments = ["--backstory-project=cli"] if sources >= 4 else []
    environment = {"BACKSTORY_PROJECT": "env" if sources >= 3 else ""}
    expected = {
        1: ("table", f"[backstory] in {file}"),
        2: ("ini", f"backstory_project in {file}"),
        3: ("env", "BACKSTORY_PROJECT"),
        4: ("cli", "--backstory-project"),
    }[sources]
    assert shown(suite, *arguments, **environment)["project"] == expected


def test_the_value_that_is_shown_is_the_one_used(suite: Suite, server: IngestServer) -> None:
    (suite.directory / "tox.ini").write_text("[pytest]\nbackstory_project = from-ini\n[backstory]\nproject = no\n")
    suite.write(test_it=TEST)
    assert shown(suite)["project"][0] == "from-ini"
    suite.run(BACKSTORY_URL=server.url)
    assert server.records()[0]["project"] == "from-ini"


def test_showing_the_settings_runs_no_test_and_tells_no_secret(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="raise SystemExit(3)")
    run = suite.run(
        "--backstory-show-config",
        BACKSTORY_TOKEN="bst_very-secret",
        BACKSTORY_URL=server.url.replace("//", "//me:hidden@"),
        BACKSTORY_CLICKHOUSE_PASSWORD="hush",
    )
    assert run.exit_status == 0
    assert "bst_****" in run.output
    assert not re.search("very-secret|hidden|hush", run.output + run.errors)
    assert server.lines == []
    assert not suite.state.exists()


class TestTargets:
    """`--backstory-target KEY`: a key of a table, the name of a variable, or a target itself."""

    FILES = (("pytest.ini", "[backstory]"), ("pyproject.toml", "[tool.backstory]"), ("tox.ini", "[backstory]"))

    @pytest.mark.parametrize(("file", "table"), [*FILES, ("setup.cfg", "[backstory]")])
    def test_a_key_of_a_table(self, suite: Suite, server: IngestServer, file: str, table: str) -> None:
        # pytest itself reads another file than the one that has the table.
        other = "setup.cfg" if file != "setup.cfg" else "tox.ini"
        (suite.directory / other).write_text("[tool:pytest]\n" if other == "setup.cfg" else "[pytest]\n")
        (suite.directory / file).write_text(f"{table}\nci = {quoted('bst_from-table', file)}\n")
        suite.write(test_it=TEST)
        suite.run("--backstory-target=ci", BACKSTORY_URL=server.url, ci="bst_from-environment")
        assert server.requests[0][1]["Authorization"] == "Bearer bst_from-table"
        assert "target" not in server.records()[0]

    def test_a_variable(self, suite: Suite, server: IngestServer) -> None:
        suite.write(test_it=TEST)
        suite.run("--backstory-target=ci", BACKSTORY_URL=server.url, ci="nightly")
        assert server.records()[0]["target"] == "nightly"

    def test_itself(self, suite: Suite, server: IngestServer) -> None:
        suite.write(test_it=TEST)
        suite.run("--backstory-target=ci", BACKSTORY_URL=server.url)
        suite.run("--backstory-target=bst_token", BACKSTORY_URL=server.url)
        assert [record["target"] for record in of_kind(server.records(), "submission")] == ["ci"]
        assert server.requests[-1][1]["Authorization"] == "Bearer bst_token"

    def test_a_whole_destination(self, suite: Suite, server: IngestServer) -> None:
        (suite.directory / "pyproject.toml").write_text(
            f'[tool.backstory]\nurl = "http://127.0.0.1:9"\n'
            f'ci = {{ url = "{server.url}", token = "bst_t", build-name = "b" }}\n'
        )
        suite.write(test_it=TEST)
        assert suite.run("--backstory-target=ci").recorder_lines == []
        assert server.requests[0][1]["Authorization"] == "Bearer bst_t"
        assert server.records()[0]["build"] == {"name": "b"}

    def test_the_same_in_a_section(self, suite: Suite, server: IngestServer) -> None:
        (suite.directory / "tox.ini").write_text(f"[backstory]\ntarget = ci\n[backstory.ci]\nurl = {server.url}\n")
        suite.write(test_it=TEST)
        assert suite.run().recorder_lines == []
        assert server.records()[0]["target"] == "ci"


def test_a_file_that_cannot_be_read_is_told_and_the_others_count(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.backstory\n")
    (tmp_path / "setup.cfg").write_text("[backstory]\nci = here\n")
    table = read_config_table(tmp_path, "backstory")
    assert table.text("CI") == ("here", "[backstory] in setup.cfg")
    assert [trouble.partition(":")[0] for trouble in table.troubles] == ["pyproject.toml cannot be read"]


@pytest.mark.parametrize(
    ("send_from", "environment", "is_recorded"),
    [("ci", {}, False), ("CI", {"GITHUB_ACTIONS": "true"}, True), ("ci", {"CI": "true"}, False), ("any", {}, True)],
)
def test_send_from_ci_records_on_a_ci_service_only(
    suite: Suite, server: IngestServer, send_from: str, environment: dict[str, str], is_recorded: bool
) -> None:
    suite.write(test_it=TEST)
    run = suite.run(f"--backstory-send-from={send_from}", BACKSTORY_URL=server.url, **environment)
    assert run.exit_status == 0
    assert bool(server.lines) == is_recorded


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("true", True),
        ("1", True),
        (" YES ", True),
        ("On", True),
        ("false", False),
        ("0", False),
        ("NO", False),
        ("", False),
    ],
)
def test_words_for_yes_and_no(text: str, truth: bool) -> None:
    assert truth_of(text, default=not truth) == truth_of(text, default=truth) == truth


def test_a_word_that_is_no_truth_counts_as_the_default() -> None:
    assert truth_of("maybe", default=True)
    assert not truth_of("maybe", default=False)


def test_metrics_tell_of_the_delivery(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=TEST)
    file = suite.directory / "deep" / "metrics.json"
    suite.run(BACKSTORY_URL=server.url, BACKSTORY_METRICS_FILE=str(file))
    assert metrics_of(file) == {"rows": 3, "ok": True, "migrations_applied": []}
    suite.run(BACKSTORY_URL="http://127.0.0.1:9", BACKSTORY_METRICS_FILE=str(file), BACKSTORY_WAIT_SECONDS="0.1")
    assert metrics_of(file, sent=False) == {"rows": 0, "ok": False, "migrations_applied": []}


def metrics_of(file: Path, sent: bool = True) -> dict[str, object]:
    """The metrics without those that differ from run to run."""
    metrics = json.loads(file.read_text())
    assert (metrics.pop("bytes_written") > 0) == sent
    assert metrics.pop("flush_seconds") >= 0
    return dict(metrics)


def quoted(value: str, file: str) -> str:
    return f'"{value}"' if file.endswith(".toml") else value


def test_without_a_destination_old_words_are_told_to_lead_nowhere(suite: Suite) -> None:
    suite.write(test_it=TEST)
    run: Run = suite.run("--tesults-target=ci")
    assert run.exit_status == 0
    assert run.recorder_lines == [
        "backstory: --tesults-target is now --backstory-target; nothing is recorded without --backstory-url"
    ]


def test_the_page_of_settings_is_what_the_code_says() -> None:
    text = PAGE.read_text("utf-8")
    assert text == with_tables(text), "python python/tests/settings_page.py writes it anew"
    assert files_in_order() in text
