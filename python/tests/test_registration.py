"""However the plugin is named to pytest, it is there once; without a destination it does nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ingest_server import IngestServer
from suite import SOURCE, Run, Suite, of_kind

WATCHED = """
import sys, threading

def pytest_unconfigure(config):
    names = [getattr(plugin, "__name__", "") for plugin in config.pluginmanager.get_plugins()]
    print("PLUGINS", names.count("pytest_backstory.plugin"))
    hooks = [hook for name, hook in vars(config.hook).items() if "_runtest_" in name or "_fixture_" in name]
    ours = [each for hook in hooks for each in hook.get_hookimpls() if "backstory" in each.function.__module__]
    print("HOOKS", [each.function.__qualname__ for each in ours])
    print("MODULES", sorted(name for name in sys.modules if name.startswith("pytest_backstory")))
    print("THREADS", threading.active_count())
"""


def installed(directory: Path) -> str:
    """A path on which the plugin lies as an installed distribution, with its entry point."""
    information = directory / "pytest_backstory-0.1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: pytest-backstory\nVersion: 0.1.0\n")
    (information / "entry_points.txt").write_text("[pytest11]\npytest_backstory.plugin = pytest_backstory.plugin\n")
    return f"{directory}:{SOURCE}"


@pytest.mark.parametrize(
    ("has_entry_point", "arguments", "environment"),
    [
        (True, [], {"PYTEST_PLUGINS": ""}),
        (True, [], {"PYTEST_PLUGINS": "pytest_backstory.plugin"}),
        (True, ["-p", "pytest_backstory.plugin"], {"PYTEST_PLUGINS": "pytest_backstory.plugin"}),
        (False, [], {"PYTEST_PLUGINS": "pytest_backstory.plugin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}),
        (True, ["-p", "pytest_backstory.plugin"], {"PYTEST_PLUGINS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}),
    ],
    ids=["entry point", "both", "all three", "PYTEST_PLUGINS alone", "-p alone"],
)
def test_it_records_once_however_it_is_named(
    suite: Suite,
    server: IngestServer,
    tmp_path: Path,
    has_entry_point: bool,
    arguments: list[str],
    environment: dict[str, str],
) -> None:
    suite.write(test_it="def test_it(): pass")
    paths = {"PYTHONPATH": installed(tmp_path / "installed")} if has_entry_point else {}
    run = suite.run(*arguments, BACKSTORY_URL=server.url, **paths, **environment)
    assert run.exit_status == 0, run.output + run.errors
    assert [record["kind"] for record in server.records()] == ["submission", "result", "end"]


def test_without_a_destination_it_does_nothing(suite: Suite) -> None:
    suite.write(conftest=WATCHED, test_it="def test_it(): pass")
    run = suite.run("-rA", BACKSTORY_TOKEN="bst_secret", BACKSTORY_PROJECT="shop")
    without = suite.run_without("-rA")
    assert "PLUGINS 1\n" in run.output
    # No hook of ours runs around a test, and nothing is loaded that records or sends.
    assert "HOOKS []\n" in run.output
    loaded = re.findall(r"'pytest_backstory\.(\w+)", run.output.partition("MODULES")[2].partition("\n")[0])
    settings = {"aliases", "ci", "config_table", "options", "plugin", "redact", "setting_words", "sources"}
    assert set(loaded) - settings <= {"harvest", "harvesting", "junit_update"}
    assert watched(run) == watched(without)
    assert not suite.state.exists()
    assert {path.name for path in suite.directory.iterdir()} <= {"conftest.py", "test_it.py", "__pycache__"}


def watched(run: Run) -> str:
    """The output but for what the plugin's own presence changes."""
    return re.sub(r"(PLUGINS|MODULES|HOOKS) .*", "", run.plain_output)


@pytest.mark.parametrize(
    "arguments", [["--collect-only"], ["--help"], ["--version"], ["--fixtures"], ["--markers"], ["--setup-plan"]]
)
def test_what_runs_no_tests_records_nothing(suite: Suite, server: IngestServer, arguments: list[str]) -> None:
    suite.write(test_it="def test_it(): pass")
    run = suite.run(*arguments, BACKSTORY_URL=server.url)
    assert run.exit_status == 0
    assert server.lines == []
    assert not suite.spool.exists()


def test_a_pytest_that_a_test_starts_does_not_record(suite: Suite, server: IngestServer) -> None:
    inner = """
        import subprocess, sys
        def test_outer(tmp_path):
            (tmp_path / "test_inner.py").write_text("def test_inner(): pass")
            subprocess.run([sys.executable, "-m", "pytest", str(tmp_path)], check=True)
    """
    suite.write(test_it=inner)
    suite.run(BACKSTORY_URL=server.url)
    assert [result["name"] for result in of_kind(server.records(), "result")] == ["test_outer"]
    assert len(of_kind(server.records(), "submission")) == 1
