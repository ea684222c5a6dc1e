"""A real HTTP server that takes records as Backstory does, and remembers them."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable

Answer = tuple[int, dict[str, Any], dict[str, str]]


class IngestServer:
    """Serves on a free port. `refuse` may answer a part in place of taking it."""

    def __init__(self, refuse: Callable[[IngestServer, bytes], Answer | None] = lambda server, body: None) -> None:
        self.lines: list[bytes] = []
        self.requests: list[tuple[str, dict[str, str]]] = []
        #: The bytes of attachments by their SHA-256, and how often each was put.
        self.files: dict[str, bytes] = {}
        self.puts: list[str] = []
        self._refuse = refuse
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = gzip.decompress(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer, headers = owner.take(self.path, dict(self.headers), body)
                content = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = owner.put(self.path.rpartition("/")[2], body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def records(self) -> list[dict[str, Any]]:
        """What it was sent, line by line."""
        return [json.loads(line) for line in self.lines]

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Takes one part as the contract of the endpoint says."""
        with self._lock:
            self.requests.append((path, headers))
            refused = self._refuse(self, body)
            if refused is not None:
                return refused
            offset = int(path.partition("offset=")[2] or 0)
            if offset > len(self.lines):
                return 409, {"code": "offset-gap", "expectedOffset": len(self.lines)}, {}
            lines = body.splitlines(keepends=True)
            self.lines += lines[len(self.lines) - offset :]
            return 200, {"nextOffset": len(self.lines), "accepted": len(lines), "refused": []}, {}

    def put(self, sha256: str, body: bytes) -> int:
        """Takes the bytes of an attachment, if they are those that its address names."""
        with self._lock:
            refused = self._refuse(self, body)
            if refused is not None:
                return refused[0]
            if hashlib.sha256(body).hexdigest() != sha256:
                return 422
            self.files[sha256] = body
            self.puts.append(sha256)
            return 204

    def attached(self) -> list[tuple[str, bytes]]:
        """The attachments in the order of their records: name and bytes."""
        records = [record for record in self.records() if record["kind"] == "attachment"]
        return [(record["name"], self.files[record["sha256"]]) for record in records]

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
