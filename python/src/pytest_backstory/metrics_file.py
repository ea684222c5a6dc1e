"""What the delivery of a session amounted to, as a file for whoever watches it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pytest_backstory.destination import Destination


@dataclass(frozen=True)
class Delivery:
    """What became of the records of a session."""

    rows: int
    is_delivered: bool
    seconds: float
    destination: Destination | None


def write_metrics(path: str, delivery: Delivery) -> None:
    """Writes the file, in the words of pytest-test-observer; OSError when it cannot."""
    destination = delivery.destination
    file = Path(path).expanduser()
    file.parent.mkdir(parents=True, exist_ok=True)
    fields = {
        "rows": delivery.rows,
        "bytes_written": destination.bytes_sent if destination is not None else 0,
        "flush_seconds": round(delivery.seconds, 6),
        "ok": delivery.is_delivered,
        "migrations_applied": getattr(destination, "migrations", []),
    }
    file.write_text(json.dumps(fields) + "\n", "utf-8")
