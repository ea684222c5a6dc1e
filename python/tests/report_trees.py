"""Random JUnit XML files, written from a tree that a test can change as the update has to change the file."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NAMES = ("test_a", "test_b[1]", "test_b[a::b]", "test_ü[é/ü]", 'test_"q"', "test_<&>", "m.doctest", "test_a[x-y]")
CLASSES = ("tests.test_one", "tests.test_one.TestIn", "tests.test_two.TestOut.TestIn", "", "größe.test")
COMMENTS = ("", "", "<!-- <failure> --> ", "\n  ", "<?pi <testcase> ?>")


@dataclass
class Case:
    """A test case: its name, the kinds of its problems, and how it is written."""

    classname: str
    name: str
    problems: list[str]
    quote: str
    extra: str
    indent: str
    is_empty: bool
    healed: int = 0

    def heal(self) -> None:
        """Takes its failures away; the blanks around them stay."""
        self.healed = sum(kind != "skipped" for kind in self.problems)
        self.problems = [kind for kind in self.problems if kind == "skipped"]

    def written(self) -> str:
        """The case as markup."""
        values = {"classname": self.classname, "name": self.name, "time": "0.250"}
        attributes = "".join(f" {name}={_quoted(value, self.quote)}" for name, value in values.items())
        if self.is_empty and not self.problems and not self.healed:
            return f"<testcase{attributes} />"
        inside = "".join(
            f"{self.indent}<{kind} message='a &gt; b'><![CDATA[<failure/> ]]]]>\r\n text &#169;</{kind}>"
            for kind in self.problems
        )
        return f"<testcase{attributes}>{self.indent * self.healed}{inside}{self.extra}</testcase>"


@dataclass
class SuiteOfCases:
    """A suite with its cases and the suites in it."""

    tag: str
    cases: list[Case] = field(default_factory=list)
    suites: list[SuiteOfCases] = field(default_factory=list)
    extra: str = ""

    def all_cases(self) -> list[Case]:
        """Its cases and those of the suites in it."""
        return [*self.cases, *(case for suite in self.suites for case in suite.all_cases())]

    def count(self, kind: str) -> int:
        """How many cases have such a problem."""
        return sum(kind in case.problems for case in self.all_cases())

    def written(self) -> str:
        """The suite as markup, its numbers with it."""
        numbers = (
            f' errors=\'{self.count("error")}\' tests="{len(self.all_cases())}" failures = "{self.count("failure")}"'
        )
        parts: list[Case | SuiteOfCases] = [*self.cases, *self.suites]
        inside = "".join(part.written() for part in parts)
        return f"<{self.tag} name='s'{numbers} skipped='{self.count('skipped')}'>{self.extra}{inside}</{self.tag}>"


@dataclass
class ReportTree:
    """A whole file."""

    root: SuiteOfCases
    encoding: str
    head: str
    tail: str

    def written(self) -> bytes:
        """The file."""
        declared = "utf-16" if self.encoding == "utf-16" else self.encoding
        text = f'<?xml version="1.0" encoding="{declared}"?>{self.head}{self.root.written()}{self.tail}'
        return text.encode(self.encoding, "xmlcharrefreplace")


def random_tree(dice: random.Random) -> ReportTree:
    """A file of up to some thirty cases in any of the layouts that producers write."""
    root = _suite(dice, dice.choice(["testsuite", "testsuites"]), 3)
    encoding = dice.choice(["utf-8", "utf-8", "utf-8-sig", "iso-8859-1", "utf-16", "windows-1252"])
    if encoding == "utf-8-sig":
        tree = ReportTree(root, "utf-8", "", "\n<!-- end -->")
        return _Marked(tree.root, tree.encoding, tree.head, tree.tail)
    head = dice.choice(["\n", "", "\r\n<!-- failures='9' -->", "\n<!DOCTYPE testsuites [<!ENTITY x 'y'>]>\n"])
    return ReportTree(root, encoding, head, dice.choice(["", "\n", "<!-- end -->\n\n"]))


class _Marked(ReportTree):
    """A file that begins with a byte order mark."""

    def written(self) -> bytes:
        return b"\xef\xbb\xbf" + super().written()


def _suite(dice: random.Random, tag: str, depth: int) -> SuiteOfCases:
    cases = [_case(dice) for _ in range(dice.randrange(0, 6))]
    suites = [_suite(dice, "testsuite", depth - 1) for _ in range(dice.randrange(0, 3) if depth else 0)]
    extra = dice.choice(["", "<properties><property name='p' value='v'/></properties>", *COMMENTS])
    return SuiteOfCases(tag, cases if tag == "testsuite" or dice.random() < 0.2 else [], suites, extra)


def _case(dice: random.Random) -> Case:
    problems = dice.choice([[], [], ["failure"], ["error"], ["skipped"], ["failure", "error"]])
    extra = dice.choice(
        ["", *COMMENTS, "<system-out>x ]] </system-out>", "<properties><property name='a'/></properties>"]
    )
    return Case(
        *(dice.choice(CLASSES), dice.choice(NAMES), list(problems), dice.choice("'\""), extra),
        indent=dice.choice(["", "", " "]),
        is_empty=dice.random() < 0.5 and not extra,
    )


def _quoted(value: str, quote: str) -> str:
    if quote == "'":
        return "'" + escape(value, {"'": "&apos;"}) + "'"
    return quoteattr(value) if '"' not in value else '"' + escape(value, {'"': "&quot;"}) + '"'
