"""What a test told of itself while it ran, set into the facts that its markers and its place tell."""

from __future__ import annotations

import json
from typing import Any

from pytest_backstory.bounds import ENTRIES, WORD, cut
from pytest_backstory.encode import members
from pytest_backstory.marks import SINGLE
from pytest_backstory.notes import Note

#: Parts of a note that change what markers say of the test.
CHANGING = ("title", "description", "labels", "links")


def facts_with(facts: str, note: Note, nodeid: str) -> str:
    """The facts of a test with what it told of itself: a title in place of the name, more labels and links."""
    if not any(part in note for part in CHANGING):
        return facts
    fields: dict[str, Any] = json.loads(f"{{{facts}}}")
    if "title" in note:
        fields.update({"displayName": note["title"], "allureTitle": note["title"], "nodeId": cut(nodeid, WORD)})
    if "description" in note:
        fields["description"] = note["description"]
    labels = fields.get("labels", {})
    for kind, values in note.get("labels", {}).items():
        # What a test says last of a label that has one value is what it means.
        held = values[-1:] if kind in SINGLE else [*labels.get(kind, ()), *values]
        labels[kind] = list(dict.fromkeys(held))[:ENTRIES]
        if kind == "as_id":
            fields["declaredId"] = values[-1] or "?"
    if labels:
        fields["labels"] = labels
    links = [*fields.get("links", ()), *note.get("links", ())]
    if links:
        fields["links"] = _by_address(links)
    return members(fields)[1:]


def _by_address(links: list[dict[str, str]]) -> list[dict[str, str]]:
    """The links, each address once."""
    first: dict[str | None, dict[str, str]] = {}
    for each in links:
        first.setdefault(each.get("url"), each)
    return list(first.values())[:ENTRIES]
