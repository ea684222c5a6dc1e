"""Changes of a file's bytes, gathered and then made at once."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from pytest_backstory.junit_update.names import xml_text
from pytest_backstory.junit_update.report_file import Element, ReportFile


class Edits:
    """What is to be replaced by what. Whatever no edit names stays as it is, byte for byte."""

    def __init__(self, report: ReportFile) -> None:
        self._report = report
        self._edits: list[tuple[int, int, str]] = []
        self._attributes: dict[int, tuple[Element, dict[str, str]]] = {}
        self._added: dict[int, tuple[Element, list[str]]] = {}

    @property
    def are_any(self) -> bool:
        """Whether there is anything to change."""
        return bool(self._edits or self._attributes or self._added)

    def remove(self, element: Element) -> None:
        """Takes an element away."""
        self._edits.append((element.start, element.end, ""))

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Gives an attribute that an element has another value."""
        self._attributes.setdefault(element.start, (element, {}))[1][name] = value

    def append(self, element: Element, markup: str) -> None:
        """Adds markup as the last thing inside an element."""
        self._added.setdefault(element.start, (element, []))[1].append(markup)

    def insert(self, at: int, markup: str) -> None:
        """Adds markup at a byte."""
        self._edits.append((at, at, markup))

    def made(self) -> bytes:
        """The file with every change."""
        edits = [*self._edits, *self._tags(), *self._contents()]
        result: list[bytes] = []
        done = 0
        for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
            result += [self._report.content[done:start], self._encoded(text)]
            done = end
        return b"".join([*result, self._report.content[done:]])

    def _tags(self) -> list[tuple[int, int, str]]:
        """First tags with other attributes; those of empty elements that get a content are opened."""
        edits = []
        for start in {*self._attributes, *self._added}:
            element, values = self._attributes.get(start, (None, {}))
            to_fill, _ = self._added.get(start, (None, []))
            subject = element or to_fill
            assert subject is not None
            tag = self._report.text(subject.start, subject.open_end)
            for name, value in values.items():
                tag = _with_attribute(tag, name, value)
            if to_fill is not None and to_fill.is_empty:
                tag = re.sub(r"\s*/>\Z", ">", tag)
            edits.append((subject.start, subject.open_end, tag))
        return edits

    def _contents(self) -> list[tuple[int, int, str]]:
        return [
            (
                element.close_start,
                element.close_start,
                "".join(markup) + (f"</{element.tag}>" if element.is_empty else ""),
            )
            for element, markup in self._added.values()
        ]

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._report.encoding, "xmlcharrefreplace")


def _with_attribute(tag: str, name: str, value: str) -> str:
    pattern = re.compile(rf"""(\s{re.escape(name)}\s*=\s*)("[^"]*"|'[^']*')""")
    return pattern.sub(lambda found: found.group(1) + found.group(2)[0] + value + found.group(2)[0], tag, count=1)


def attribute(name: str, value: str) -> str:
    """An attribute as markup, with a blank before it."""
    quoted = escape(xml_text(value), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f' {name}="{quoted}"'


def content(text: str) -> str:
    """Text as markup."""
    return escape(xml_text(text), {"\r": "&#13;"})
