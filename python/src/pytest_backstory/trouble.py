"""Keeps what goes wrong while recording away from the user's run."""

from __future__ import annotations

from types import TracebackType


class Trouble:
    """A context that swallows exceptions and keeps the first: `with trouble: …` around every hook."""

    def __init__(self) -> None:
        self.first: str | None = None

    def note(self, error: BaseException) -> None:
        """Keeps an exception that was caught elsewhere."""
        if self.first is None:
            self.first = f"{type(error).__name__}: {error}" if not isinstance(error, OSError) else str(error)

    def tell(self, sentence: str) -> None:
        """Keeps what went wrong without an exception."""
        if self.first is None:
            self.first = sentence

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None or not isinstance(error, Exception):
            return False
        self.note(error)
        return True
