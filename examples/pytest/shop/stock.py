"""What the shop has."""

from __future__ import annotations

import time


class Stock:
    """Counts by item. Reserving more than there is raises LookupError."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = dict(counts)

    def reserve(self, name: str, count: int = 1) -> int:
        """Takes some out, and says how many are left."""
        left = self._counts.get(name, 0) - count
        if left < 0:
            raise LookupError(f"only {self._counts.get(name, 0)} of {name} left, {count} wanted")
        self._counts[name] = left
        return left

    def recount(self) -> int:
        """Counts everything, which takes a while."""
        time.sleep(0.3)
        return sum(self._counts.values())
