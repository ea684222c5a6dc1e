"""The largest sizes of a record (those of `records-1.schema.json`), and how a longer text is cut."""

from __future__ import annotations

WORD = 4_096
MESSAGE = 65_536
ENTRIES = 1_000
# Four such texts, all of them control characters (six bytes each as JSON), still fit a line of 8 MiB.
TEXT = 262_144


def cut(text: str, limit: int) -> str:
    """The text, in at most `limit` UTF-16 code units. Of a longer one the ends are kept, and it says so."""
    if len(text) * 2 <= limit or _units(text) <= limit:
        return text
    said = f"\n[… {len(text):,} characters, cut to {limit:,} …]\n" if limit > 500 else " … "
    half = (limit - len(said)) // 2
    if not text.isascii():
        half //= 2
    return text[:half] + said + text[len(text) - half :]


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
