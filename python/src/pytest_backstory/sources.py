"""Finds the value of each setting and where it was set: command line, environment, ini file, table, default."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import pytest

from pytest_backstory.aliases import Alias, aliases_of, understands_tesults
from pytest_backstory.config_table import read_config_table
from pytest_backstory.setting_words import BY_NAME, WORDS, Word

DEFAULT = "default"


@dataclass(frozen=True)
class Found:
    """The value of a setting and its source in words. An empty text: not set."""

    value: str
    source: str


class Sources:
    """Looks settings up for one configuration. What is set first in the order of the sources counts."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._tables = [read_config_table(config.rootpath, "backstory")]
        if understands_tesults(config):
            self._tables.append(read_config_table(config.rootpath, "tesults"))
        #: Old words that were used, each with the new one.
        self.renamed: list[str] = []
        self._named: tuple[dict[str, str], str] = ({}, "")
        self._found: dict[str, Found] = {}
        self._found["target"] = self._target()
        self._found.update({word.name: self._find(word) for word in WORDS if word.name != "target"})

    def __getitem__(self, name: str) -> Found:
        return self._found[name]

    def text(self, name: str) -> str | None:
        """The value, None where nothing was set."""
        return self._found[name].value or None

    def is_on(self, name: str) -> bool:
        """The value as a truth; a word that is none counts as the default."""
        default = BY_NAME[name].default
        return truth_of(self._found[name].value, default=default == "true")

    @property
    def troubles(self) -> list[str]:
        """What could not be read."""
        return [trouble for table in self._tables for trouble in table.troubles]

    def _find(self, word: Word) -> Found:
        found = self._explicit(word)
        if found is not None:
            return found
        values, place = self._named
        if values.get(word.name):
            return Found(values[word.name], place)
        return self._ini(word) or self._table(word) or Found(word.default, DEFAULT)

    def _explicit(self, word: Word) -> Found | None:
        """From the command line or the environment. An empty option says: nothing; an empty variable says nothing."""
        for option, destination, alias in _options(word, aliases_of(self._config, word.name)):
            given = self._config.getoption(destination, default=None)
            if given is not None:
                self._note(alias, option, word)
                return Found(_now(alias, _text(given)), option)
        for variable, alias in _variables(word, aliases_of(self._config, word.name)):
            value = os.environ.get(variable, "").strip()
            if value:
                self._note(alias, variable, word)
                return Found(_now(alias, value), variable)
        return None

    def _ini(self, word: Word) -> Found | None:
        for alias in [None, *aliases_of(self._config, word.name)]:
            key = word.key if alias is None else alias.ini
            value = _text(self._config.getini(key)) if key else ""
            if value:
                self._note(alias, key, word)
                file = self._config.inipath
                return Found(_now(alias, value), f"{key} in {file.name if file is not None else 'ini file'}")
        return None

    def _table(self, word: Word) -> Found | None:
        found = self._tables[0].text(word.name)
        return Found(*found) if found is not None and found[0] else None

    def _target(self) -> Found:
        """The target, after its key was looked up: in the tables, then as a variable; else it is taken as it is."""
        word = BY_NAME["target"]
        asked = self._explicit(word) or self._ini(word) or self._table(word)
        if asked is None or not asked.value:
            return asked or Found("", DEFAULT)
        for table in self._tables:
            entry = table.find(asked.value)
            if entry is not None and asked.value not in BY_NAME:
                values = entry.value if isinstance(entry.value, dict) else _destination(entry.value)
                self._named = (values, entry.place)
                return Found(values.get("target", "" if values.get("token") else asked.value), entry.place)
        from_environment = os.environ.get(asked.value, "").strip() if "=" not in asked.value else ""
        if from_environment:
            self._named = (_destination(from_environment), asked.value)
            return Found(self._named[0].get("target", ""), asked.value)
        self._named = (_destination(asked.value), asked.source)
        return Found(self._named[0].get("target", ""), asked.source)

    def _note(self, alias: Alias | None, old: str, word: Word) -> None:
        if alias is not None:
            new = word.option if old.startswith("--") else word.key.upper() if old.isupper() else word.key
            self.renamed.append(f"{old} is now {new}")


def _now(alias: Alias | None, value: str) -> str:
    return alias.now(value) if alias is not None else value


def truth_of(text: str, default: bool) -> bool:
    """true, 1, yes, on or false, 0, no, off and nothing, in any case; every other word is the default."""
    word = text.strip().lower()
    if word in ("true", "1", "yes", "on"):
        return True
    return False if word in ("false", "0", "no", "off", "") else default


def _destination(text: str) -> dict[str, str]:
    """A text that names a destination: an ingest token, an address or the name of a target."""
    return {_kind_of(text): text}


def _kind_of(text: str) -> str:
    if "://" in text:
        return "url"
    # No name of a target is that long, and tokens of other services are secrets too.
    is_token = text.startswith("bst_") or len(text) > 100 or re.match(r"eyJ[\w-]+\.[\w-]+\.", text)
    return "token" if is_token else "target"


def _options(word: Word, aliases: list[Alias]) -> list[tuple[str, str, Alias | None]]:
    old = [(alias.option, alias.destination, alias) for alias in aliases if alias.option]
    return [(word.option, word.key, None), *old]


def _variables(word: Word, aliases: list[Alias]) -> list[tuple[str, Alias | None]]:
    return [(word.key.upper(), None), *[(alias.variable, alias) for alias in aliases if alias.variable]]


def _text(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value or "").strip()
