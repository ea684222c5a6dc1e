"""What the command is asked to do: options before environment before defaults."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_backstory.aliases import OBSERVER
from pytest_backstory.options import ClickHouse
from pytest_backstory.setting_words import BY_NAME
from pytest_backstory.sources import truth_of

#: The settings that say where records go.
WORDS = (
    *("url", "token", "project", "target", "spool", "auto-migrate"),
    *("clickhouse-user", "clickhouse-password", "clickhouse-database", "clickhouse-table"),
)


@dataclass(frozen=True)
class Arguments:
    """The paths to replay and where to. Without `url` each file goes where it was meant to go."""

    paths: tuple[str, ...]
    keep: bool
    dry_run: bool
    url: str | None
    token: str | None
    project: str | None
    target: str | None
    spool: str | None
    clickhouse: ClickHouse


def read_arguments(words: Sequence[str]) -> Arguments:
    """Reads the command line; SystemExit 2 for what is not understood."""
    given = _parser().parse_args(words)
    values = {word: _value(given, word) for word in WORDS}
    return Arguments(
        paths=tuple(given.paths),
        keep=given.keep,
        dry_run=given.dry_run,
        url=values["url"] or None,
        token=values["token"] or None,
        project=values["project"] or None,
        target=values["target"] or None,
        spool=values["spool"] or None,
        clickhouse=ClickHouse(
            user=values["clickhouse-user"],
            password=values["clickhouse-password"],
            database=values["clickhouse-database"],
            table=values["clickhouse-table"],
            auto_migrate=truth_of(values["auto-migrate"], default=True),
        ),
    )


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m pytest_backstory.replay",
        description="Sends files of records and buffers of pytest-test-observer. Sending one twice changes nothing.",
    )
    parser.add_argument("paths", nargs="*", help="files, or directories of files; the spool when there is none")
    parser.add_argument("--keep", action="store_true", help="keep files that were delivered")
    parser.add_argument("--dry-run", action="store_true", help="only say what is in the files")
    for word in WORDS:
        key, old = _key(word), [alias.option for alias in OBSERVER if alias.word == word]
        parser.add_argument(f"--{word}", BY_NAME[word].option, dest=key, default=None, help=BY_NAME[word].sentence)
        if old:
            parser.add_argument(*old, dest=_old_key(word), default=None, help=f"the same as --{word}")
    return parser


def _value(given: Namespace, word: str) -> str:
    """An option that is given counts, even an empty one; of the variables the first that is not empty."""
    if getattr(given, _key(word)) is not None:
        return str(getattr(given, _key(word))).strip()
    alias = next((alias for alias in OBSERVER if alias.word == word), None)
    if alias is not None and getattr(given, _old_key(word)) is not None:
        return alias.now(str(getattr(given, _old_key(word))).strip())
    own = os.environ.get(BY_NAME[word].key.upper(), "").strip()
    if own or alias is None:
        return own or BY_NAME[word].default
    return alias.now(os.environ.get(alias.variable, "").strip()) or BY_NAME[word].default


def _key(word: str) -> str:
    return word.replace("-", "_")


def _old_key(word: str) -> str:
    return f"old_{_key(word)}"
