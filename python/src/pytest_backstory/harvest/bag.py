"""A dictionary whose entries are also attributes."""

from __future__ import annotations

from typing import Any


class ResultsBag(dict[str, Any]):
    """What one test wants to have remembered: `bag.accuracy = 0.9` is `bag["accuracy"] = 0.9`."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the results bag has no {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"the results bag has no {name!r}") from None

    def __str__(self) -> str:
        return f"ResultsBag:\n{dict(self)!r}"

    __repr__ = __str__

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(id(self))
