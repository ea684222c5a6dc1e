"""Names of submissions."""

from __future__ import annotations

import os
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_submission_id() -> str:
    """A new ULID: 48 bits of milliseconds and 80 random bits, so that ids sort by the time they were made."""
    number = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
