"""JSON and text as the server's language has them, so that what is hashed here and there is the same."""

from __future__ import annotations

import json
import re
from typing import Any

#: What `\\s` and `trim` of JavaScript take for space.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACES = "".join(map(chr, [*range(9, 14), 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F])) + (
    "\u205f\u3000\ufeff"
)
LARGEST_WHOLE = 2**53
_string = json.JSONEncoder(ensure_ascii=False).encode
_lone = re.compile("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    """JSON with the keys of every object sorted by UTF-16 code unit, so that equal values have equal text."""
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, dict):
        keys = sorted(value, key=units)
        return "{" + ",".join(f"{_string(key)}:{canonical_json(value[key])}" for key in keys) + "}"
    return "[" + ",".join(map(canonical_json, value)) + "]"


def number(value: float) -> str:
    """A number as JavaScript writes it: no fraction where there is none, an exponent from 21 digits on."""
    if isinstance(value, int):
        if abs(value) <= LARGEST_WHOLE:
            return str(value)
        value = float(value)
    if value == 0:
        return "0"
    digits, _, exponent = repr(value).partition("e")
    sign = "-" if digits.startswith("-") else ""
    whole, _, fraction = digits.lstrip("-").partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    significant = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(significant)
    return sign + _placed(significant.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """The digits with the decimal point after `point` of them, as Number::toString of ECMAScript says."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"{digits[0]}{f'.{digits[1:]}' if count > 1 else ''}{exponent}"


def units(text: str) -> bytes:
    """The text as UTF-16 code units, in the order of which JavaScript sorts."""
    return text.encode("utf-16-be", "surrogatepass")


def first_units(text: str, count: int) -> str:
    """The first `count` UTF-16 code units; a pair that is cut leaves its first half."""
    return units(text)[: count * 2].decode("utf-16-be", "surrogatepass")


def trim(text: str) -> str:
    """The text without space at its ends."""
    return text.strip(_SPACES)


def trim_start(text: str) -> str:
    """The text without space at its start."""
    return text.lstrip(_SPACES)


def well_formed(text: str) -> str:
    """The text with each half of a surrogate pair that has lost its other half replaced by U+FFFD."""
    return _lone.sub("\ufffd", text)
