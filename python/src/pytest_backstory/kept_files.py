"""Bytes that wait beside a spool file, under the name of their SHA-256, until they are delivered."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

#: The largest file that is kept.
MOST_BYTES = 64 * 1_048_576
_name = re.compile(r"[0-9a-f]{64}\Z")


class TooLargeError(Exception):
    """The content has more bytes than are kept."""


def files_folder(spool_file: Path) -> Path:
    """The folder of the attachments of a spool file."""
    return spool_file.with_suffix(".files")


def keep(folder: Path, content: bytes | Path) -> tuple[str, int]:
    """Copies bytes, or those of a file, into the folder. Their SHA-256 and their number; OSError when it cannot."""
    if isinstance(content, Path):
        size = content.stat().st_size
        if size > MOST_BYTES:
            raise TooLargeError(_too_many(size))
        content = content.read_bytes()
    if len(content) > MOST_BYTES:
        raise TooLargeError(_too_many(len(content)))
    sha256 = hashlib.sha256(content).hexdigest()
    path = folder / sha256
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Two processes may keep the same bytes at once.
        part = folder / f"{sha256}.{os.getpid()}.part"
        part.write_bytes(content)
        part.replace(path)
    return sha256, len(content)


def waiting_files(spool_file: Path) -> list[Path]:
    """The files that are not delivered yet."""
    try:
        return sorted(path for path in files_folder(spool_file).iterdir() if _name.match(path.name))
    except OSError:
        return []


def remove_files(spool_file: Path) -> None:
    """Deletes the folder of a spool file with what is in it."""
    with suppress(OSError):
        shutil.rmtree(files_folder(spool_file))


def _too_many(size: int) -> str:
    return f"it has {size:,} bytes, more than the {MOST_BYTES:,} that are kept"
