"""The command: finds files, delivers each and says in a line what became of it."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pytest_backstory.destination import Destination, destination_of
from pytest_backstory.kept_files import remove_files
from pytest_backstory.replay.arguments import Arguments, read_arguments
from pytest_backstory.replay.deliver import Delivered, deliver
from pytest_backstory.replay.found_files import find_files, is_in_use
from pytest_backstory.replay.observer_file import Buffered, is_buffer, read_buffer
from pytest_backstory.spool import spool_directory

OK, FAILED, UNUSABLE = 0, 1, 2


def main(words: Sequence[str]) -> int:
    """Replays, and answers the exit status: 0, 1 when a file failed, 2 when it is not said where to."""
    arguments = read_arguments(words)
    paths = arguments.paths or (str(spool_directory(arguments.spool)),)
    files = find_files([path for path in paths if arguments.paths or Path(path).is_dir()], _warn)
    if not files:
        _warn(f"there is nothing to replay in {', '.join(paths)}")
        return OK
    if arguments.dry_run:
        for file in files:
            print(f"{file}: {sum(1 for line in file.read_bytes().splitlines() if line.strip())} lines")
        return OK
    return _Replay(arguments).of(files)


class _Replay:
    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._failed = 0
        self._done = 0
        self._seen: set[Path] = set()

    def of(self, files: list[Path]) -> int:
        for file in files:
            if file in self._seen:
                continue
            try:
                if is_in_use(file):
                    print(f"{file}: skipped, the process that writes it still runs")
                elif is_buffer(file):
                    self._buffer(file)
                else:
                    self._records(file)
            except _NoAddressError:
                _warn(f"{file} does not say where to: give --url or set BACKSTORY_URL")
                return UNUSABLE
            except (OSError, ValueError) as error:
                self._tell(file, 0, Delivered(failure=str(error)))
        print(f"{self._done} of {self._done + self._failed} files were delivered")
        return FAILED if self._failed else OK

    def _records(self, file: Path) -> None:
        submission = _submission_of(file)
        destination = self._destination(str(submission.get("destination") or ""))
        done = deliver(file, str(submission["submissionId"]), destination)
        whole = file.read_bytes().endswith(b"\n")
        if not whole:
            _warn(f"{file}: line {done.lines + 1} is cut off")
        for refused in done.refused:
            _warn(f"{file}: line {refused['line']} was refused: {refused['reason']}" if "line" in refused else refused)
        self._tell(file, len(done.refused) + (not whole), done)
        if done.failure is None and not self._arguments.keep:
            file.unlink(missing_ok=True)
            remove_files(file)
            with suppress(OSError):
                file.with_suffix(".lock").unlink()

    def _buffer(self, file: Path) -> None:
        """Results and events of a run are delivered together, and deleted together."""
        if self._arguments.url is None:
            raise _NoAddressError
        buffered = read_buffer(file, _warn)
        self._seen.update(buffered.files)
        done = Delivered()
        for submission_id, content in buffered.submissions(self._arguments.project, self._arguments.target):
            with tempfile.TemporaryDirectory(prefix="backstory-") as folder:
                records = Path(folder, f"{submission_id}.ndjson")
                records.write_bytes(content)
                one = deliver(records, submission_id, self._destination(""))
            done.lines += one.lines
            done.refused += one.refused
            done.failure = done.failure or one.failure
        for path in buffered.files or [file]:
            self._tell(path, buffered.skipped + len(done.refused), done)
        if done.failure is None and not self._arguments.keep and _has_rows(buffered):
            for path in buffered.files:
                path.unlink(missing_ok=True)

    def _tell(self, file: Path, skipped: int, done: Delivered) -> None:
        self._done += done.failure is None
        self._failed += done.failure is not None
        said = "ok" if done.failure is None else f"FAILED ({' '.join(done.failure.split())})"
        print(f"{file}: {done.lines} records, {skipped} skipped, {said}")

    def _destination(self, meant: str) -> Destination:
        url = self._arguments.url or meant or None
        destination = destination_of(url, self._arguments.token, self._arguments.clickhouse)
        if destination is None:
            raise _NoAddressError
        return destination


class _NoAddressError(Exception):
    pass


def _submission_of(file: Path) -> dict[str, object]:
    with file.open("rb") as lines:
        first = lines.readline()
    try:
        record = json.loads(first)
    except ValueError:
        record = None
    if not isinstance(record, dict) or record.get("kind") != "submission" or not record.get("submissionId"):
        raise ValueError("its first line does not say whose records these are")
    return record


def _has_rows(buffered: Buffered) -> bool:
    return bool(buffered.rows or buffered.events)


def _warn(sentence: object) -> None:
    print(f"backstory: {sentence}", file=sys.stderr)
