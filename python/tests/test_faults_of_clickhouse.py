"""Whatever a ClickHouse server does, the run is as without the recorder, and nothing that was recorded is lost."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from suite import Run, Suite
from test_faults import (
    Behaviour,
    Seen,
    Unaffected,
    hang_after_reading,
    hang_inside_the_answer,
    no_http,
    one_byte_a_second,
    raw_server,
    reset,
    seen,
    unaffected,
    without,
)

__all__ = ["Seen", "seen", "unaffected", "without"]


def kept(suite: Suite, run: Run) -> str:
    """Everything is in the spool, and one line says so."""
    (line,) = run.recorder_lines
    (file,) = suite.spool.iterdir()
    assert "23 of 23 records were not sent to clickhouse" in line
    assert f"They are kept in {file}; 'python -m pytest_backstory.replay' sends them." in line
    assert len(suite.spooled()) == 23
    return line


@pytest.mark.parametrize(
    "behave", [hang_after_reading, hang_inside_the_answer, reset, one_byte_a_second, no_http, None]
)
def test_one_that_does_not_answer_costs_a_bounded_wait(unaffected: Unaffected, behave: Behaviour | None) -> None:
    with raw_server(behave) as url:
        kept(*unaffected(url.replace("http:", "clickhouse:")))


@pytest.mark.parametrize("address", ["clickhouse://127.0.0.1:9", "clickhouse://no-such-host.invalid"])
def test_one_that_is_not_there_costs_a_bounded_wait(unaffected: Unaffected, address: str) -> None:
    kept(*unaffected(address))


class Refusing(BaseHTTPRequestHandler):
    """Answers everything with one status."""

    status = 500
    code = "0"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("X-ClickHouse-Exception-Code", self.code)
        self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"so\n")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def refusing() -> Iterator[tuple[type[Refusing], int]]:
    """A server that refuses, and its port."""
    handler = type("Handler", (Refusing,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield handler, server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "code"), [(401, "0"), (403, "516"), (404, "81"), (413, "0"), (429, "0"), (500, "241"), (503, "0")]
)
def test_one_that_refuses_is_named_with_its_reason(
    unaffected: Unaffected, refusing: tuple[type[Refusing], int], status: int, code: str
) -> None:
    handler, port = refusing
    handler.status, handler.code = status, code
    line = kept(*unaffected(f"clickhouse://me:secret@127.0.0.1:{port}/x"))
    assert f"clickhouse-{code} so)" in line
    assert "secret" not in line


@pytest.mark.parametrize("scheme", ["https", "clickhouses"])
def test_no_tls_where_tls_is_asked_for(
    unaffected: Unaffected, refusing: tuple[type[Refusing], int], scheme: str
) -> None:
    _, run = unaffected(f"{scheme}://127.0.0.1:{refusing[1]}")
    assert "SSL" in run.recorder_lines[0]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
@pytest.mark.parametrize("scheme", ["https", "clickhouses"])
def test_a_certificate_of_nobody_is_refused(unaffected: Unaffected, tmp_path: Path, scheme: str) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def shake_hands(connection: socket.socket) -> None:
        with suppress(OSError), context.wrap_socket(connection, server_side=True):
            pass

    with raw_server(shake_hands) as url:
        _, run = unaffected(url.replace("http:", f"{scheme}:"))
    assert "CERTIFICATE_VERIFY_FAILED" in run.recorder_lines[0]
