"""The file that a submission is written to, a line at a time, before anything is sent."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from pytest_backstory.kept_files import remove_files


def spool_directory(chosen: str | None) -> Path:
    """Where spool files lie: where the user says, else in the platform's place for state."""
    if chosen is not None:
        return Path(chosen).expanduser().absolute()
    state = os.environ.get("XDG_STATE_HOME")
    if state:
        return Path(state, "backstory", "spool")
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local or Path.home() / "AppData" / "Local", "backstory", "spool")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "backstory" / "spool"
    return Path.home() / ".local" / "state" / "backstory" / "spool"


class Spool:
    """Holds what `append` returned from, whatever happens to this process. While it is open a lock file says so."""

    def __init__(self, directory: Path, submission_id: str, suffix: str = ".ndjson") -> None:
        """Creates the file; OSError when the directory cannot be written."""
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = directory / f"{submission_id}{suffix}"
        self.lines = 0
        self.size = 0
        self._lock = directory / f"{submission_id}.lock"
        lock = _create(self._lock)
        try:
            os.write(lock, f"{os.getpid()}\n".encode())
            self._file = _create(self.path)
        except OSError:
            with suppress(OSError):
                self._lock.unlink()
            raise
        finally:
            os.close(lock)

    def append(self, line: bytes) -> None:
        """Adds one line. On a full disk it raises OSError and leaves the lines before it whole."""
        try:
            written = os.write(self._file, line)
            while written < len(line):
                written += os.write(self._file, line[written:])
        except OSError:
            # A reader ignores a last line without its end, should even this fail.
            with suppress(OSError):
                os.ftruncate(self._file, self.size)
            raise
        self.size += len(line)
        self.lines += 1

    def close(self, delivered: bool) -> None:
        """Closes the file. A delivered one is deleted, another stays for `backstory flush`."""
        with suppress(OSError):
            os.close(self._file)
        if delivered:
            with suppress(OSError):
                self.path.unlink()
            remove_files(self.path)
        with suppress(OSError):
            self._lock.unlink()


def _create(path: Path) -> int:
    # O_BINARY exists on Windows only, and keeps line ends as they are.
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)
