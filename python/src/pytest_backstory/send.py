"""Sends a spool file in the background while it grows."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from time import monotonic
from typing import Any

from pytest_backstory.destination import Destination
from pytest_backstory.kept_files import waiting_files
from pytest_backstory.part import PART_BYTES, Part, PartReader
from pytest_backstory.post import Answer

SECONDS_BETWEEN_PARTS = 1.0
SHORTEST_DELAY, LONGEST_DELAY = 0.2, 30.0
SECONDS_TO_STOP = 0.3
# One of our own: tests may count on the numbers that the shared one gives after a seed.
_random = random.Random()


class Sender:
    """A daemon thread that posts what is new about once a second. It can be stopped and begun again."""

    def __init__(self, destination: Destination, path: Path, submission_id: str) -> None:
        self.destination = destination
        self.delivered = 0
        self.refused: list[dict[str, Any]] = []
        self.trouble: str | None = None
        self.is_resting = True
        #: Whether attachments may wait beside the spool file.
        self.has_files = False
        #: How long the requests took together.
        self.seconds = 0.0
        self._path = path
        self._submission_id = submission_id
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._total: int | None = None
        self._given_up = False
        self._most_bytes = PART_BYTES
        self._failures = 0
        self._stopped_at = float("-inf")

    def keep_running(self) -> None:
        """Begins, or begins again some time after it was stopped."""
        if self._thread is None and monotonic() - self._stopped_at > SECONDS_BETWEEN_PARTS:
            self._start()

    def finish(self, total: int, seconds: float) -> bool:
        """Waits, at most so long, until `total` lines and their files are delivered; then stops. Whether they are."""
        self._total = total
        self._wake.set()
        if self._thread is None and seconds > 0:
            self._start()
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        self.stop()
        return self._has_sent_all()

    def files(self) -> list[Path]:
        """The attachments that still wait."""
        return waiting_files(self._path) if self.has_files else []

    def stop(self) -> bool:
        """Ends the thread, and with it a request in hand, which a later part repeats. Whether there was one to end."""
        thread = self._thread
        if thread is None:
            return False
        self._stopping.set()
        self._wake.set()
        self.destination.abort()
        thread.join(SECONDS_TO_STOP)
        self._thread = None
        self.is_resting = True
        self._stopped_at = monotonic()
        return True

    def _start(self) -> None:
        if self._given_up:
            return
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, args=[self._stopping], name="backstory-sender", daemon=True)
        self._thread.start()
        self.is_resting = False

    def _run(self, stopping: threading.Event) -> None:
        try:
            with PartReader(self._path) as reader:
                while not stopping.is_set() and not self._given_up:
                    pause = self._send_next(reader)
                    if self._has_sent_all():
                        return
                    self._wake.wait(pause)
                    self._wake.clear()
        except Exception as error:  # nothing of the recording may reach the user's run
            self.trouble = f"{type(error).__name__}: {error}"

    def _send_next(self, reader: PartReader) -> float:
        """Sends the next part, if there is one, and says how many seconds to wait before the one after it."""
        try:
            part = reader.next_part(self.delivered, self._most_bytes)
            if part is None:
                # Lines come before files: they are what a test is known by.
                return self._send_file()
            answer = self._post(part)
        except Exception as error:  # a test may have replaced sockets, files or clocks, with errors of its own
            return self._later(str(error) or type(error).__name__)
        return self._answered(answer, part, reader)

    def _post(self, part: Part) -> Answer:
        started = monotonic()
        try:
            return self.destination.post(self._submission_id, part)
        finally:
            self.seconds += monotonic() - started

    def _has_sent_all(self) -> bool:
        return self._total is not None and self.delivered >= self._total and not self.files()

    def _send_file(self) -> float:
        files = self.files()
        if not files:
            return SECONDS_BETWEEN_PARTS
        answer = self.destination.put(files[0])
        if 200 <= answer.status < 300:
            self.trouble = None
            self._failures = 0
        elif answer.status in (413, 415, 422):
            self.refused.append({"attachment": files[0].name, "reason": answer.sentence})
        elif answer.status in (408, 425, 429) or answer.status >= 500:
            return self._later(answer.sentence, answer.retry_after)
        else:
            self.trouble = f"{answer.sentence} for attachment {files[0].name[:12]}"
            self._given_up = True
            return 0.0
        files[0].unlink()
        return 0.0

    def _answered(self, answer: Answer, part: Part, reader: PartReader) -> float:
        if answer.status == 200:
            return self._taken(answer, part, reader)
        if answer.status == 409 and isinstance(answer.body.get("expectedOffset"), int):
            return self._moved(int(answer.body["expectedOffset"]), answer)
        if answer.status == 413 and part.lines > 1:
            self._most_bytes = max(len(part.content) // 2, 1)
            return 0.0
        if answer.status in (408, 425, 429) or answer.status >= 500:
            return self._later(answer.sentence, answer.retry_after)
        self.trouble = answer.sentence
        self._given_up = True
        return 0.0

    def _taken(self, answer: Answer, part: Part, reader: PartReader) -> float:
        reader.passed(part)
        self.delivered = part.offset + part.lines
        self.trouble = None
        self._failures = 0
        refused = answer.body.get("refused")
        if isinstance(refused, list):
            self.refused += [line for line in refused if isinstance(line, dict)]
        full = len(part.content) * 2 > self._most_bytes
        return 0.0 if full or self._total is not None else SECONDS_BETWEEN_PARTS

    def _moved(self, expected: int, answer: Answer) -> float:
        """The server knows fewer lines than were sent, as after it lost its disk: it gets them again."""
        self.trouble = answer.sentence
        self._failures += 1
        self._given_up = self._failures > 3 or not 0 <= expected < self.delivered
        self.delivered = min(max(expected, 0), self.delivered)
        return 0.0

    def _later(self, reason: str, retry_after: float | None = None) -> float:
        # Of a request that was ended from here nothing is heard but that: what the server said before tells more.
        if not self._stopping.is_set():
            self.trouble = reason
        self._failures += 1
        delay: float = min(SHORTEST_DELAY * 2 ** min(self._failures, 10), LONGEST_DELAY)
        if self._total is not None:
            delay = min(delay, 2 * SHORTEST_DELAY)
        return max(retry_after or 0.0, delay * _random.uniform(0.5, 1.0))
