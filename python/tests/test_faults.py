"""Whatever the server does, the run is as without the recorder, and nothing that was recorded is lost."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from ingest_server import Answer, IngestServer
from suite import Run, Suite, checked, of_kind, without_variation

SOURCE = """
import pytest
@pytest.mark.parametrize("n", range(20))
def test_it(n, record_property):
    record_property("n", n)
    print("printed", n)
    assert n != 7
@pytest.mark.skip(reason="later")
def test_skipped(): pass
"""
# What a thread is late that only sleeps, the machine was too busy for.
CLOCK = """
import pytest, threading, time
@pytest.hookimpl(hookwrapper=True)
def pytest_unconfigure(config):
    late, over = [], threading.Event()
    def watch():
        while not over.is_set():
            before = time.monotonic()
            time.sleep(0.01)
            late.append(time.monotonic() - before - 0.01)
    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.monotonic()
    yield
    waited = time.monotonic() - start
    over.set()
    watcher.join()
    (config.rootpath / "waited").write_text(str(waited - sum(late)))
"""
ARGUMENTS = ["-rA", "--junit-xml=report.xml"]
Behaviour = Callable[[socket.socket], None]
Unaffected = Callable[[str], "tuple[Suite, Run]"]


@contextmanager
def raw_server(behave: Behaviour | None) -> Iterator[str]:
    """A listening socket. Each connection gets the behaviour; None: connections are never accepted."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1)
    closing = threading.Event()

    def serve() -> None:
        while not closing.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    assert behave is not None
                    behave(connection)

    if behave is None:
        waiting = [socket.create_connection(listening.getsockname()) for _ in range(2)]
    else:
        waiting = []
        threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        closing.set()
        for each in waiting:
            each.close()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def hang_after_reading(connection: socket.socket) -> None:
    connection.recv(65_536)
    time.sleep(20)


def hang_inside_the_answer(connection: socket.socket) -> None:
    connection.recv(65_536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    time.sleep(20)


def reset(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def one_byte_a_second(connection: socket.socket) -> None:
    connection.recv(65_536)
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n":
        connection.sendall(bytes([byte]))
        time.sleep(1)


def no_http(connection: socket.socket) -> None:
    connection.recv(65_536)
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


@dataclass
class Seen:
    """All that a user can see of a run."""

    run: Run
    report: str


def seen(suite: Suite, run: Run) -> Seen:
    """Looks at what the run left."""
    return Seen(run, without_variation((suite.directory / "report.xml").read_text("utf-8")))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> tuple[Suite, Seen]:
    """The project and its run without the recorder, to compare with."""
    suite = Suite(tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("state"))
    suite.write(conftest=CLOCK, test_it=SOURCE)
    return suite, seen(suite, suite.run_without(*ARGUMENTS))


@pytest.fixture
def unaffected(without: tuple[Suite, Seen], tmp_path: Path) -> Unaffected:
    """Runs with the recorder, and compares with the run without it."""
    project, before = without

    def run(url: str) -> tuple[Suite, Run]:
        suite = Suite(project.directory, tmp_path / "state")
        now = seen(suite, suite.run(*ARGUMENTS, BACKSTORY_URL=url))
        assert now.run.exit_status == before.run.exit_status == 1
        assert now.run.plain_output == before.run.plain_output
        assert now.report == before.report
        waited = float((suite.directory / "waited").read_text())
        assert waited < 2.5, "the recorder held pytest up"
        return suite, now.run

    return run


def kept(suite: Suite, run: Run, lines: int = 23) -> None:
    """Everything is in the spool, and one line says so."""
    (line,) = run.recorder_lines
    (file,) = suite.spool.iterdir()
    assert f" of {lines} records were not sent to " in line
    assert str(file) in line
    assert "'backstory flush' sends them" in line
    records = suite.spooled()
    assert len(records) == lines
    assert [record["kind"] for record in (records[0], records[-1])] == ["submission", "end"]
    assert len(of_kind(records, "result")) == 21


@pytest.mark.parametrize(
    "behave", [hang_after_reading, hang_inside_the_answer, reset, one_byte_a_second, no_http, None]
)
def test_a_server_that_does_not_answer_costs_a_bounded_wait(unaffected: Unaffected, behave: Behaviour | None) -> None:
    with raw_server(behave) as url:
        kept(*unaffected(url))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://no-such-host.invalid:7357", "https://127.0.0.1:9"])
def test_a_server_that_is_not_there_costs_a_bounded_wait(unaffected: Unaffected, url: str) -> None:
    kept(*unaffected(url))


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "token-unknown"), (413, "body-too-large"), (429, "busy"), (500, "internal"), (503, "backlog-full")],
)
def test_a_server_that_refuses_is_named_with_its_reason(unaffected: Unaffected, status: int, code: str) -> None:
    server = IngestServer(lambda server, body: (status, {"code": code, "title": "It is so"}, {}))
    try:
        suite, run = unaffected(server.url)
    finally:
        server.close()
    kept(suite, run)
    assert f"(HTTP {status} {code} It is so)" in run.recorder_lines[0]
    if status == 401:
        assert len(server.requests) == 1


def test_after_a_pause_that_the_server_asked_for_everything_is_delivered(unaffected: Unaffected) -> None:
    def busy_at_first(server: IngestServer, body: bytes) -> Answer | None:
        return (429, {"code": "busy"}, {"Retry-After": "0.3"}) if len(server.requests) < 3 else None

    server = IngestServer(busy_at_first)
    suite, run = unaffected(server.url)
    server.close()
    assert run.recorder_lines == []
    assert len(checked(server.records())) == 23
    assert list(suite.spool.iterdir()) == []


def test_parts_that_are_too_large_are_sent_smaller(unaffected: Unaffected) -> None:
    server = IngestServer(lambda server, body: (413, {"code": "body-too-large"}, {}) if len(body) > 2_000 else None)
    _suite, run = unaffected(server.url)
    server.close()
    assert run.recorder_lines == []
    assert len(checked(server.records())) == 23


def test_a_server_that_lost_records_gets_them_again(suite: Suite) -> None:
    forgotten: list[bytes] = []

    def forget_once(server: IngestServer, body: bytes) -> Answer | None:
        if server.lines and not forgotten:
            forgotten.extend(server.lines)
            server.lines.clear()
        return None

    server = IngestServer(forget_once)
    suite.write(test_it="import time\ndef test_slow(): time.sleep(1.5)\ndef test_it(): pass")
    run = suite.run(BACKSTORY_URL=server.url)
    server.close()
    assert run.recorder_lines == []
    assert forgotten
    assert [record["kind"] for record in checked(server.records())] == ["submission", "result", "result", "end"]


def test_an_answer_that_never_came_does_not_double_a_record(unaffected: Unaffected) -> None:
    server = IngestServer()
    broken: list[int] = []

    def take_and_say_nothing(connection: socket.socket) -> None:
        answer = server.take(*request_of(connection))
        broken.append(1)
        if len(broken) > 1:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        assert answer[0] == 200

    with raw_server(take_and_say_nothing) as url:
        _, run = unaffected(url)
    server.close()
    assert run.recorder_lines == []
    assert len(server.records()) == 23


def test_an_answer_in_three_pieces_is_one_answer(unaffected: Unaffected) -> None:
    server = IngestServer()

    def take_and_answer_in_pieces(connection: socket.socket) -> None:
        answer = json.dumps(server.take(*request_of(connection))[1]).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in (0, 5, 10):
            piece = answer[start : start + 5] if start < 10 else answer[10:]
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
            time.sleep(0.05)
        connection.sendall(b"0\r\n\r\n")

    with raw_server(take_and_answer_in_pieces) as url:
        _, run = unaffected(url)
    server.close()
    assert run.recorder_lines == []
    assert len(server.records()) == 23


def request_of(connection: socket.socket) -> tuple[str, dict[str, str], bytes]:
    """The address and the body of one request."""
    content = b""
    while b"\r\n\r\n" not in content:
        content += connection.recv(65_536)
    head, _, body = content.partition(b"\r\n\r\n")
    length = int(next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length")).split()[1])
    while len(body) < length:
        body += connection.recv(65_536)
    return head.split()[1].decode(), {}, gzip.decompress(body)
