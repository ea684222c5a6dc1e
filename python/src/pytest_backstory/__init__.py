"""Records pytest runs for Backstory, the durable history of test results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "attach", "backstory_attach", "file"]

if TYPE_CHECKING:
    from pytest_backstory.attachments import attach, file

    backstory_attach = attach


def __getattr__(name: str) -> Any:
    """Loads what tests import from here only when one does: a run that records nothing loads as little as possible."""
    if name in ("attach", "backstory_attach", "file"):
        from pytest_backstory import attachments

        return attachments.file if name == "file" else attachments.attach
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
