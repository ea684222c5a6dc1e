"""The settings of a run, as the user wrote them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import pytest

from pytest_backstory.ci import ci_of
from pytest_backstory.setting_words import WORDS
from pytest_backstory.sources import Sources

DEFAULT_WAIT_SECONDS = 2.0
SHOW = "backstory_show_config"


@dataclass(frozen=True)
class ClickHouse:
    """What a ClickHouse destination needs besides its address."""

    user: str
    password: str
    database: str
    table: str
    auto_migrate: bool


@dataclass(frozen=True)
class Settings:
    """What the user set; None where nothing was. Without `url` only the output file is written."""

    url: str | None
    token: str | None
    project: str | None
    target: str | None
    build_name: str | None
    build_result: str | None
    build_description: str | None
    build_reason: str | None
    run_id: str | None
    rerun_of: str | None
    files: str | None
    save_stdout: bool
    no_suites: bool
    events: bool
    output: str | None
    spool: str | None
    wait_seconds: float
    metrics_file: str | None
    clickhouse: ClickHouse
    #: What to tell the user once: old words that were used, tables that cannot be read.
    remarks: tuple[str, ...] = ()


def add_options(parser: pytest.Parser) -> None:
    """Adds every setting as an option and as an ini key."""
    group = parser.getgroup("backstory", "Backstory, the history of test results")
    for word in WORDS:
        sentence = word.sentence + (f" ({word.default})" if word.default and not word.is_flag else "")
        if word.is_flag:
            group.addoption(word.option, dest=word.key, default=None, action="store_const", const="true", help=sentence)
        else:
            group.addoption(word.option, dest=word.key, default=None, metavar=word.name.upper(), help=sentence)
        parser.addini(word.key, sentence, default="")
    group.addoption(
        "--backstory-show-config",
        dest=SHOW,
        action="store_true",
        help="show every setting of the recorder, its value and where it was set, and run no tests",
    )


def settings_of(config: pytest.Config) -> Settings | None:
    """The settings of this run, or None when nothing is to be recorded."""
    if _runs_no_tests(config):
        return None
    sources = Sources(config)
    if sources.text("url") is None and sources.text("output") is None:
        _tell_that_nothing_is_recorded(sources)
        return None
    if _is_nested(config, sources) or not _may_send(sources):
        return None
    return Settings(
        url=sources.text("url"),
        token=sources.text("token"),
        project=sources.text("project"),
        target=sources.text("target"),
        build_name=sources.text("build-name"),
        build_result=sources.text("build-result"),
        build_description=sources.text("build-description"),
        build_reason=sources.text("build-reason"),
        run_id=sources.text("run-id"),
        rerun_of=sources.text("rerun-of"),
        files=sources.text("files"),
        save_stdout=sources.is_on("save-stdout"),
        no_suites=sources.is_on("no-suites"),
        events=sources.is_on("events"),
        output=sources.text("output"),
        spool=sources.text("spool"),
        wait_seconds=_seconds(sources.text("wait-seconds")),
        metrics_file=sources.text("metrics-file"),
        clickhouse=clickhouse_of(sources),
        remarks=remarks_of(sources),
    )


def clickhouse_of(sources: Sources) -> ClickHouse:
    """The settings of a ClickHouse destination."""
    return ClickHouse(
        user=sources["clickhouse-user"].value,
        password=sources["clickhouse-password"].value,
        database=sources["clickhouse-database"].value,
        table=sources["clickhouse-table"].value,
        auto_migrate=sources.is_on("auto-migrate"),
    )


def remarks_of(sources: Sources) -> tuple[str, ...]:
    """What to tell the user once."""
    renamed = ", ".join(dict.fromkeys(sources.renamed))
    return (*([renamed] if renamed else []), *sources.troubles)


def _tell_that_nothing_is_recorded(sources: Sources) -> None:
    """Old words that lead nowhere are told at once: whoever still uses them expects something."""
    if sources.renamed:
        say(f"{', '.join(dict.fromkeys(sources.renamed))}; nothing is recorded without --backstory-url")


def say(sentence: str) -> None:
    """One line to the user, on stderr."""
    if sys.stderr is not None:
        # Reasons come from servers and systems, and may have line ends.
        sys.stderr.write(f"backstory: {' '.join(sentence.split())}\n")


def _runs_no_tests(config: pytest.Config) -> bool:
    return any(config.getoption(word, default=False) for word in ("collectonly", "setuponly", "setupplan"))


def _is_nested(config: pytest.Config, sources: Sources) -> bool:
    """Whether a test started this pytest, which inherited the destination: its results are not the project's."""
    places = [sources[name].source for name in ("url", "output") if sources.text(name) is not None]
    return "PYTEST_CURRENT_TEST" in os.environ and all(place.isupper() for place in places)


def _may_send(sources: Sources) -> bool:
    return sources["send-from"].value.lower() != "ci" or bool(ci_of(os.environ)[0])


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text) if text is not None else DEFAULT_WAIT_SECONDS
    except ValueError:
        return DEFAULT_WAIT_SECONDS
    return min(max(seconds, 0.0), 600.0) if seconds == seconds else DEFAULT_WAIT_SECONDS
