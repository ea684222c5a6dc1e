"""Compares the columns of the table that rows are inserted into with those that the migrations give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_create = re.compile(r"CREATE TABLE IF NOT EXISTS ingest \((.*?)\n\) ENGINE", re.S)
_add = re.compile(r"ALTER TABLE ingest ADD COLUMN IF NOT EXISTS `?(\w+)`? (.+?)(?: AFTER \w+)?\Z", re.S)
_wrapper = re.compile(r"(?:LowCardinality|Nullable)\((.*)\)\Z", re.S)


class MismatchError(Exception):
    """A column is there with another type: nobody but its owner can decide what becomes of it."""


def expected_columns(statements: Iterable[str]) -> dict[str, str]:
    """The columns of `ingest` after the statements of the migrations, each with its type."""
    columns: dict[str, str] = {}
    for statement in statements:
        created = _create.search(statement)
        if created is not None:
            columns.update(_columns(re.sub(r"--.*", "", created.group(1))))
        added = _add.search(statement.strip())
        if added is not None:
            columns[added.group(1)] = added.group(2)
    return columns


def missing_columns(expected: Mapping[str, str], live: Mapping[str, str]) -> list[str]:
    """The statements that add what is not there; columns that are there besides are left alone."""
    for name, kind in expected.items():
        if name in live and _plain(live[name]) != _plain(kind):
            raise MismatchError(f"the column {name} of the table ingest is {live[name]}, and has to be {kind}")
    return [
        f"ALTER TABLE ingest ADD COLUMN IF NOT EXISTS `{name}` {kind}"
        for name, kind in expected.items()
        if name not in live
    ]


def _columns(body: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for text in _entries(body):
        name, _, rest = text.partition(" ")
        kind, _, computed = rest.partition(" MATERIALIZED ")
        if not computed:
            columns[name.strip("`")] = kind.strip()
    return columns


def _entries(body: str) -> list[str]:
    """The body cut at the commas that stand outside of brackets."""
    entries, depth, text = [], 0, ""
    for character in body:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            entries.append(" ".join(text.split()))
            text = ""
        else:
            text += character
    return [entry for entry in [*entries, " ".join(text.split())] if entry]


def _plain(kind: str) -> str:
    """The type without space and without wrappers that change how it is kept and not what it holds."""
    kind = re.sub(r"\s+", "", kind)
    wrapped = _wrapper.match(kind)
    return _plain(wrapped.group(1)) if wrapped is not None else kind
