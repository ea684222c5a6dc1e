"""The words of pytest-tesults and pytest-test-observer, understood where those are not installed any more."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Alias:
    """An old option, variable or ini key and the word of the setting that it is now."""

    word: str
    option: str = ""
    variable: str = ""
    ini: str = ""
    is_flag: bool = False

    @property
    def destination(self) -> str:
        """Where the parsed option is kept."""
        return "backstory_old" + self.option.replace("-", "_")

    def now(self, value: str) -> str:
        """The value as the setting has it today."""
        return clickhouse_address(value) if self.option == "--ch-url" and value else value


def clickhouse_address(old: str) -> str:
    """The address of a ClickHouse server from `host`, `host:port`, `http://host` or `https://host`."""
    scheme, _, rest = old.rpartition("://")
    host = rest.partition("/")[0].rpartition("@")[2]
    secure = scheme.lower() == "https"
    if not re.search(r":\d+\Z", host) or (host.count(":") > 1 and not host.startswith("[")):
        host = f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
        host += ":8443" if secure else ":8123"
    return f"clickhouse{'s' if secure else ''}://{host}"


TESULTS = (
    Alias("target", "--tesults-target"),
    Alias("files", "--tesults-files"),
    Alias("save-stdout", "--tesults-save-stdout", is_flag=True),
    Alias("no-suites", "--tesults-nosuites", is_flag=True),
    Alias("build-name", "--tesults-build-name"),
    Alias("build-result", "--tesults-build-result"),
    Alias("build-description", "--tesults-build-description"),
    Alias("build-reason", "--tesults-build-reason"),
    Alias("output", variable="TESULTS_OUTPUT_FILE"),
)


def _observer(old: str, word: str) -> Alias:
    key = old.replace("-", "_")
    return Alias(word, f"--{old}", f"PYTEST_OBSERVER_{key.upper()}", key)


OBSERVER = (
    _observer("ch-url", "url"),
    _observer("ch-user", "clickhouse-user"),
    _observer("ch-password", "clickhouse-password"),
    _observer("ch-db", "clickhouse-database"),
    _observer("ch-table", "clickhouse-table"),
    _observer("ch-send-from", "send-from"),
    _observer("ch-auto-migrate", "auto-migrate"),
    _observer("custom-events", "events"),
    Alias("run-id", variable="PYTEST_OBSERVER_RUN_ID"),
    Alias("metrics-file", variable="PYTEST_OBSERVER_METRICS_FILE"),
)
FAMILIES = (TESULTS, OBSERVER)
#: The attribute of the configuration that holds the aliases which are ours to understand.
OURS = "_backstory_aliases"


def add_aliases(config: pytest.Config, parser: pytest.Parser, arguments: Sequence[str]) -> None:
    """Adds the old options that are used, after every plugin had its turn. Options of another plugin stay its own."""
    ours: list[Alias] = []
    for family in FAMILIES:
        _add_ini_keys(family, config, parser)
        if not _is_used(family, config, arguments) or _belongs_to_another(family, parser):
            continue
        ours += family
        group = parser.getgroup("backstory-old", "words of tools that Backstory replaces")
        for alias in family:
            if alias.option:
                more: dict[str, Any] = {"action": "store_true"} if alias.is_flag else {}
                group.addoption(alias.option, dest=alias.destination, default=None, help=argparse.SUPPRESS, **more)
    setattr(config, OURS, tuple(ours))


def _add_ini_keys(family: tuple[Alias, ...], config: pytest.Config, parser: pytest.Parser) -> None:
    for alias in family:
        if not alias.ini:
            continue
        try:
            config.getini(alias.ini)
        except ValueError:  # no plugin has it
            parser.addini(alias.ini, f"is now backstory_{alias.word.replace('-', '_')}", default="")


def aliases_of(config: pytest.Config, word: str) -> list[Alias]:
    """The old words of a setting that count in this run."""
    return [alias for alias in getattr(config, OURS, ()) if alias.word == word]


def understands_tesults(config: pytest.Config) -> bool:
    """Whether a `[tesults]` table is ours to read: the words of pytest-tesults are used, and that is not there."""
    return TESULTS[0] in getattr(config, OURS, ())


def _is_used(family: tuple[Alias, ...], config: pytest.Config, arguments: Sequence[str]) -> bool:
    return any(
        (alias.option and any(each == alias.option or each.startswith(f"{alias.option}=") for each in arguments))
        or (alias.variable and os.environ.get(alias.variable, "").strip())
        or (alias.ini and config.getini(alias.ini))
        for alias in family
    )


def _belongs_to_another(family: tuple[Alias, ...], parser: pytest.Parser) -> bool:
    """Whether the parser knows the options already. What no plugin added is left over of a parse."""
    asked = [alias.option if alias.is_flag else f"{alias.option}=x" for alias in family if alias.option]
    _, unknown = parser.parse_known_and_unknown_args(asked)
    return unknown != asked
