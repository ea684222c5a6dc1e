"""Writes the tables of docs/reference/pytest-settings.md: `python python/tests/settings_page.py`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "pytest-settings.md"
sys.path.insert(0, str(ROOT / "python" / "src"))

from pytest_backstory.aliases import FAMILIES  # noqa: E402
from pytest_backstory.config_table import FILES  # noqa: E402
from pytest_backstory.setting_words import WORDS  # noqa: E402


def with_tables(text: str) -> str:
    """The page with its tables as the code says."""
    tables = {"settings": _settings(), "old words": _old_words()}
    for name, rows in tables.items():
        whole = "\n".join([f"<!-- {name} -->", *rows, "<!-- end -->"])
        text = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", whole.replace("\\", r"\\"), text, flags=re.S)
    return text


def files_in_order() -> str:
    """The files in which a table of targets is looked for, as the page names them."""
    return ", ".join(f"`{file}`" for file in FILES)


def _settings() -> list[str]:
    rows = ["| option | variable | ini key | default | |", "|---|---|---|---|---|"]
    for word in WORDS:
        option = f"`{word.option}`" if word.is_flag else f"`{word.option}=`"
        sentence = word.sentence.replace("<", "&lt;")
        default = f"`{word.default}`" if word.default else ""
        rows.append(f"| {option} | `{word.key.upper()}` | `{word.key}` | {default} | {sentence} |")
    return rows


def _old_words() -> list[str]:
    rows = ["| old | new |", "|---|---|"]
    for alias in (alias for family in FAMILIES for alias in family):
        names = ", ".join(f"`{name}`" for name in (alias.option, alias.variable, alias.ini) if name)
        rows.append(f"| {names} | `{alias.word}` |")
    return rows


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
