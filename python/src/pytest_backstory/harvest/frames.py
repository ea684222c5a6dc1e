"""Data frames. pandas is imported when one is asked for, never before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def frame_of(synthesis: Mapping[str, Mapping[str, Any]]) -> Any:
    """The flat synthesis as a data frame: rows in its order, columns in that of their first appearance."""
    pandas = _pandas()
    columns = list(dict.fromkeys(name for entry in synthesis.values() for name in entry))
    frame = pandas.DataFrame([dict(entry) for entry in synthesis.values()], index=list(synthesis), columns=columns)
    frame.index.name = "test_id"
    return frame


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ImportError(
            "data frames of results need pandas, which is not installed: 'pip install pandas', "
            "or ask for a dictionary (session_results_dct, get_session_results_dct)"
        ) from error
    return pandas
