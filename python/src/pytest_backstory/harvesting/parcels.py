"""Values on their way from a worker of xdist: each is pickled by itself, so that one that cannot be spoils no other."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_DEEPEST = 4
_LONGEST = 500
_UNREAD = "a value whose class is not here"


class NotCarried:
    """Stands for a value that could not be taken to another process."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason

    def __repr__(self) -> str:
        return f"<not carried: {self.text} ({self.reason})>"


@dataclass
class Pickled:
    """A value as bytes, and why parts of it were replaced."""

    content: bytes
    troubles: list[str] = field(default_factory=list)


class Entries:
    """A bag or a dictionary on its way: each entry by itself, so that one that cannot be read costs no other."""

    def __init__(self, kind: type[Any], entries: list[tuple[Any, bytes]]) -> None:
        self.kind = kind
        self.entries = entries

    def opened(self) -> Any:
        """The dictionary with its entries, as the class that it was."""
        return self.kind((key, unpickled(content)) for key, content in self.entries)


def pickled(value: Any) -> Pickled:
    """The value as bytes. What cannot be pickled is replaced, in dictionaries, lists and tuples entry by entry."""
    if type(value) is dict or type(value).__name__ == "ResultsBag":
        inner = [(key, _whole(each, [])) for key, each in value.items()]
        entries = Entries(type(value), [(key, each.content) for key, each in inner])
        return _whole(entries, [trouble for _, each in inner for trouble in each.troubles])
    return _whole(value, [])


def _whole(value: Any, troubles: list[str]) -> Pickled:
    try:
        return Pickled(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), troubles)
    except Exception:  # pickling runs code of the value's class
        replaced = _replaced(value, troubles, _DEEPEST)
        return Pickled(pickle.dumps(replaced, pickle.HIGHEST_PROTOCOL), troubles)


def unpickled(content: bytes) -> Any:
    """The value, or what stands for it when its class is not here."""
    try:
        value = pickle.loads(content)
        return value.opened() if type(value) is Entries else value
    except Exception as error:  # so does unpickling
        return NotCarried(_UNREAD, _sentence(error))


def unread_in(value: Any) -> str | None:
    """Why the value, or an entry of it, came as bytes that could not be read here; None when all could."""
    parts = list(value.values()) if isinstance(value, dict) else [value]
    return next((each.reason for each in parts if isinstance(each, NotCarried) and each.text == _UNREAD), None)


def _replaced(value: Any, troubles: list[str], depth: int) -> Any:
    try:
        pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return value
    except Exception as error:
        if depth and isinstance(value, Mapping):
            entries = {key: _replaced(each, troubles, depth - 1) for key, each in value.items()}
            return _like(value, entries)
        if depth and type(value) in (list, tuple):
            return type(value)(_replaced(each, troubles, depth - 1) for each in value)
        troubles.append(f"{_text(value)}: {_sentence(error)}")
        return NotCarried(_text(value), _sentence(error))


def _like(value: Mapping[Any, Any], entries: dict[Any, Any]) -> Any:
    """A bag stays a bag, if its class makes one of entries."""
    try:
        copy = type(value)(entries)  # type: ignore[call-arg]
        pickle.dumps(copy, pickle.HIGHEST_PROTOCOL)
        return copy
    except Exception:
        return entries


def _text(value: Any) -> str:
    try:
        return repr(value)[:_LONGEST]
    except Exception:
        return f"a {type(value).__name__}"


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_LONGEST]
