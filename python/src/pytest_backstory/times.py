"""Times as records write them."""

from __future__ import annotations

from functools import lru_cache
from time import gmtime, strftime


def iso(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC with milliseconds."""
    whole = int(seconds)
    return f"{_whole_second(whole)}.{int((seconds - whole) * 1000):03d}Z"


def milliseconds_of(seconds: float) -> float:
    """A duration in milliseconds, to the microsecond; a clock that was set back gives 0."""
    return round(max(seconds, 0.0) * 1000, 3)


@lru_cache(maxsize=8)
def _whole_second(seconds: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(seconds))
