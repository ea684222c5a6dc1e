"""A JUnit XML file as elements that know which of its bytes they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_SUITES = ("testsuites", "testsuite")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class UnreadableReportError(Exception):
    """Why a file cannot be brought up to date, as a sentence."""


@dataclass
class Element:
    """An element: its bytes are `start` to `end`, those of its first tag `start` to `open_end`."""

    tag: str
    start: int
    attributes: dict[str, str]
    parent: Element | None
    is_empty: bool = False
    open_end: int = 0
    close_start: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The name without a namespace's prefix."""
        return self.tag.rpartition(":")[2]

    def suites(self) -> Iterator[Element]:
        """The suites that this element stands in, nearest first."""
        suite = self.parent
        while suite is not None:
            yield suite
            suite = suite.parent


class ReportFile:
    """The bytes of a file, its encoding, and its suites, test cases and what stands in these."""

    def __init__(self, content: bytes) -> None:
        """Reads it; UnreadableReportError when it is not a whole JUnit XML file."""
        self.content = content
        self.encoding = _encoding_of(content)
        self.cases: list[Element] = []
        self.suites: list[Element] = []
        self._open: list[Element] = []
        self._depth = 0
        if not content.strip():
            raise UnreadableReportError("it is empty")
        self._read()
        if not self.suites:
            raise UnreadableReportError("it is no JUnit XML file: its root is neither <testsuites> nor <testsuite>")

    def text(self, start: int, end: int) -> str:
        """The text of some of the bytes."""
        return self.content[start:end].decode(self.encoding)

    def _read(self) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: self._begin(tag, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda _: self._finish(parser.CurrentByteIndex)
        try:
            parser.Parse(self.content, True)
        except expat.ExpatError as error:
            raise UnreadableReportError(f"it is not whole XML: {error}") from error
        except (LookupError, ValueError, UnicodeError) as error:
            raise UnreadableReportError(f"it cannot be decoded: {error}") from error

    def _begin(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self._depth += 1
        kind = tag.rpartition(":")[2]
        parent = self._open[-1] if self._open else None
        if not self._is_wanted(kind, parent):
            return
        if self._byte(at) != "<":
            raise UnreadableReportError("it has elements inside entities, which cannot be changed in place")
        element = Element(tag, at, attributes, parent)
        element.open_end = self._tag_end(at)
        element.is_empty = self.text(at, element.open_end).endswith("/>")
        self._open.append(element)
        if parent is not None:
            parent.children.append(element)
        if kind == "testcase":
            self.cases.append(element)
        elif kind in _SUITES:
            self.suites.append(element)

    def _is_wanted(self, kind: str, parent: Element | None) -> bool:
        """Suites, the cases in them, and the children of these; below, only the depth counts."""
        if self._depth - 1 != len(self._open):
            return False
        if parent is None:
            return kind in _SUITES
        return parent.kind == "testcase" or (parent.kind in _SUITES and kind in (*_SUITES, "testcase"))

    def _finish(self, at: int) -> None:
        if self._depth == len(self._open):
            element = self._open.pop()
            element.close_start = element.open_end if element.is_empty else at
            element.end = element.open_end if element.is_empty else self._tag_end(at)
        self._depth -= 1

    def _byte(self, at: int) -> str:
        width = 2 if self.encoding.startswith("utf-16") else 1
        return self.content[at : at + width].decode(self.encoding, "replace")

    def _tag_end(self, at: int) -> int:
        """Where the tag that begins here ends. Its text is decoded, because bytes of some encodings look like `>`."""
        size = 256
        while True:
            found = _TAG.match(self.content[at : at + size].decode(self.encoding, "ignore"))
            if found is not None:
                return at + len(found.group().encode(self.encoding))
            if at + size >= len(self.content):
                raise UnreadableReportError("it has a tag that does not end")
            size *= 4


def read_report(path: Path) -> ReportFile:
    """The file at a path; UnreadableReportError with a sentence when there is none that can be read."""
    try:
        return ReportFile(path.read_bytes())
    except FileNotFoundError as error:
        raise UnreadableReportError("there is no such file") from error
    except OSError as error:
        raise UnreadableReportError(str(error.strerror or error)) from error


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    if content.startswith(b"<\0"):
        return "utf-16-le"
    if content.startswith(b"\0<"):
        return "utf-16-be"
    declared = re.match(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""", content)
    return declared.group(1).decode("ascii").lower() if declared else "utf-8"
