"""One record in the words of Tesults."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

#: The outcome that pytest's reports have, which is what maps of raw results are made for.
OUTCOMES = {"xfailed": "skipped", "xpassed": "passed", "error": "failed", "rerun": "failed"}
RESULTS = {"passed": "pass", "failed": "fail", "broken": "fail"}


def result_case(record: dict[str, Any], files: list[str]) -> dict[str, Any]:
    """The case of one attempt. Labels, properties, metrics, output and place become fields of its own, with `_`."""
    start = _epoch_ms(record["startedAt"])
    failure = record.get("failure") or {}
    raw = record.get("rawStatus") or record["status"]
    case = {
        "name": record["name"],
        "result": RESULTS.get(record["status"], "unknown"),
        "rawResult": OUTCOMES.get(raw, raw),
        "suite": record["suite"],
        "desc": record.get("description"),
        "reason": failure.get("trace") or failure.get("message") or "",
        "params": record.get("params"),
        "files": files,
        "start": start,
        "end": start + round(record["durationMs"]),
        "duration": record["durationMs"],
        "steps": [_step(step) for step in record.get("steps", ())],
        "_Location": {"file": record["file"], "line": record.get("line")} if record.get("file") else None,
        "_Standard output": record.get("stdout"),
        "_Standard error": record.get("stderr"),
        "_Outcome": raw if raw in OUTCOMES else None,
        "_Retry": record["attempt"] - 1 or None,
    }
    for name, values in record.get("labels", {}).items():
        if name != "marker":
            case[f"_{name}"] = values[0] if len(values) == 1 else values
    for fields in (record.get("properties", {}), record.get("metrics", {})):
        case.update({f"_{name}": value for name, value in fields.items()})
    return _without_empty(case)


def error_case(record: dict[str, Any]) -> dict[str, Any]:
    """What went wrong outside tests, as a case that failed."""
    reason = record.get("trace") or record["message"]
    return {"name": record["where"], "suite": "[error]", "result": "fail", "rawResult": "error", "reason": reason}


def build_case(build: dict[str, Any], files: list[str]) -> dict[str, Any] | None:
    """The pseudo-case of the build; None when it has no name."""
    if not build.get("name"):
        return None
    raw = str(build.get("result") or "unknown")
    case = {
        "name": build["name"],
        "suite": "[build]",
        "result": raw if raw in ("pass", "fail") else "unknown",
        "rawResult": str(build.get("rawResult") or raw),
        "desc": build.get("description"),
        "reason": build.get("reason"),
        "files": files,
    }
    return _without_empty(case)


def _step(step: Any) -> dict[str, Any]:
    failure = step.get("failure") or {}
    case = {
        "name": step.get("name", ""),
        "result": RESULTS.get(step.get("status", ""), "unknown"),
        "reason": failure.get("message"),
        "start": _epoch_ms(step["startedAt"]) if "startedAt" in step else None,
        "duration": step.get("durationMs"),
        "steps": [_step(each) for each in step.get("steps", ())],
    }
    return _without_empty(case)


def _epoch_ms(time: str) -> int:
    moment = datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return round(moment.timestamp() * 1000)


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != [] and value != {}}
