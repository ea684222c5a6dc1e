"""The settings of a run: command line before environment before ini file."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

WORDS = {
    "url": "where to send results, as http://127.0.0.1:7357; without it nothing is recorded",
    "token": "ingest token of a target; it decides project and target",
    "project": "project that the results belong to when there is no token",
    "target": "target that the results belong to when there is no token",
    "build-name": "what is tested, in your words; runs of one build name can be shown as one",
    "spool": "directory in which results wait until they are delivered",
    "wait-seconds": "how long to wait at the end for the last results to be delivered (2)",
}
DEFAULT_WAIT_SECONDS = 2.0


@dataclass(frozen=True)
class Settings:
    """What the user set; None where nothing was."""

    url: str
    token: str | None
    project: str | None
    target: str | None
    build_name: str | None
    spool: str | None
    wait_seconds: float


def add_options(parser: pytest.Parser) -> None:
    """Adds every setting as an option and as an ini key."""
    group = parser.getgroup("backstory", "Backstory, the history of test results")
    for word, sentence in WORDS.items():
        key = _key(word)
        group.addoption(f"--backstory-{word}", dest=key, default=None, metavar=word.upper(), help=sentence)
        parser.addini(key, sentence, default="")


def settings_of(config: pytest.Config) -> Settings | None:
    """The settings of this run, or None when nothing is to be recorded."""
    url = _value(config, "url")
    if url is None or _runs_no_tests(config) or _is_nested(config):
        return None
    return Settings(
        url=url,
        token=_value(config, "token"),
        project=_value(config, "project"),
        target=_value(config, "target"),
        build_name=_value(config, "build-name"),
        spool=_value(config, "spool"),
        wait_seconds=_seconds(_value(config, "wait-seconds")),
    )


def _value(config: pytest.Config, word: str) -> str | None:
    key = _key(word)
    given = config.getoption(key, default=None)
    if given is not None:
        return str(given).strip() or None
    return os.environ.get(key.upper(), "").strip() or str(config.getini(key) or "").strip() or None


def _key(word: str) -> str:
    return "backstory_" + word.replace("-", "_")


def _runs_no_tests(config: pytest.Config) -> bool:
    return any(config.getoption(word, default=False) for word in ("collectonly", "setuponly", "setupplan"))


def _is_nested(config: pytest.Config) -> bool:
    """Whether a test started this pytest, which inherited the destination: its results are not the project's."""
    inherited = config.getoption("backstory_url", default=None) is None and not config.getini("backstory_url")
    return inherited and "PYTEST_CURRENT_TEST" in os.environ


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text) if text is not None else DEFAULT_WAIT_SECONDS
    except ValueError:
        return DEFAULT_WAIT_SECONDS
    return min(max(seconds, 0.0), 600.0) if seconds == seconds else DEFAULT_WAIT_SECONDS
