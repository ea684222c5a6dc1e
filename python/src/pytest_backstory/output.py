"""What a test printed and logged, as pytest captured it."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_backstory.bounds import TEXT, cut

CAPTURED = {"Captured stdout": "stdout", "Captured stderr": "stderr", "Captured log": "log"}


def output_of(sections: Sequence[tuple[str, str]], before: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The captured texts by their field, phases one after another; `before` is what earlier attempts left."""
    if before and list(sections[: len(before)]) == list(before):
        sections = sections[len(before) :]
    texts: dict[str, list[str]] = {}
    for title, text in sections:
        field = CAPTURED.get(title.rpartition(" ")[0])
        if field is not None and text:
            texts.setdefault(field, []).append(text if text.endswith("\n") else text + "\n")
    return {field: cut("".join(parts), TEXT) for field, parts in texts.items()}
