"""A folder whose files belong to tests: `<suite>/<test>/…`, and `[build]/<build name>/…`. It is read, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pytest_backstory.notes import BUILD, Notes


def note_files_of_test(notes: Notes, nodeid: str, facts: str, folder: Path) -> None:
    """Notes the files of a test: of its suite in full or by its last word, of its name with or without params."""
    fields = json.loads(f"{{{facts}}}")
    suite, name = fields["suite"], fields["name"]
    module = Path(str(fields.get("file", ""))).stem
    whole = nodeid.rpartition("::")[2]
    suites = dict.fromkeys(each for each in (suite, module, suite.rpartition(".")[2]) if each)
    places = [folder / each for each in suites] or [folder]
    seen: set[Path] = set()
    for place in places:
        for word in dict.fromkeys((whole, name)):
            _note(notes, nodeid, place / word, seen)


def note_files_of_build(notes: Notes, build_name: str, folder: Path) -> None:
    """Notes the files of the build."""
    _note(notes, BUILD, folder / "[build]" / build_name, set())


def _note(notes: Notes, nodeid: str, place: Path, seen: set[Path]) -> None:
    for path in _files(place):
        if path not in seen:
            seen.add(path)
            notes.attach(nodeid, path, path.relative_to(place).as_posix())


def _files(place: Path) -> Iterator[Path]:
    try:
        found = sorted(place.rglob("*")) if place.is_dir() else []
    except (OSError, ValueError):  # a name of a test may be none that a file can have
        return
    for path in found:
        if path.is_file() and path.name != ".DS_Store":
            yield path
