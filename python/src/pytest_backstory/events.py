"""Events: named things that happen during a test, in order, each with a time and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from pytest_backstory.bounds import MESSAGE, cut
from pytest_backstory.encode import json_text
from pytest_backstory.notes import Note, Notes


class RecordEvent(Protocol):
    """What the fixture `record_event` gives."""

    def __call__(self, name: str, payload: Mapping[str, str] | None = None) -> None:
        """Records that something happened, now. TypeError when a value of the payload is no text."""


def event_recorder(notes: Notes | None, nodeid: str) -> RecordEvent:
    """The fixture's value. Without notes nothing is kept, but a wrong payload is told all the same."""

    def record_event(name: str, payload: Mapping[str, str] | None = None) -> None:
        texts = dict(payload or {})
        wrong = {key: type(value).__name__ for key, value in texts.items() if not isinstance(value, str)}
        if wrong:
            said = ", ".join(f"{key!r} is {kind}" for key, kind in wrong.items())
            raise TypeError(f"the payload of an event holds texts (str) only: {said}")
        if notes is not None:
            notes.event(nodeid, str(name), {str(key): str(value) for key, value in texts.items()})

    return record_event


def event_records(note: Note, result_id: str) -> list[dict[str, Any]]:
    """The records of a note's events; `seq` counts them from 0."""
    records = []
    for seq, (name, payload, at) in enumerate(note.get("events", ())):
        fields = {"kind": "event", "resultId": result_id, "seq": seq, "name": name, "at": at}
        if payload:
            fields["payload"] = _payload(payload)
        records.append(fields)
    return records


def _payload(payload: dict[str, str]) -> str:
    """The payload as JSON, within its bound: long values lose their middle, and say so."""
    text = json_text(payload)
    longest = MESSAGE
    # The bound counts UTF-16 units, of which a character has two at most.
    while len(text) > MESSAGE // 2 and longest > 16:
        longest //= 2
        text = json_text({cut(key, longest): cut(value, longest) for key, value in payload.items()})
    return text if len(text) <= MESSAGE else "{}"
