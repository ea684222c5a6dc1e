"""What a test is called in a JUnit XML file."""

from __future__ import annotations

import re
from typing import NamedTuple

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CaseName(NamedTuple):
    """The two attributes that name a `testcase`."""

    classname: str
    name: str


def case_name(nodeid: str) -> CaseName:
    """The name that pytest's own `--junit-xml` gives a test: what stands in brackets never splits it."""
    head, bracket, params = nodeid.partition("[")
    path, *rest = head.split("::")
    parts = [_module(path), *rest]
    return CaseName(".".join(parts[:-1]), xml_text(parts[-1] + bracket + params))


def xml_text(text: str) -> str:
    """The text without characters that XML cannot hold; each stands as `#x1B`, the way pytest writes it."""
    return _NOT_IN_XML.sub(lambda found: _code(ord(found.group())), text)


def _code(character: int) -> str:
    return f"#x{character:02X}" if character <= 0xFF else f"#x{character:04X}"


def _module(path: str) -> str:
    dotted = path.replace("/", ".")
    return dotted[: -len(".py")] if dotted.endswith(".py") else dotted


def is_below(longer: str, shorter: str) -> bool:
    """Whether a class name is another one with something before it: `--junit-prefix`, or another root directory."""
    return bool(shorter) and longer.endswith(f".{shorter}")
