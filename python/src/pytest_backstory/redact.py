"""Addresses without what is secret in them."""

from __future__ import annotations

import re

_login = re.compile(r"(?<=://)[^/@]*@")
_secret_word = re.compile(r"(?<=[?&])([^=&#]*(?:token|secret|passw|key|sig|auth)[^=&#]*)=[^&#]*", re.IGNORECASE)


def redacted(address: str) -> str:
    """The address without user and password, and without what the parts of its query say that look like secrets."""
    return _secret_word.sub(r"\1=redacted", _login.sub("", address))
