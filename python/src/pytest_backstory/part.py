"""Whole lines of a spool file, in parts of a size that is good to send."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

PART_BYTES = 1_048_576


@dataclass(frozen=True)
class Part:
    """Some whole lines: `offset` is the number of lines before them."""

    offset: int
    lines: int
    content: bytes


class PartReader:
    """Reads a spool file that may still grow, from the line that is wanted next."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._line = 0
        self._position = 0

    def __enter__(self) -> PartReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._file.close()

    def next_part(self, offset: int, most_bytes: int = PART_BYTES) -> Part | None:
        """The lines from line `offset` on, about `most_bytes` of them but at least one; None when there is none."""
        if offset != self._line and not self._seek_line(offset):
            return None
        self._file.seek(self._position)
        content = self._file.read(most_bytes)
        while content and b"\n" not in content:
            more = self._file.read(most_bytes)
            if not more:
                return None
            content += more
        whole = content[: content.rfind(b"\n") + 1]
        return Part(offset, whole.count(b"\n"), whole) if whole else None

    def passed(self, part: Part) -> None:
        """Moves on behind a part that was taken."""
        self._line = part.offset + part.lines
        self._position += len(part.content)

    def _seek_line(self, line: int) -> bool:
        self._file.seek(0)
        self._line, self._position = 0, 0
        while self._line < line:
            content = self._file.read(PART_BYTES)
            if not content:
                return False
            for whole in content.splitlines(keepends=True):
                if self._line < line:
                    self._position += len(whole)
                    self._line += whole.endswith(b"\n")
        return True
