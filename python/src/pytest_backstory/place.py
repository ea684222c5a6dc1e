"""Where the records of a session are written, and what becomes of their file at the end."""

from __future__ import annotations

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
        """Deletes the directory when it is only for this session."""
        if self.is_temporary:
            with suppress(OSError):
                shutil.rmtree(self.directory)


def place_of(settings: Settings, submission_id: str) -> Place:
    """The place that the settings ask for."""
    if settings.url is None:
        return Place(Path(tempfile.gettempdir(), f"backstory-{submission_id}"), is_temporary=True)
    path = file_of(settings.url)
    if path is None:
        return Place(spool_directory(settings.spool))
    is_file = path.suffix in FILE_SUFFIXES
    final = path if is_file else path / f"{submission_id}.ndjson"
    return Place(final.parent, suffix=".part", final=final)


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
