"""Statements to a ClickHouse server over HTTP."""

from __future__ import annotations

import gzip
import json
import socket
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlencode

from pytest_backstory import __version__
from pytest_backstory.clickhouse.address import Address

SECONDS_PER_OPERATION = 10.0
LONGEST_ANSWER = 16 * 1_048_576
#: Overload, missing replicas, too many parts, timeouts: they pass.
PASSING = frozenset({159, 202, 203, 209, 210, 225, 241, 242, 252, 285, 286, 319, 394, 425, 439, 499, 999})


class RefusedError(Exception):
    """What the server answered instead of doing it; `code` is its own number, 0 when it told none."""

    def __init__(self, status: int, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code

    @property
    def is_passing(self) -> bool:
        """Whether the same statement may go well later."""
        return self.code in PASSING or (self.code == 0 and self.status >= 500)


class Engine:
    """One statement at a time; `abort` from another thread ends the one that hangs."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._class = HTTPSConnection if address.is_secure else HTTPConnection
        self._connection: HTTPConnection | None = None
        self.bytes_sent = 0

    def command(self, sql: str, in_database: bool = True) -> None:
        """Runs a statement that answers nothing."""
        self._ask(sql.encode("utf-8"), {}, in_database)

    def query(self, sql: str, in_database: bool = True) -> list[dict[str, Any]]:
        """The rows that a SELECT answers."""
        answer = self._ask(f"{sql}\nFORMAT JSONEachRow".encode(), {}, in_database)
        return [json.loads(line) for line in answer.splitlines() if line]

    def insert(self, statement: str, rows: bytes) -> None:
        """Inserts rows in the format that the statement names."""
        self._ask(gzip.compress(rows, compresslevel=1), {"query": statement}, True, encoding="gzip")

    def abort(self) -> None:
        """Ends the request in hand, if any: whoever waits for it gets an OSError."""
        connection = self._connection
        sock: socket.socket | None = connection.sock if connection is not None else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _ask(self, body: bytes, words: dict[str, str], in_database: bool, encoding: str | None = None) -> bytes:
        """OSError or HTTPException when no answer came, RefusedError when it was not done."""
        address = self._address
        credentials = b64encode(f"{address.user}:{address.password}".encode()).decode()
        headers = {
            "Authorization": f"Basic {credentials}",
            "User-Agent": f"pytest-backstory/{__version__}",
            "Connection": "close",
            **({"Content-Encoding": encoding} if encoding else {}),
        }
        query = {**words, **({"database": address.database} if in_database else {})}
        connection = self._class(address.host, address.port, timeout=SECONDS_PER_OPERATION)
        self._connection = connection
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request("POST", f"/?{urlencode(query)}", body, headers)
                self.bytes_sent += len(body)
            with connection.getresponse() as response:
                content = response.read(LONGEST_ANSWER)
                code = response.headers.get("X-ClickHouse-Exception-Code", "0")
                if response.status != 200 or code != "0":
                    raise RefusedError(response.status, int(code) if code.isdigit() else 0, _sentence(content))
                return content
        finally:
            self._connection = None
            connection.close()


def _sentence(content: bytes) -> str:
    return " ".join(content[:600].decode("utf-8", "replace").split())[:300]
