"""The `[backstory]` table of a project's configuration files: settings, and targets by a name of their own."""

from __future__ import annotations

import sys
from configparser import ConfigParser, Error
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILES = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")


@dataclass(frozen=True)
class Entry:
    """What a key of the table holds: one text, or settings by their word. `place` says where it stands."""

    value: str | dict[str, str]
    place: str


@dataclass
class ConfigTable:
    """The tables of all files, the first file that has a key before the others. Keys ignore case and `_` for `-`."""

    entries: dict[str, Entry] = field(default_factory=dict)
    #: What could not be read, in words.
    troubles: list[str] = field(default_factory=list)

    def find(self, key: str) -> Entry | None:
        """What the key holds, if it is there."""
        return self.entries.get(_plain(key))

    def text(self, key: str) -> tuple[str, str] | None:
        """The text of a key and its place, when it holds a text."""
        entry = self.find(key)
        return (entry.value, entry.place) if entry is not None and isinstance(entry.value, str) else None


def read_config_table(root: Path, name: str) -> ConfigTable:
    """Reads the table of that name: `[name]` or `[tool.name]` in TOML, sections `[name]` and `[name.key]` elsewhere."""
    table = ConfigTable()
    for file in FILES:
        path = root / file
        if not path.is_file():
            continue
        try:
            found = _toml(path, name) if path.suffix == ".toml" else _ini(path, name)
        except (OSError, ValueError, Error) as error:
            table.troubles.append(f"{file} cannot be read: {error}")
            continue
        for key, value in found.items():
            table.entries.setdefault(_plain(key), Entry(value, f"[{name}] in {file}"))
    return table


def _toml(path: Path, name: str) -> dict[str, str | dict[str, str]]:
    content = path.read_bytes()
    if name.encode() not in content:
        return {}
    loaded = _loads(content.decode("utf-8"))
    tables = [loaded.get("tool", {}).get(name), loaded.get(name)]
    return {
        str(key): _texts(value) if isinstance(value, dict) else _text(value)
        for table in tables
        if isinstance(table, dict)
        for key, value in table.items()
    }


def _loads(text: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib as toml
    else:
        # pytest itself needs it there.
        import tomli as toml
    return dict(toml.loads(text))


def _ini(path: Path, name: str) -> dict[str, str | dict[str, str]]:
    parser = ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    parser.read_string(path.read_text("utf-8"))
    found: dict[str, str | dict[str, str]] = {}
    for section in parser.sections():
        values = {key: value or "" for key, value in parser.items(section)}
        if section == name:
            found.update(values)
        elif section.startswith(f"{name}."):
            found[section[len(name) + 1 :]] = _texts(dict(values))
    return found


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {_plain(word): _text(value) for word, value in values.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _plain(key: str) -> str:
    return key.strip().lower().replace("_", "-")
