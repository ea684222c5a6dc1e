"""Money in whole cents."""

from __future__ import annotations

import os


def discounted(cents: int, percent: int) -> int:
    """The price after a discount, rounded half up. The version of the regression cuts off instead."""
    exact = cents * (100 - percent)
    if os.environ.get("EXAMPLE_REGRESSION"):
        return exact // 100
    return (exact + 50) // 100


def formatted(cents: int) -> str:
    """The price as the shop shows it."""
    return f"{cents // 100}.{cents % 100:02d} €"
