"""The server that records go to."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pytest_backstory.options import ClickHouse
from pytest_backstory.part import Part
from pytest_backstory.place import file_of
from pytest_backstory.post import Answer, Server


class Destination(Protocol):
    """Takes parts of submissions and files, one request at a time, as a server of Backstory answers them."""

    #: The address without secrets.
    name: str

    @property
    def bytes_sent(self) -> int:
        """How many bytes of requests were sent."""

    def post(self, submission_id: str, part: Part) -> Answer:
        """Sends one part; OSError or HTTPException when no answer came."""

    def put(self, file: Path) -> Answer:
        """Sends the bytes of an attachment, whose file is named by their SHA-256."""

    def abort(self) -> None:
        """Ends the request in hand, if any: whoever waits for it gets an OSError."""


def destination_of(
    url: str | None, token: str | None, clickhouse: ClickHouse, is_own: bool = False
) -> Destination | None:
    """The server that an address names; None for a file. ValueError when the address is none.

    `is_own`: what is sent there are the records of this process.
    """
    if url is None or file_of(url) is not None:
        return None
    if url.startswith(("clickhouse:", "clickhouses:")):
        from pytest_backstory.clickhouse.destination import ClickHouseDestination

        return ClickHouseDestination(url, clickhouse, trusts=is_own)
    return Server(url, token)
