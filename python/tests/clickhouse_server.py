"""A ClickHouse server for tests: its HTTP protocol over the engine that the repository has."""

from __future__ import annotations

import subprocess
from urllib.parse import urlsplit

from node_programs import node_command

from pytest_backstory.clickhouse.address import Address
from pytest_backstory.clickhouse.engine import Engine


class ClickHouseServer:
    """Runs in a process of its own until it is closed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            node_command("test/programs/clickhouseFront.ts"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        parts = urlsplit(self._process.stdout.readline().strip())
        assert parts.port is not None
        self.port = parts.port
        self.password = "a secret"

    def url(self, database: str) -> str:
        """Its address for a recorder."""
        return f"clickhouse://default:a%20secret@127.0.0.1:{self.port}/{database}"

    def engine(self, database: str) -> Engine:
        """A connection, to look at what is there."""
        return Engine(Address(False, "127.0.0.1", self.port, "default", self.password, database, "pytest_results"))

    def close(self) -> None:
        """Ends it and deletes its tables."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
