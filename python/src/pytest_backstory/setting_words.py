"""Every setting by its word: what it is for, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One setting: an option, a variable, an ini key and a key of the `[backstory]` table, all of this name."""

    name: str
    sentence: str
    default: str = ""
    #: A flag takes no value on the command line, where standing there means true.
    is_flag: bool = False
    is_secret: bool = False

    @property
    def key(self) -> str:
        """The ini key, in capitals the environment variable."""
        return "backstory_" + self.name.replace("-", "_")

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--backstory-{self.name}"


WORDS = (
    Word("url", "where results go: http://127.0.0.1:7357, clickhouse://host/database or file:///directory"),
    Word("token", "ingest token of a target; it decides project and target", is_secret=True),
    Word("project", "project that the results belong to when there is no token"),
    Word("target", "target of the results: a key of the [backstory] table, a variable, a token or the target's name"),
    Word("build-name", "what is tested, in your words; runs of one build name can be shown as one"),
    Word("build-result", "what became of the build: pass or fail, anything else is unknown"),
    Word("build-description", "more about the build"),
    Word("build-reason", "why the build came out as it did"),
    Word("run-id", "an id of your own for this run; it is kept as the label runId"),
    Word("rerun-of", "id of a submission that this run reruns in part; --last-failed says so without an id"),
    Word("files", "directory whose files <suite>/<test>/… belong to the tests; it is read, never changed"),
    Word("save-stdout", "also attach what a test printed, as stdout.log", "false", is_flag=True),
    Word("no-suites", "leave the suite empty where no suite marker names one", "false", is_flag=True),
    Word("events", "keep what tests say with record_event", "true"),
    Word("saved-fixtures", "fixtures, by names or patterns, whose values are kept for harvesting without a decorator"),
    Word("record-saved-fixtures", "also record the values of saved fixtures with results", "false", is_flag=True),
    Word("synthesis", "file that gets a table of the session: .csv, .md, .json or .parquet"),
    Word("synthesis-ids", "how tests are named there: full, module, class or function", "full"),
    Word("synthesis-columns", "columns of the table, by names or patterns and in this order; all of them if not given"),
    Word("synthesis-group", "columns by whose values the table sums tests up; a row a test if not given"),
    Word("send-from", "any, or ci: record on a CI service only", "any"),
    Word("output", "file that gets a copy of the results in the JSON of Tesults"),
    Word("spool", "directory in which results wait until they are delivered"),
    Word("wait-seconds", "how long to wait at the end for the last results to be delivered", "2"),
    Word("metrics-file", "file that gets rows, bytes, seconds and success of the delivery as JSON"),
    Word("clickhouse-user", "user of a ClickHouse destination", "default"),
    Word("clickhouse-password", "its password", is_secret=True),
    Word("clickhouse-database", "its database", "default"),
    Word("clickhouse-table", "name under which the 19 columns can be read there", "pytest_results"),
    Word("auto-migrate", "let the recorder make and extend the tables of a ClickHouse destination", "true"),
)
BY_NAME = {word.name: word for word in WORDS}
