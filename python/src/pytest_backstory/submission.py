"""The first record of a submission: who recorded what, where."""

from __future__ import annotations

import os
import platform
import re
import socket
from typing import Any

import pytest

from pytest_backstory import __version__
from pytest_backstory.bounds import WORD, cut
from pytest_backstory.ci import ci_of
from pytest_backstory.options import Settings


def submission_record(
    submission_id: str, settings: Settings, *, started_at: str, expected: int | None, git: dict[str, Any]
) -> dict[str, Any]:
    """The record. What the CI service says of the checkout goes before what git says."""
    ci, git_of_ci = ci_of(os.environ)
    fields = {
        "kind": "submission",
        "recordVersion": 1,
        "submissionId": submission_id,
        "project": _slug(settings.project),
        "target": _slug(settings.target),
        "destination": cut(_without_secrets(settings.url or ""), WORD),
        "recorder": {"name": "pytest-backstory", "version": __version__},
        "runner": {"name": "pytest", "version": pytest.__version__},
        "build": {"name": cut(settings.build_name, WORD)} if settings.build_name else None,
        "startedAt": started_at,
        "expectedTests": expected,
        "ci": _bounded(ci),
        "git": _bounded({**git, **git_of_ci}),
        "host": _bounded(_host()),
    }
    return {name: value for name, value in fields.items() if value not in (None, {})}


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


def _without_secrets(address: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", address)
