"""Checks records against their published schema, as far as a table needs it: the engine refuses whole batches."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pytest_backstory.clickhouse.own_files import record_schema

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


@lru_cache(maxsize=1)
def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of record."""
    return {each["properties"]["kind"]["const"]: each for each in record_schema()["oneOf"]}


@lru_cache(maxsize=8)
def known_keys(kind: str) -> frozenset[str]:
    """The keys that records of a kind are known to have."""
    return frozenset(schemas()[kind]["properties"])


def fault_of(record: object) -> str | None:
    """Why a record will not do, or None."""
    if not isinstance(record, dict):
        return "it is not a JSON object"
    kind = record.get("kind")
    schema = schemas().get(kind) if isinstance(kind, str) else None
    if schema is None:
        return f"kind must be one of {', '.join(schemas())}"
    return _fault(record, schema, "")


def _fault(value: Any, schema: dict[str, Any], place: str) -> str | None:
    if "$ref" in schema or "anyOf" in schema or not schema:
        return None
    kind = schema.get("type")
    if kind is not None and not _is_of(value, kind):
        return f"{place or 'it'} must be of type {kind}"
    if "const" in schema and value != schema["const"]:
        return f"{place} must be {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} must be one of {', '.join(schema['enum'])}"
    if isinstance(value, str):
        return _text_fault(value, schema, place)
    if isinstance(value, dict):
        return _object_fault(value, schema, place)
    if isinstance(value, list):
        faults = (_fault(each, schema.get("items", {}), f"{place}[{index}]") for index, each in enumerate(value))
        return next((fault for fault in faults if fault), None)
    return _number_fault(value, schema, place)


def _is_of(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def _text_fault(value: str, schema: dict[str, Any], place: str) -> str | None:
    if len(value) < schema.get("minLength", 0):
        return f"{place} must not be empty"
    if len(value) > schema.get("maxLength", len(value)):
        return f"{place} must have at most {schema['maxLength']} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return f"{place} does not have the form that it must have"
    return None


def _number_fault(value: Any, schema: dict[str, Any], place: str) -> str | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{place} is out of its bounds"
    return None


def _object_fault(value: dict[str, Any], schema: dict[str, Any], place: str) -> str | None:
    prefix = f"{place}." if place else ""
    known = schema.get("properties", {})
    absent = [name for name in schema.get("required", ()) if name not in value and "default" not in known[name]]
    if absent:
        return f"{prefix}{absent[0]} is missing"
    more = schema.get("additionalProperties")
    for name, each in value.items():
        inner = known.get(name, more if isinstance(more, dict) else {})
        fault = _fault(each, inner, f"{prefix}{name}")
        if fault:
            return fault
    return None
