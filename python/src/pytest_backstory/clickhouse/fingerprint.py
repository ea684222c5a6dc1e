"""Fingerprints of failures, as the server derives them in `packages/model/src/fingerprint.ts`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pytest_backstory.clickhouse.ids import digest, mask_volatile
from pytest_backstory.clickhouse.javascript import SPACE, first_units, trim, trim_start

_number = re.compile(r"[-0-9a-f]{16,}|\b[0-9a-fx]*\d[0-9a-fx]{7,}\b|\d+(?:\.\d+)?", re.ASCII | re.I)
_quoted = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_S = f"[{SPACE}]"
_NOT_S = f"[^{SPACE}"
_ANY = "[^\n\r\u2028\u2029]"
_FRAMES = (
    re.compile(rf"{_S}*File \"(?P<file>[^\"]+)\", line \d+, in (?P<name>{_ANY}+)\Z", re.ASCII),
    re.compile(rf"{_S}*at (?:async )?(?P<name>[^()]+?) \((?P<file>[^()]+?):\d+:\d+\)\Z", re.ASCII),
    re.compile(rf"{_S}*at (?:async )?(?P<file>[^(){SPACE}]+?):\d+:\d+\Z", re.ASCII),
    re.compile(rf"(?P<file>{_NOT_S}:]+\.py):\d+: (?P<name>in {_NOT_S}]+|{_NOT_S}]+)?", re.ASCII),
)
_library = re.compile(
    r"site-packages|dist-packages|node_modules|\Anode:|[\\/]lib[\\/]python\d|<frozen |<string>", re.ASCII
)


def fingerprint(failure: Mapping[str, Any]) -> str:
    """128 bits, written like a UUID, that are equal for failures that look like the same defect."""
    frames = _project_frames(failure.get("trace", ""))[:3]
    return digest(["failure-1", failure.get("type", ""), masked_first_line(failure.get("message", "")), *frames])


def masked_first_line(message: str) -> str:
    """The first line of a message with quoted text, numbers and other changing parts replaced by placeholders."""
    line = first_units(trim_start(message).partition("\n")[0], 1_000)
    return trim(_number.sub("<n>", _quoted.sub("<text>", mask_volatile(line))))


def _project_frames(trace: str) -> list[str]:
    frames = []
    for line in trace.split("\n"):
        match = next((found for pattern in _FRAMES if (found := pattern.match(line))), None)
        if match is None or _library.search(match["file"]):
            continue
        file = match["file"]
        name = match.groupdict().get("name") or ""
        frames.append(f"{file[max(file.rfind('/'), file.rfind(chr(92))) + 1 :]} {name}")
    return frames
