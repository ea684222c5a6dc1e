"""Writes the synthesis of a session into the file that an option names."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Callable

from pytest_backstory.encode import json_text
from pytest_backstory.harvesting.plain_values import plain_number, plain_value, recorded
from pytest_backstory.harvesting.settings import HarvestSettings
from pytest_backstory.harvesting.synthesis_rows import Row, chosen_columns, counts_of, grouped, synthesis_rows
from pytest_backstory.junit_update.write_file import write_file
from pytest_backstory.options import say

#: In the file's name: then each test gets a file of its own.
_TEST = "{test}"


def write_synthesis(session: Any, settings: HarvestSettings) -> None:
    """Writes the file, whole or not at all. What goes wrong is told in a sentence; the session goes on."""
    path = Path(str(settings.synthesis)).expanduser()
    write = _FORMATS.get(path.suffix.lower())
    if write is None:
        say(f"no synthesis was written: {path.name} does not end in {', '.join(_FORMATS)}")
        return
    try:
        rows = synthesis_rows(session, settings)
        if _TEST in path.name:
            for row in rows:
                _write(path.with_name(path.name.replace(_TEST, _file_name(row["test"]))), [row], settings)
        else:
            _write(path, rows, settings)
    except Exception as error:  # values of the user's may do anything when they are written
        say(f"no synthesis was written to {path}: {error or type(error).__name__}")


def _write(path: Path, rows: list[Row], settings: HarvestSettings) -> None:
    table = grouped(rows, settings.synthesis_group) if settings.synthesis_group else rows
    columns = chosen_columns(table, settings.synthesis_columns)
    content = _FORMATS[path.suffix.lower()](table, columns, counts_of(rows))
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    write_file(path, content)
    if is_new:
        path.chmod(0o644)


def _csv(rows: list[Row], columns: list[str], counts: dict[str, int]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(row.get(name)) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _markdown(rows: list[Row], columns: list[str], counts: dict[str, int]) -> bytes:
    lines = [columns, ["---"] * len(columns), *([_text(row.get(name)) for name in columns] for row in rows)]
    table = "".join(f"| {' | '.join(_cell(text) for text in line)} |\n" for line in lines)
    summed = ", ".join(f"{number} {name}" for name, number in counts.items())
    return f"{table}\n{summed}\n".encode("utf-8", "replace")


def _json(rows: list[Row], columns: list[str], counts: dict[str, int]) -> bytes:
    plain = [{name: _plain(row[name]) for name in columns if name in row} for row in rows]
    text = json.dumps({"counts": counts, "rows": plain}, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{text}\n".encode("utf-8", "replace")


def _parquet(rows: list[Row], columns: list[str], counts: dict[str, int]) -> bytes:
    try:
        import pandas
        import pyarrow  # noqa: F401 - what pandas writes with
    except ImportError as error:
        raise ImportError(
            f"parquet needs pandas and pyarrow, and {error.name} is not installed: 'pip install pandas pyarrow', "
            "or choose .csv, .md or .json"
        ) from None
    data = {name: _column([row.get(name) for row in rows]) for name in columns}
    content = io.BytesIO()
    pandas.DataFrame(data, columns=columns).to_parquet(content, engine="pyarrow", index=False)
    return content.getvalue()


def _column(values: list[Any]) -> list[Any]:
    """Numbers when all are numbers, else texts: a column of parquet has one type."""
    told = [None if value is None else recorded(value) for value in values]
    if any(isinstance(each, str) for each in told):
        return [None if value is None else _text(value) for value in values]
    return told


def _plain(value: Any) -> Any:
    number = plain_number(value)
    if number is None or isinstance(number, bool):
        return number
    if isinstance(number, (int, float, str)):
        return recorded(number)
    return plain_value(value)


def _text(value: Any) -> str:
    told = _plain(value)
    if told is None or isinstance(told, str):
        return told or ""
    return json_text(told)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _file_name(test: str) -> str:
    return re.sub(r"[^\w.,=+-]+", "_", test)[:150]


_FORMATS: dict[str, Callable[[list[Row], list[str], dict[str, int]], bytes]] = {
    ".csv": _csv,
    ".md": _markdown,
    ".json": _json,
    ".parquet": _parquet,
}
