"""Delivers one file of records, whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from time import sleep
from typing import Any

from pytest_backstory.destination import Destination
from pytest_backstory.kept_files import waiting_files
from pytest_backstory.part import PART_BYTES, Part, PartReader
from pytest_backstory.post import Answer

TRIES = 4
FIRST_DELAY = 0.25


@dataclass
class Delivered:
    """What became of a file: how many lines were taken, which were refused, and why it went no further."""

    lines: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    failure: str | None = None


def deliver(file: Path, submission_id: str, destination: Destination) -> Delivered:
    """Sends every whole line and then the attachments beside the file. Nothing is deleted."""
    done = Delivered()
    size = PART_BYTES
    with PartReader(file) as reader:
        while done.failure is None:
            part = reader.next_part(done.lines, size)
            if part is None:
                break
            answer = _post(destination, submission_id, part)
            if isinstance(answer, Answer) and answer.status == 413 and part.lines > 1:
                size = max(len(part.content) // 2, 1)
                continue
            _note(done, answer, part)
            if done.failure is None:
                reader.passed(part)
    for attachment in waiting_files(file) if done.failure is None else ():
        answer = _try(lambda attachment=attachment: destination.put(attachment))
        if isinstance(answer, str):
            done.failure = answer
            break
        if answer.status in (413, 415, 422):
            done.refused.append({"attachment": attachment.name, "reason": answer.sentence})
        elif answer.status >= 300:
            done.failure = answer.sentence
            break
    return done


def _note(done: Delivered, answer: Answer | str, part: Part) -> None:
    if isinstance(answer, str):
        done.failure = answer
    elif answer.status == 200:
        done.lines = part.offset + part.lines
        refused = answer.body.get("refused")
        done.refused += [line for line in refused if isinstance(line, dict)] if isinstance(refused, list) else []
    else:
        done.failure = answer.sentence


def _post(destination: Destination, submission_id: str, part: Part) -> Answer | str:
    return _try(lambda: destination.post(submission_id, part))


def _try(ask: Any) -> Answer | str:
    """The answer, after some patience with a server that is busy; a sentence when none came."""
    answer: Answer | str = ""
    for attempt in range(TRIES):
        if attempt:
            sleep(FIRST_DELAY * 2**attempt)
        try:
            answer = ask()
        except (OSError, HTTPException) as error:
            answer = str(error) or type(error).__name__
            continue
        if isinstance(answer, Answer) and answer.status not in (408, 425, 429) and answer.status < 500:
            break
    return answer
