"""Brings the tables of a database up to what this recorder writes, by the migrations of the server."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_backstory.clickhouse.address import Address
from pytest_backstory.clickhouse.columns import expected_columns, missing_columns
from pytest_backstory.clickhouse.engine import Engine
from pytest_backstory.clickhouse.own_files import migration_files

VIEWS = "pytest_results"
TABLE = """CREATE TABLE IF NOT EXISTS migrations (
  number UInt32,
  name String,
  appliedAt DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree
ORDER BY number"""


class MigrationNeededError(Exception):
    """The tables are missing or older, and may not be changed. `statements` would do it."""

    def __init__(self, statements: list[str]) -> None:
        super().__init__(f"the tables need {len(statements)} statements, which --backstory-auto-migrate=true would run")
        self.statements = statements


@dataclass(frozen=True)
class Change:
    """Some statements and what they are for."""

    name: str
    statements: tuple[str, ...]


def bring_up_to_date(engine: Engine, address: Address, apply: bool) -> list[str]:
    """Makes and extends tables, and answers the names of what was done. Every statement may be run again."""
    changes = _needed(engine, address)
    if changes and not apply:
        raise MigrationNeededError([statement for change in changes for statement in change.statements])
    for change in changes:
        for statement in change.statements:
            engine.command(statement, in_database=not statement.startswith("CREATE DATABASE"))
    return [change.name for change in changes]


def _needed(engine: Engine, address: Address) -> list[Change]:
    tables = _tables(engine, address)
    applied = _applied(engine) if "migrations" in tables else set()
    files = [(path, _statements(path.read_text("utf-8"))) for path in migration_files()]
    pending = [(path, statements) for path, statements in files if int(path.name[:4]) not in applied]
    changes = [
        Change(path.stem, (*statements, f"INSERT INTO migrations (number, name) VALUES ({number}, '{path.stem}')"))
        for path, statements in pending
        for number in [int(path.name[:4])]
    ]
    if changes:
        changes = [*_database(engine, address), Change("migrations", (TABLE,)), *changes]
    every = [statement for _, statements in files for statement in statements]
    if "ingest" in tables:
        kept = [
            statement for path, statements in files if (path, statements) not in pending for statement in statements
        ]
        changes += _columns(engine, kept)
    return changes + _views(tables, address.table, every)


def _tables(engine: Engine, address: Address) -> dict[str, str]:
    """The tables of the database by name, each with its engine."""
    rows = engine.query(f"SELECT name, engine FROM system.tables WHERE database = '{address.database}'", False)
    return {str(row["name"]): str(row["engine"]) for row in rows}


def _database(engine: Engine, address: Address) -> list[Change]:
    name = address.database
    there = engine.query(f"SELECT name FROM system.databases WHERE name = '{name}'", in_database=False)
    return [] if there else [Change(f"database {name}", (f"CREATE DATABASE IF NOT EXISTS `{name}`",))]


def _applied(engine: Engine) -> set[int]:
    return {int(row["number"]) for row in engine.query("SELECT DISTINCT number FROM migrations")}


def _columns(engine: Engine, statements: list[str]) -> list[Change]:
    rows = engine.query("SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'ingest'")
    live = {str(row["name"]): str(row["type"]) for row in rows}
    missing = missing_columns(expected_columns(statements), live)
    return [Change("columns of ingest", tuple(missing))] if missing else []


def _views(tables: dict[str, str], table: str, statements: list[str]) -> list[Change]:
    """The views of old columns under another name, when the user has one."""
    if table == VIEWS:
        return []
    changes = []
    for view in (VIEWS, f"{VIEWS}_events"):
        name = table + view[len(VIEWS) :]
        head = re.compile(rf"(CREATE (?:OR REPLACE )?VIEW (?:IF NOT EXISTS )?){view}(?=\s)")
        made = [head.sub(rf"\g<1>{name}", statement) for statement in statements if head.search(statement)]
        if name not in tables and made:
            changes.append(Change(f"view {name}", (made[-1],)))
    return changes


def _statements(sql: str) -> list[str]:
    """The statements of a migration: each ends in a semicolon at the end of a line."""
    parts = [part.strip() for part in re.split(r";[ \t]*(?:\n|\Z)", sql)]
    return [part for part in parts if re.sub(r"(?m)^--.*$", "", part).strip()]
