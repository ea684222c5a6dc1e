"""A ClickHouse server as the place that records go to."""

from __future__ import annotations

from pathlib import Path

from pytest_backstory.clickhouse.address import address_of
from pytest_backstory.clickhouse.columns import MismatchError
from pytest_backstory.clickhouse.engine import Engine, RefusedError
from pytest_backstory.clickhouse.rows import RowWriter
from pytest_backstory.clickhouse.tables import MigrationNeededError, bring_up_to_date
from pytest_backstory.options import ClickHouse
from pytest_backstory.part import Part
from pytest_backstory.post import Answer

# How the rows are read, which are those of the server: `inputSettings` in packages/server/src/store/connection.ts.
INSERT = """INSERT INTO ingest SETTINGS
  date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1,
  input_format_json_read_objects_as_strings = 1, input_format_json_read_arrays_as_strings = 1,
  input_format_json_read_bools_as_numbers = 1, input_format_null_as_default = 1, async_insert = 0
FORMAT JSONEachRow"""


class ClickHouseDestination:
    """Inserts parts as rows, each part in one batch. The same part twice is one: every row has its identity as key.

    `trusts`: the records are of this process, and need no check.
    """

    def __init__(self, url: str, settings: ClickHouse, trusts: bool) -> None:
        self._address = address_of(url, settings)
        self._apply = settings.auto_migrate
        self._engine = Engine(self._address)
        self._writer = RowWriter(trusts)
        self._is_ready = False
        self.name = self._address.name
        #: The migrations that were applied.
        self.migrations: list[str] = []
        #: What somebody should know of the tables.
        self.notes: list[str] = []
        #: What would have to be run by somebody who may.
        self.statements: list[str] = []

    @property
    def bytes_sent(self) -> int:
        """How many bytes of requests were sent."""
        return self._engine.bytes_sent

    def post(self, submission_id: str, part: Part) -> Answer:
        """Inserts one part; OSError or HTTPException when no answer came."""
        try:
            if not self._is_ready:
                changes = bring_up_to_date(self._engine, self._address, self._apply)
                self.migrations += changes.done
                self.notes += changes.notes
                self._is_ready = True
            rows = self._writer.rows_of(submission_id, part)
            self._engine.insert(INSERT, rows.content)
        except RefusedError as error:
            problem = {"code": f"clickhouse-{error.code}", "title": str(error)}
            return Answer(503 if error.is_passing else 400, problem, None)
        except MigrationNeededError as error:
            self.statements = error.statements
            return Answer(400, {"code": "migration-needed", "title": str(error)}, None)
        except (MismatchError, ValueError, FileNotFoundError) as error:
            return Answer(400, {"code": "not-possible", "title": str(error)}, None)
        return Answer(200, {"refused": rows.refused}, None)

    def put(self, file: Path) -> Answer:
        """Says that the tables have no place for bytes: only what a file is called and hashes to is kept."""
        return Answer(422, {"code": "no-attachments", "title": "ClickHouse keeps no bytes of attachments"}, None)

    def abort(self) -> None:
        """Ends the request in hand, if any: whoever waits for it gets an OSError."""
        self._engine.abort()
