"""Where the records of a session are written, and what becomes of their file at the end."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pytest_backstory.kept_files import files_folder
from pytest_backstory.options import Settings
from pytest_backstory.spool import spool_directory

OF_ONE_SESSION = "backstory-"
#: Names that end so are files, others are directories.
FILE_SUFFIXES = (".ndjson", ".jsonl")
_path = re.compile(r"(?:/|\.{1,2}[/\\]|~|[A-Za-z]:[/\\])")


@dataclass(frozen=True)
class Place:
    """The directory of the growing file. `final` is what a finished file is renamed to; a temporary one is deleted."""

    directory: Path
    suffix: str = ".ndjson"
    final: Path | None = None
    is_temporary: bool = False

    def finish(self, file: Path) -> bool:
        """Gives a whole file its name, and its attachments theirs. Whether this place is where the records belong."""
        if self.final is None:
            return self.is_temporary
        folder, final_folder = files_folder(file), files_folder(self.final)
        if folder != final_folder and folder.is_dir():
            shutil.rmtree(final_folder, ignore_errors=True)
            folder.replace(final_folder)
        file.replace(self.final)
        return True

    def leave(self) -> None:
        """Deletes the directory when it is only for this session; one that still holds records stays."""
        with suppress(OSError):
            if self.is_temporary:
                shutil.rmtree(self.directory)
            elif self.directory.name.startswith(OF_ONE_SESSION):
                self.directory.rmdir()


def place_of(settings: Settings, submission_id: str) -> Place:
    """The place that the settings ask for. Where the usual spool cannot be written, the system's temporary place."""
    if settings.url is None:
        return Place(_of_one_session(submission_id), is_temporary=True)
    path = file_of(settings.url)
    if path is None:
        return Place(_spool_of(settings) or _of_one_session(submission_id))
    is_file = path.suffix in FILE_SUFFIXES
    final = path if is_file else path / f"{submission_id}.ndjson"
    return Place(final.parent, suffix=".part", final=final)


def is_usual(directory: Path) -> bool:
    """Whether a spool lies where it is looked for when nobody says where."""
    try:
        return directory == spool_directory(None)
    except RuntimeError:
        return False


def _spool_of(settings: Settings) -> Path | None:
    """The spool that was asked for, or the usual one if it can be written."""
    try:
        directory = spool_directory(settings.spool)
    except RuntimeError:  # nobody's home
        return None
    return directory if settings.spool is not None or _can_be_written(directory) else None


def _of_one_session(submission_id: str) -> Path:
    try:
        return Path(tempfile.gettempdir(), f"{OF_ONE_SESSION}{submission_id}")
    except OSError:  # there is no such place either, as opening the file there will tell
        return Path(f"{OF_ONE_SESSION}{submission_id}")


def _can_be_written(directory: Path) -> bool:
    """Whether it is a directory that can be written, or can be made one."""
    there = next((each for each in (directory, *directory.parents) if each.exists()), None)
    return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def file_of(url: str) -> Path | None:
    """The path that a destination names, as `file:///directory`, `./directory` or `/directory`; None for servers."""
    if url.startswith("file:"):
        return Path(url2pathname(urlsplit(url).path)).absolute()
    if not _path.match(url):
        return None
    try:
        return Path(url).expanduser().absolute()
    except RuntimeError:  # the home of nobody
        return Path(url).absolute()
