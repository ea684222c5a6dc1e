"""Files that tests attach: kept beside the spool, delivered after the lines, exactly once."""

from __future__ import annotations

import hashlib
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from ingest_server import IngestServer
from suite import Suite, by_name, checked, of_kind

SOURCE = """
from pathlib import Path
import pytest
from pytest_backstory import attach, file

@pytest.fixture
def screen(backstory_attach):
    yield
    backstory_attach(b"\\x89PNG", name="end.png")

def test_attaches(backstory_attach, screen, tmp_path, request):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    for place in ("one", "two"):
        path = tmp_path / place / "same.txt"
        path.write_text(place)
        backstory_attach(path)
    file(request, str(tmp_path / "one" / "same.txt"))
    file(request, None)
    log = tmp_path / "log"
    log.write_text("begun")
    attach(log, name="run.log")
    log.write_text("begun and ended")
    attach(bytes(range(256)) * 1000, media_type="application/x-odd")
    gone = tmp_path / "gone.txt"
    gone.write_text("was here")
    attach(gone)
    gone.unlink()

def test_attaches_what_is_not_there(backstory_attach):
    backstory_attach("/nowhere/at/all")

def test_plain(): pass
"""


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_attached_files_arrive_byte_by_byte(suite: Suite, server: IngestServer, workers: list[str]) -> None:
    if workers and find_spec("xdist") is None:
        pytest.skip("needs pytest-xdist")
    suite.write(test_it=SOURCE)
    run = suite.run(*workers, BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output
    records = checked(server.records())
    assert server.attached() == [
        ("same.txt", b"one"),
        ("same.txt", b"two"),
        ("same.txt", b"one"),
        ("run.log", b"begun and ended"),
        ("attachment", bytes(range(256)) * 1000),
        ("gone.txt", b"was here"),
        ("end.png", b"\x89PNG"),
    ]
    mine = by_name(records)["test_attaches"]["resultId"]
    attachments = of_kind(records, "attachment")
    assert {attachment["resultId"] for attachment in attachments} == {mine}
    assert [attachment["mediaType"] for attachment in attachments[2:]] == [
        "text/plain",
        "application/octet-stream",
        "application/x-odd",
        "text/plain",
        "image/png",
    ]
    assert all(attachment["sizeBytes"] == len(server.files[attachment["sha256"]]) for attachment in attachments)
    (line,) = run.recorder_lines
    assert "the attachment all was left out: [Errno 2] No such file or directory: '/nowhere/at/all'" in line
    assert sorted(server.puts) == sorted(set(server.puts))
    assert list(suite.spool.iterdir()) == []


def test_without_a_server_the_bytes_wait_and_are_delivered_later(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(backstory_attach): backstory_attach(b'kept', 'a.txt')")
    run = suite.run(BACKSTORY_URL="http://127.0.0.1:9", BACKSTORY_WAIT_SECONDS="0.3")
    assert run.exit_status == 0
    assert "4 of 4 records and 1 attachment were not sent" in run.recorder_lines[0]
    sha256 = hashlib.sha256(b"kept").hexdigest()
    (folder,) = suite.spool.glob("*.files")
    assert [path.name for path in folder.iterdir()] == [sha256]
    assert (folder / sha256).read_bytes() == b"kept"
    (attachment,) = of_kind(suite.spooled(), "attachment")
    assert (attachment["name"], attachment["sha256"], attachment["sizeBytes"]) == ("a.txt", sha256, 4)


@pytest.mark.parametrize("status", [413, 422])
def test_a_file_that_the_server_never_takes_is_told_and_let_go(suite: Suite, status: int) -> None:
    server = IngestServer(lambda _, body: (status, {}, {}) if body == b"big" else None)
    suite.write(test_it="def test_it(backstory_attach):\n backstory_attach(b'big')\n backstory_attach(b'small')")
    run = suite.run(BACKSTORY_URL=server.url)
    server.close()
    assert list(server.files.values()) == [b"small"]
    assert len(run.recorder_lines) == 1
    assert str(status) in run.recorder_lines[0]
    assert list(suite.spool.iterdir()) == []


def test_a_server_that_hangs_over_a_file_is_not_waited_for(suite: Suite) -> None:
    let_go = threading.Event()

    def hang(_: IngestServer, body: bytes) -> None:
        if body == b"slow":
            let_go.wait(30)

    server = IngestServer(hang)
    suite.write(test_it="def test_it(backstory_attach): backstory_attach(b'slow', 'slow.txt')")
    run = suite.run(BACKSTORY_URL=server.url, BACKSTORY_WAIT_SECONDS="1.5")
    let_go.set()
    server.close()
    assert run.exit_status == 0
    assert "1 attachment were not sent" in run.recorder_lines[0]
    assert len(list(suite.spool.glob("*.files/*"))) == 1
    assert [record["kind"] for record in suite.spooled()] == ["submission", "result", "attachment", "end"]


def test_a_file_that_is_too_large_is_left_out_and_told(suite: Suite, server: IngestServer) -> None:
    source = """
        def test_it(backstory_attach, tmp_path):
            path = tmp_path / "huge.bin"
            with path.open("wb") as huge: huge.truncate(65 * 1024 * 1024)
            backstory_attach(path)
    """
    suite.write(test_it=source)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.exit_status == 0
    assert of_kind(checked(server.records()), "attachment") == []
    assert "huge.bin was left out: it has 68,157,440 bytes, more than the 67,108,864 that are kept" in run.errors


def test_the_files_folder_is_read_and_never_changed(suite: Suite, server: IngestServer) -> None:
    folder = suite.directory / "kept"
    files = {
        "test_it/test_one/a.txt": "by module",
        "test_it.TestC/test_two/deep/b.txt": "by suite",
        "Named/test_three[x-1]/c.txt": "by marker, with params",
        "Named/test_three/d.txt": "without params",
        "test_it/test_one/.DS_Store": "never",
        "[build]/1.2/report.html": "of the build",
        "other/e.txt": "of nobody",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    source = """
        import pytest
        def test_one(): pass
        class TestC:
            def test_two(self): pass
        @pytest.mark.suite("Named")
        @pytest.mark.parametrize(("a", "b"), [("x", 1)])
        def test_three(a, b): print("printed")
    """
    suite.write(test_it=source)
    run = suite.run(
        "--backstory-files=kept", "--backstory-build-name=1.2", "--backstory-save-stdout", BACKSTORY_URL=server.url
    )
    assert run.exit_status == 0, run.output
    assert server.attached() == [
        ("a.txt", b"by module"),
        ("deep/b.txt", b"by suite"),
        ("stdout.log", b"printed\n"),
        ("c.txt", b"by marker, with params"),
        ("d.txt", b"without params"),
        ("report.html", b"of the build"),
    ]
    assert "resultId" not in of_kind(server.records(), "attachment")[-1]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_not_recording_attaching_does_nothing(suite: Suite) -> None:
    suite.write(test_it=SOURCE)
    assert suite.run().exit_status == 0
    assert not suite.state.exists()


@pytest.mark.needs("pytest_html")
def test_extras_of_the_html_report_are_attachments_and_links(suite: Suite, server: IngestServer) -> None:
    source = """
        import base64, pytest, pytest_html
        def test_it(extras):
            extras.append(pytest_html.extras.png(base64.b64encode(b"\\x89PNG").decode(), name="Screen"))
            extras.append(pytest_html.extras.url("https://example.org/1", name="Ticket"))
            extras.append(pytest_html.extras.json({"a": 1}, name="Data"))
            extras.append(pytest_html.extras.image("picture.png"))
    """
    suite.write(test_it=source)
    (suite.directory / "picture.png").write_bytes(b"from a file")
    run = suite.run("--html=report.html", BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output
    assert [(name, content) for name, content in server.attached() if name != "Data.json"] == [
        ("Screen.png", b"\x89PNG"),
        ("Image.png", b"from a file"),
    ]
    (result,) = of_kind(checked(server.records()), "result")
    assert result["links"] == [{"type": "url", "url": "https://example.org/1", "name": "Ticket"}]


@pytest.mark.needs("pytest_playwright")
def test_files_of_the_browser_are_attached(suite: Suite, server: IngestServer) -> None:
    # No browser is needed for that: the plugin's folder of a test is where its recorder leaves what it made.
    source = """
        from pathlib import Path
        def test_it(output_path):
            Path(output_path).mkdir(parents=True)
            (Path(output_path) / "trace.zip").write_bytes(b"PK")
            (Path(output_path) / "test-failed-1.png").write_bytes(b"\\x89PNG")
    """
    suite.write(test_it=source)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output
    assert server.attached() == [("test-failed-1.png", b"\x89PNG"), ("trace.zip", b"PK")]


def test_a_folder_that_cannot_be_written_costs_a_line(suite: Suite, server: IngestServer, tmp_path: Path) -> None:
    source = """
        import os
        from pytest_backstory.notes import Notes
        def test_it(backstory_attach):
            folder = Notes.active._folder
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.write_text("a file where a folder should be")
            backstory_attach(b"x", "x.txt")
    """
    suite.write(test_it=source)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.exit_status == 0
    assert "the attachment x.txt was left out" in run.recorder_lines[0]
