"""One POST of one part, and what its answer means."""

from __future__ import annotations

import gzip
import json
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from pytest_backstory import __version__
from pytest_backstory.part import Part

SECONDS_PER_OPERATION = 10.0
LONGEST_ANSWER = 1_048_576


@dataclass(frozen=True)
class Answer:
    """What the server said: the HTTP status, the JSON of the body if it was one, how long to wait if it said so."""

    status: int
    body: dict[str, Any]
    retry_after: float | None

    @property
    def sentence(self) -> str:
        """The answer for a person: status, code and title of the problem."""
        words = [str(self.body[word]) for word in ("code", "title") if self.body.get(word)]
        return " ".join([f"HTTP {self.status}", *words])[:300]


class Server:
    """The server: it posts, one request at a time, and `abort` from another thread ends a request that hangs."""

    def __init__(self, url: str, token: str | None) -> None:
        address = urlsplit(url if "://" in url else f"http://{url}")
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError(f"{url!r} is not the address of a server, as http://127.0.0.1:7357 is")
        self._class = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._host, self._port = address.hostname, address.port
        self._path = address.path.rstrip("/") + "/api/v1/"
        self._token = token
        self._connection: HTTPConnection | None = None
        #: How many bytes of bodies were sent.
        self.bytes_sent = 0
        host = f"[{self._host}]" if ":" in self._host else self._host
        self.name = f"{address.scheme}://{host}{f':{self._port}' if self._port else ''}{address.path.rstrip('/')}"

    def post(self, submission_id: str, part: Part) -> Answer:
        """Posts one part; OSError or HTTPException when no answer came."""
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        body = gzip.compress(part.content, compresslevel=1)
        return self._ask("POST", self._address_of(submission_id, part), headers, body)

    def put(self, file: Path) -> Answer:
        """Puts the bytes of an attachment, whose file is named by their SHA-256."""
        headers = {"Content-Type": "application/octet-stream"}
        return self._ask("PUT", f"{self._path}attachments/{file.name}", headers, file.read_bytes())

    def _ask(self, method: str, address: str, headers: dict[str, str], body: bytes) -> Answer:
        headers = {**headers, "User-Agent": f"pytest-backstory/{__version__}", "Connection": "close"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        connection = self._class(self._host, self._port, timeout=SECONDS_PER_OPERATION)
        self._connection = connection
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                # A server that refuses a body early may have answered before it closed.
                connection.request(method, address, body, headers)
                self.bytes_sent += len(body)
            with connection.getresponse() as response:
                return _answer(response)
        finally:
            self._connection = None
            connection.close()

    def _address_of(self, submission_id: str, part: Part) -> str:
        return f"{self._path}submissions/{quote(submission_id)}/records?offset={part.offset}"

    def abort(self) -> None:
        """Ends the request in hand, if any: whoever waits for it gets an OSError."""
        connection = self._connection
        sock: socket.socket | None = connection.sock if connection is not None else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _answer(response: HTTPResponse) -> Answer:
    content = response.read(LONGEST_ANSWER)
    try:
        body = json.loads(content)
    except ValueError:
        body = {}
    try:
        retry_after = float(response.headers.get("Retry-After", ""))
    except ValueError:
        retry_after = None
    return Answer(response.status, body if isinstance(body, dict) else {}, retry_after)
