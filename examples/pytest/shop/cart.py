"""What a customer is about to buy."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from shop.money import discounted

log = logging.getLogger("shop.cart")


@dataclass
class Cart:
    """Items by name, each with its price and how many of it."""

    lines: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, name: str, cents: int, count: int = 1) -> None:
        """Puts some of one item into the cart."""
        if count < 1:
            raise ValueError(f"cannot add {count} of {name}")
        _, had = self.lines.get(name, (cents, 0))
        self.lines[name] = (cents, had + count)
        log.info("added %d of %s", count, name)

    def total(self, percent: int = 0) -> int:
        """The price of everything after a discount, in cents."""
        return discounted(sum(cents * count for cents, count in self.lines.values()), percent)

    def receipt(self) -> list[str]:
        """One line an item, in the order in which they were added."""
        return [f"{count} x {name}" for name, (_, count) in self.lines.items()]
