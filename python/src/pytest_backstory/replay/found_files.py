"""Which files there are to replay."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Callable

SUFFIXES = (".ndjson", ".jsonl", ".part")
EVENTS = "_events"


def find_files(paths: Iterable[str], warn: Callable[[str], None]) -> list[Path]:
    """The files in the order of the paths, those of a directory by name. A path that is not there is warned of."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())
        elif path.is_file():
            found.append(path)
        else:
            warn(f"{path} is not there")
    return list(dict.fromkeys(found))


def is_in_use(file: Path) -> bool:
    """Whether the process that writes the file still runs, as the lock file beside it says."""
    try:
        process = int(file.with_suffix(".lock").read_text("ascii"))
    except (OSError, ValueError):
        return False
    if sys.platform == "win32":
        # There, asking whether a process runs would end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return process != os.getpid()
