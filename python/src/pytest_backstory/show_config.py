"""Shows every setting of the recorder, as it would be used."""

from __future__ import annotations

import re

import pytest

from pytest_backstory.setting_words import WORDS
from pytest_backstory.sources import Sources


def show_config(config: pytest.Config) -> str:
    """A line for each setting: word, value and source. Of secrets no more than the first characters of their kind."""
    sources = Sources(config)
    lines = []
    for word in WORDS:
        found = sources[word.name]
        value = masked(found.value) if word.is_secret else _without_secrets(found.value)
        lines.append((word.name, value or "-", found.source))
    widths = [max(len(line[column]) for line in lines) for column in range(2)]
    shown = [f"{name:{widths[0]}}  {value:{widths[1]}}  {source}" for name, value, source in lines]
    return "\n".join([*shown, *(f"note: {remark}" for remark in [*sources.renamed, *sources.troubles])])


def masked(secret: str) -> str:
    """A secret as it may be shown."""
    return ("bst_" if secret.startswith("bst_") else "") + "****" if secret else ""


def _without_secrets(address: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "****@", address)
