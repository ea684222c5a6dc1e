"""What a synthesis tells of one test."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from pytest_backstory.harvest.item_params import get_pytest_params
from pytest_backstory.harvest.statuses import complete_status, get_pytest_status
from pytest_backstory.harvest.stores import stored_for

PYTEST_OBJ_NAME = "pytest_obj"
FlattenMore = Union[None, str, Iterable[str], Mapping[str, str]]


@dataclass
class Wanted:
    """What entries are to hold, and how they are laid out."""

    status_details: bool
    in_ms: bool
    prefix: str
    flatten: bool
    stores: list[Mapping[Any, Any]] | None
    #: Names of stored values that are opened, each with the prefix of what is in them.
    opened: Mapping[str, str]
    complete: bool
    request: Any = None
    #: Names that entries of opened values may not take: pytest's own and those of params, in any test.
    reserved: set[str] = field(default_factory=set)

    @property
    def duration(self) -> str:
        """The key of the duration, which tells the unit."""
        return f"{self.prefix}duration_{'ms' if self.in_ms else 's'}"


def opened_names(flatten_more: FlattenMore) -> dict[str, str]:
    """The names to be opened with their prefixes, from a name, several of them, or a mapping of names to prefixes."""
    if flatten_more is None:
        return {}
    if isinstance(flatten_more, str):
        return {flatten_more: ""}
    if isinstance(flatten_more, Mapping):
        return dict(flatten_more)
    return dict.fromkeys(flatten_more, "")


def entry_of(item: Any, wanted: Wanted) -> OrderedDict[str, Any]:
    """The entry of one test: nested, or flat with everything at the first level."""
    of = complete_status if wanted.complete else get_pytest_status
    (status, duration), details = of(item, wanted.in_ms, wanted.request)
    prefix = wanted.prefix
    entry: OrderedDict[str, Any] = OrderedDict()
    entry[PYTEST_OBJ_NAME] = getattr(item, "obj", None)
    entry[f"{prefix}status"] = status
    entry[wanted.duration] = duration
    params = get_pytest_params(item)
    stored = stored_for(wanted.stores, item.nodeid) if wanted.stores is not None else None
    if not wanted.flatten:
        if wanted.status_details:
            entry[f"{prefix}status_details"] = details
        entry[f"{prefix}params"] = params
        if stored is not None:
            entry["fixtures"] = stored
        return entry
    if wanted.status_details:
        entry.update((f"{prefix}status__{phase}", each) for phase, each in details.items())
    for name, value in params.items():
        entry[_free(entry, name, "param")] = value
    for key, value in (stored or {}).items():
        _add_stored(entry, key, value, wanted)
    return entry


def _add_stored(entry: OrderedDict[str, Any], key: Any, value: Any, wanted: Wanted) -> None:
    taken = {**dict.fromkeys(wanted.reserved), **entry}
    if key not in wanted.opened:
        entry[_free(taken, str(key), "fixture")] = value
        return
    for name, inner in _inside(value).items():
        entry[_free({**taken, **entry}, f"{wanted.opened[key]}{name}", str(key))] = inner


def _inside(value: Any) -> Mapping[Any, Any]:
    """What an opened value holds: its entries, or the attributes of an object."""
    if isinstance(value, Mapping):
        return value
    return vars(value) if hasattr(value, "__dict__") else {"value": value}


def _free(taken: Mapping[str, Any], name: str, origin: str) -> str:
    """The name, with its origin before it when the entry tells something else under it: nothing is hidden."""
    while name in taken:
        name = f"{origin}.{name}"
    return name
