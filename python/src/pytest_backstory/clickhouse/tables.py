"""Brings the tables of a database up to what this recorder writes, by the migrations of the server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pytest_backstory.clickhouse.address import Address
from pytest_backstory.clickhouse.columns import expected_columns, missing_columns
from pytest_backstory.clickhouse.engine import Engine
from pytest_backstory.clickhouse.own_files import migration_files
from pytest_backstory.clickhouse.views import VIEWS, missing_views, tables_in_the_way

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


@dataclass(frozen=True)
class Changes:
    """What was done to the tables, by name, and what somebody should know of them."""

    done: list[str]
    notes: list[str]


@dataclass(frozen=True)
class Migration:
    """One file of statements."""

    number: int
    name: str
    statements: tuple[str, ...]

    @property
    def change(self) -> Change:
        """The change that it is, which leaves its mark in the table of migrations."""
        mark = f"INSERT INTO migrations (number, name) VALUES ({self.number}, '{self.name}')"
        return Change(self.name, (*self.statements, mark))


def bring_up_to_date(engine: Engine, address: Address, apply: bool) -> Changes:
    """Makes and extends tables. Every statement may be run again; MigrationNeededError when it may not."""
    tables = _tables(engine, address)
    changes = _needed(engine, address, tables)
    if changes and not apply:
        raise MigrationNeededError([statement for change in changes for statement in change.statements])
    for change in changes:
        for statement in change.statements:
            engine.command(statement, in_database=not statement.startswith("CREATE DATABASE"))
    notes = [
        f"{name} in {address.database} is a table of another tool, and stays as it is: rename it, and the next run "
        "makes the view of that name, or name the view with --backstory-clickhouse-table"
        for name in tables_in_the_way(tables, address.table)
    ]
    return Changes([change.name for change in changes], notes)


def _needed(engine: Engine, address: Address, tables: Mapping[str, str]) -> list[Change]:
    applied = _applied(engine) if "migrations" in tables else set()
    migrations = _migrations()
    kept = [each for each in migrations if each.number in applied]
    changes = [each.change for each in migrations if each.number not in applied]
    if changes:
        changes = [*_database(engine, address), Change("migrations", (TABLE,)), *changes]
    if "ingest" in tables:
        changes += _columns(engine, _statements_of(kept))
    # The migrations give the views their usual name; one that they gave before may be gone, as after a renaming.
    makers = kept if address.table == VIEWS[0] else migrations
    missing = missing_views(tables, address.table, _statements_of(makers))
    return changes + [Change(f"view {name}", (statement,)) for name, statement in missing.items()]


def _migrations() -> list[Migration]:
    return [
        Migration(int(path.name[:4]), path.stem, tuple(_split(path.read_text("utf-8")))) for path in migration_files()
    ]


def _statements_of(migrations: list[Migration]) -> list[str]:
    return [statement for migration in migrations for statement in migration.statements]


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


def _split(sql: str) -> list[str]:
    """The statements of a migration: each ends in a semicolon at the end of a line."""
    parts = [part.strip() for part in re.split(r";[ \t]*(?:\n|\Z)", sql)]
    return [part for part in parts if re.sub(r"(?m)^--.*$", "", part).strip()]
