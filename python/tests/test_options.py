"""Settings: command line before environment before ini file."""

from __future__ import annotations

import pytest
from ingest_server import IngestServer
from suite import Suite

INI = """
[pytest]
backstory_url = http://127.0.0.1:9/ini
backstory_project = ini-project
backstory_target = ini-target
backstory_build_name = ini build
"""


@pytest.mark.parametrize("file", ["pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml"])
def test_settings_come_from_the_ini_file(suite: Suite, server: IngestServer, file: str) -> None:
    header = {"setup.cfg": "[tool:pytest]", "pyproject.toml": "[tool.pytest.ini_options]"}.get(file, "[pytest]")
    url = f'"{server.url}"' if file == "pyproject.toml" else server.url
    (suite.directory / file).write_text(f"{header}\nbackstory_url = {url}\n")
    suite.write(test_it="def test_it(): pass")
    assert suite.run().exit_status == 0
    assert server.records()[0]["destination"] == server.url


def test_environment_goes_before_ini_and_command_line_before_both(suite: Suite, server: IngestServer) -> None:
    (suite.directory / "pytest.ini").write_text(INI)
    suite.write(test_it="def test_it(): pass")
    suite.run(
        "--backstory-target=cli-target",
        BACKSTORY_URL=server.url,
        BACKSTORY_PROJECT="Env Project",
        BACKSTORY_TARGET="env-target",
        BACKSTORY_TOKEN="bst_secret",
    )
    submission = server.records()[0]
    assert submission["project"] == "env-project"
    assert submission["target"] == "cli-target"
    assert submission["build"] == {"name": "ini build"}
    path, headers = server.requests[0]
    assert path == f"/api/v1/submissions/{submission['submissionId']}/records?offset=0"
    assert headers["Authorization"] == "Bearer bst_secret"
    assert headers["Content-Type"] == "application/x-ndjson"
    assert b"bst_secret" not in b"".join(server.lines)


def test_an_empty_url_on_the_command_line_switches_recording_off(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(): pass")
    suite.run("--backstory-url=", BACKSTORY_URL=server.url)
    assert server.lines == []


def test_a_url_with_secrets_is_recorded_without_them(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(): pass")
    suite.run(BACKSTORY_URL=server.url.replace("//", "//me:hidden@"))
    assert server.records()[0]["destination"] == server.url


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://[::1", "http://127.0.0.1:port"])
def test_a_url_that_is_none_costs_a_line_and_nothing_else(suite: Suite, url: str) -> None:
    suite.write(test_it="def test_it(): pass")
    run = suite.run(BACKSTORY_URL=url)
    assert run.exit_status == 0
    assert len(run.recorder_lines) == 1
    assert "backstory flush" in run.recorder_lines[0]
    assert [record["kind"] for record in suite.spooled()] == ["submission", "result", "end"]


@pytest.mark.parametrize("seconds", ["soon", "nan", "-1"])
def test_a_wait_that_is_none_is_not_fatal(suite: Suite, server: IngestServer, seconds: str) -> None:
    suite.write(test_it="def test_it(): pass")
    assert suite.run(BACKSTORY_URL=server.url, BACKSTORY_WAIT_SECONDS=seconds).exit_status == 0
