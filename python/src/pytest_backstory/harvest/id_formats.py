"""How the ids of tests are written as keys."""

from __future__ import annotations

from typing import Callable, Union

IdFormat = Union[str, Callable[[str], str]]


def id_formatter(test_id_format: IdFormat) -> Callable[[str], str]:
    """The function that writes a node id in this format. ValueError when there is no such format."""
    if callable(test_id_format):
        return test_id_format
    try:
        return FORMATS[test_id_format]
    except (KeyError, TypeError):
        choices = ", ".join(repr(name) for name in FORMATS)
        raise ValueError(
            f"`test_id_format` should be one of {choices} or a function; it is {test_id_format!r}"
        ) from None


def _module(nodeid: str) -> str:
    # Only the path has folders: the ids of params may hold slashes as well.
    path, separator, rest = nodeid.partition("::")
    return path.replace("\\", "/").rpartition("/")[2] + separator + rest


def _class(nodeid: str) -> str:
    return nodeid.partition("::")[2] or nodeid


def _function(nodeid: str) -> str:
    inside = _class(nodeid)
    head, bracket, params = inside.partition("[")
    return head.rpartition("::")[2] + bracket + params


FORMATS: dict[str, Callable[[str], str]] = {
    "full": lambda nodeid: nodeid,
    "module": _module,
    "class": _class,
    "function": _function,
}
