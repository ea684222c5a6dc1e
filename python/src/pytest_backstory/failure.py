"""Why an attempt did not pass, from pytest's report of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from pytest_backstory.bounds import MESSAGE, TEXT, WORD, cut

_type_name = re.compile(r"[A-Za-z_][\w.<>]*\Z")
_type_in_front = re.compile(r"([A-Za-z_][\w.<>]*)(?::\s|\Z)")


def failure_of(report: pytest.TestReport, also: Iterable[pytest.TestReport] = ()) -> dict[str, dict[str, str]]:
    """`failure` with type, message and trace of a report that did not pass; empty when pytest gives no reason.

    What `also` failed, as a teardown after the call, is told behind the trace.
    """
    failure = _reason(report)
    more = [_trace(_reason(each)) for each in also]
    if more:
        failure["trace"] = cut("\n\n".join([_trace(failure), *more]), TEXT)
    return {"failure": failure} if failure else {}


def _trace(failure: dict[str, str]) -> str:
    return failure.get("trace") or failure.get("message", "")


def _reason(report: pytest.TestReport) -> dict[str, str]:
    longrepr: Any = report.longrepr
    if longrepr is None:
        told: dict[str, str] = getattr(report, "told_failure", {})
        return told
    if isinstance(longrepr, tuple):
        return {"message": cut(_without_prefix(str(longrepr[-1]), "Skipped: "), MESSAGE)}
    crash = getattr(longrepr, "reprcrash", None)
    if crash is None:
        return {"message": cut(str(longrepr), MESSAGE)}
    message = str(crash.message)
    name = _type_of(longrepr, message)
    failure = {"message": cut(_without_type(message, name), MESSAGE), "trace": cut(report.longreprtext, TEXT)}
    if name is not None:
        failure["type"] = cut(name, WORD)
    if hasattr(report, "wasxfail"):
        failure["message"] = cut(_without_prefix(report.wasxfail, "reason: ") or message, MESSAGE)
    return failure


def _type_of(longrepr: Any, message: str) -> str | None:
    """The name of the exception: pytest keeps it beside the last frame of a long trace, or in front of the message."""
    chain = getattr(longrepr, "chain", None)
    traceback = chain[-1][0] if chain else getattr(longrepr, "reprtraceback", None)
    entries = getattr(traceback, "reprentries", None) or [None]
    beside = str(getattr(getattr(entries[-1], "reprfileloc", None), "message", ""))
    if _type_name.match(beside):
        return beside
    if message.startswith("assert "):
        return "AssertionError"
    in_front = _type_in_front.match(message)
    return in_front.group(1) if in_front else None


def _without_type(message: str, name: str | None) -> str:
    """The message without the `ValueError: ` that pytest puts in front of most: the type is a field of its own."""
    in_front = _type_in_front.match(message)
    if name is None or in_front is None or in_front.group(1).rpartition(".")[2] != name.rpartition(".")[2]:
        return message
    return message[in_front.end() :] or message


def _without_prefix(text: str, prefix: str) -> str:
    return text[len(prefix) :] if text.startswith(prefix) else text
