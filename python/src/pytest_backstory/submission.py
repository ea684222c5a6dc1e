"""The first record of a submission: who recorded what, where."""

from __future__ import annotations

import os
import platform
import re
import socket
from typing import Any

import pytest

from pytest_backstory import __version__
from pytest_backstory.bounds import MESSAGE, WORD, cut
from pytest_backstory.ci import ci_of
from pytest_backstory.options import Settings
from pytest_backstory.redact import redacted


def submission_record(
    submission_id: str, settings: Settings, *, started_at: str, git: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """The record, with `more` of its fields. What the CI service says of the checkout goes before what git says."""
    ci, git_of_ci = ci_of(os.environ)
    fields = {
        "kind": "submission",
        "recordVersion": 1,
        "submissionId": submission_id,
        "project": _slug(settings.project),
        "target": _slug(settings.target),
        "destination": cut(redacted(settings.url or ""), WORD),
        "recorder": {"name": "pytest-backstory", "version": __version__},
        "runner": {"name": "pytest", "version": pytest.__version__},
        "build": build_of(settings),
        "startedAt": started_at,
        "ci": _bounded(ci),
        "git": _bounded({**git, **git_of_ci}),
        "host": _bounded(_host()),
        "labels": {"runId": [cut(settings.run_id, WORD)]} if settings.run_id else None,
        **more,
    }
    return {
        name: value
        for name, value in fields.items()
        if value is not None and (name == "rerun" or value not in ({}, []))
    }


def build_of(settings: Settings) -> dict[str, Any]:
    """What the user says of the build. A result that is neither pass nor fail is unknown, and kept as it was said."""
    result = settings.build_result
    known = result if result in ("pass", "fail", None) else "unknown"
    return _without_none(
        {
            "name": cut(settings.build_name, WORD) if settings.build_name else None,
            "description": cut(settings.build_description, MESSAGE) if settings.build_description else None,
            "result": known,
            "rawResult": cut(result, WORD) if result and result != known else None,
            "reason": cut(settings.build_reason, MESSAGE) if settings.build_reason else None,
        }
    )


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _host() -> dict[str, Any]:
    return {
        "name": socket.gethostname(),
        "os": platform.system().lower(),
        "arch": platform.machine(),
        "runtime": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _bounded(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: cut(value, WORD) if isinstance(value, str) else value for name, value in fields.items()}


def _slug(name: str | None) -> str | None:
    """The name as addresses hold it: `My Shop` is `my-shop`."""
    slug = re.sub(r"[^a-z0-9._-]+", "-", (name or "").lower()).strip("-._")[:100]
    return slug or None
