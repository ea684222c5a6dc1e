"""What the update makes of JUnit XML files: every layout, byte for byte."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from report_trees import random_tree

from pytest_backstory.junit_update.names import CaseName, case_name
from pytest_backstory.junit_update.outcomes import CaseOutcome, Problem
from pytest_backstory.junit_update.report_file import ReportFile, UnreadableReportError
from pytest_backstory.junit_update.update import Update, Updated


class Named(CaseOutcome):
    """A test that is called what a file calls it."""

    def __init__(self, case: CaseName, *problems: str, seconds: float = 0.25) -> None:
        super().__init__(f"{case.classname}::{case.name}", seconds, [Problem(each, "m", "t") for each in problems])
        self.has_passed = not problems
        self._case = case

    @property
    def name(self) -> CaseName:
        return self._case


def update(content: bytes, tests: list[CaseOutcome], *, merge: bool = False, mark: bool = False) -> Updated:
    return Update(ReportFile(content), merge=merge, mark=mark).with_tests(tests)


def passed(nodeid: str) -> CaseOutcome:
    return CaseOutcome(nodeid, 0.1, has_passed=True)


def failed(nodeid: str) -> CaseOutcome:
    return CaseOutcome(nodeid, 0.1, [Problem("failure", "now", "trace")])


def pytest_file(*cases: str, failures: int = 1, errors: int = 0) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" '
        f'errors="{errors}" failures="{failures}" skipped="0" tests="{len(cases)}" time="1.500">'
        f"{''.join(cases)}</testsuite></testsuites>"
    ).encode()


def case(classname: str, name: str, inside: str = "") -> str:
    return f'<testcase classname="{classname}" name="{name}" time="0.5">{inside}</testcase>'


FAILURE = '<failure message="m">t</failure>'
ERROR = '<error message="m">t</error>'


@pytest.mark.parametrize("seed", range(400))
def test_heals_the_file_as_it_heals_the_tree(seed: int) -> None:
    dice = random.Random(seed)
    tree = random_tree(dice)
    before = tree.written()
    cases = tree.root.all_cases()
    names = {CaseName(each.classname, each.name) for each in cases}
    healed = {name for name in sorted(names) if dice.random() < 0.4}
    still = {name for name in sorted(names - healed) if dice.random() < 0.3}
    done = update(before, [*map(Named, sorted(healed)), *(Named(name, "failure") for name in sorted(still))])
    for each in cases:
        if CaseName(each.classname, each.name) in healed:
            each.heal()
    assert done.content == tree.written()


@pytest.mark.parametrize("seed", range(400))
def test_merges_the_file_as_a_model_merges_the_results(seed: int) -> None:
    dice = random.Random(seed)
    tree = random_tree(dice)
    cases = tree.root.all_cases()
    if not cases:
        return
    model = Counter((each.classname, each.name, *each.problems) for each in cases)
    tests: list[CaseOutcome] = []
    for name in sorted({CaseName(each.classname, each.name) for each in cases}):
        if dice.random() < 0.5:
            continue
        problems = dice.choice([(), ("failure",), ("error",), ("skipped",), ("failure", "error")])
        tests.append(Named(name, *problems))
        same = [key for key in model.elements() if key[:2] == name]
        model = Counter(key for key in model.elements() if key[:2] != name)
        model.update([(*name, *problems)])
        model.update([(*name,)] * (len(same) - 1))
    tests.append(Named(CaseName("new.test_new", "test_new"), "failure"))
    model.update([("new.test_new", "test_new", "failure")])
    root = ET.fromstring(update(tree.written(), tests, merge=True).content)
    kinds = ("failure", "error", "skipped")
    found = Counter(
        (each.get("classname"), each.get("name"), *[child.tag for child in each if child.tag in kinds])
        for each in root.iter("testcase")
    )
    assert found == model
    for suite in [root, *root.iter("testsuite")]:
        inside = list(suite.iter("testcase"))
        assert int(suite.get("tests") or -1) == len(inside)
        for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(attribute) == str(sum(each.find(kind) is not None for each in inside))


@pytest.mark.parametrize(
    ("nodeid", "classname", "name"),
    [
        ("tests/test_a.py::test_x", "tests.test_a", "test_x"),
        ("tests/test_a.py::TestA::TestB::test_x[a::b]", "tests.test_a.TestA.TestB", "test_x[a::b]"),
        ("test_a.py::test_x[a/b.py-\x1b]", "test_a", "test_x[a/b.py-#x1B]"),
        ("docs/guide.txt::guide.txt", "docs.guide.txt", "guide.txt"),
        ("pkg/mod.py::pkg.mod.function", "pkg.mod", "pkg.mod.function"),
        ("tests/test_a.py", "", "tests.test_a"),
    ],
)
def test_names_a_test_as_pytest_does(nodeid: str, classname: str, name: str) -> None:
    assert case_name(nodeid) == CaseName(classname, name)


def test_takes_every_failure_of_a_case_away_and_the_case_off_the_counters() -> None:
    both = case("test_a", "test_x", FAILURE + "<properties/>" + ERROR + FAILURE)
    done = update(pytest_file(both, failures=1, errors=1), [passed("test_a.py::test_x")])
    assert done.content == pytest_file(case("test_a", "test_x", "<properties/>"), failures=0)
    assert done.healed == ["test_a.py::test_x"]


def test_counts_failures_where_the_file_counts_failures() -> None:
    double = case("test_a", "test_x", FAILURE + FAILURE)
    before = pytest_file(double, case("test_a", "test_y", FAILURE), failures=3)
    done = update(before, [passed("test_a.py::test_x")])
    assert done.content == pytest_file(case("test_a", "test_x"), case("test_a", "test_y", FAILURE), failures=1)


def test_heals_both_entries_of_a_failed_call_and_teardown() -> None:
    before = pytest_file(case("test_a", "test_x", FAILURE), case("test_a", "test_x", ERROR), failures=1, errors=1)
    done = update(before, [passed("test_a.py::test_x")])
    assert done.content == pytest_file(case("test_a", "test_x"), case("test_a", "test_x"), failures=0)


@pytest.mark.parametrize(
    "again",
    [
        CaseOutcome("test_a.py::test_x", 0.1, [Problem("failure", "m")]),
        CaseOutcome("test_a.py::test_x", 0.1, [Problem("error", "setup")]),
        CaseOutcome("test_a.py::test_x", 0.1, [Problem("skipped", "reason")]),
        CaseOutcome("test_a.py::test_x", 0.1, [Problem("error", "teardown")], has_passed=True),
        passed("test_b.py::test_x"),
        passed("test_a.py::TestA::test_x"),
    ],
    ids=["fails", "errs", "is-skipped", "errs-in-teardown", "another-module", "another-class"],
)
def test_leaves_what_did_not_pass(again: CaseOutcome) -> None:
    before = pytest_file(case("test_a", "test_x", FAILURE))
    assert update(before, [again]).content is before


def test_leaves_a_test_that_passed_and_fails_now_and_says_so() -> None:
    before = pytest_file(case("test_a", "test_x"), failures=0)
    done = update(before, [failed("test_a.py::test_x")])
    assert (done.content, done.newly_failing) == (before, ["test_a.py::test_x"])


@pytest.mark.parametrize("classname", ["prefix.tests.test_a", "test_a"], ids=["prefix", "another-root"])
def test_finds_a_test_below_another_class_name(classname: str) -> None:
    before = pytest_file(case(classname, "test_x", FAILURE), case("other.test_b", "test_x", FAILURE), failures=2)
    done = update(before, [passed("tests/test_a.py::test_x")])
    assert done.content == pytest_file(case(classname, "test_x"), case("other.test_b", "test_x", FAILURE))


def test_does_not_guess_between_two_class_names() -> None:
    before = pytest_file(case("a.test_a", "test_x", FAILURE), case("b.test_a", "test_x", FAILURE), failures=2)
    done = update(before, [passed("test_a.py::test_x")])
    assert (done.content, done.unknown) == (before, ["test_a.py::test_x"])


def test_heals_a_file_that_could_not_be_collected() -> None:
    before = pytest_file(case("", "tests.test_a", ERROR), failures=0, errors=1)
    file = CaseOutcome("tests/test_a.py", has_passed=True, is_file=True)
    assert update(before, [file]).content == pytest_file(case("", "tests.test_a"), failures=0)


def test_marks_what_is_healed_on_request() -> None:
    mark = '<property name="backstory.healed" value="true"/>'
    with_properties = case("test_a", "test_y", f'<properties><property name="p" value="v"/></properties>{FAILURE}')
    before = pytest_file(case("test_a", "test_x", FAILURE), with_properties, failures=2)
    done = update(before, [passed("test_a.py::test_x"), passed("test_a.py::test_y")], mark=True)
    assert done.content == pytest_file(
        case("test_a", "test_x", f"<properties>{mark}</properties>"),
        case("test_a", "test_y", f'<properties><property name="p" value="v"/>{mark}</properties>'),
        failures=0,
    )


def test_merge_writes_reasons_outputs_and_times() -> None:
    before = pytest_file(case("test_a", "test_x"), case("test_a", "test_y", FAILURE + "<system-out>old</system-out>"))
    again = CaseOutcome("test_a.py::test_x", 0.25, [Problem("failure", 'a "b"\n<c>', "trace \x1b[31m ]]>")])
    again.output = [("Captured stdout call", "printed & more")]
    done = update(before, [again, passed("test_a.py::test_y")], merge=True)
    x, y = ET.fromstring(done.content).iter("testcase")
    failure = x.find("failure")
    assert failure is not None
    assert (failure.get("message"), failure.text, x.findtext("system-out")) == (
        'a "b"\n<c>',
        "trace #x1B[31m ]]>",
        "printed & more",
    )
    assert (x.get("time"), y.get("time"), len(y)) == ("0.250", "0.100", 0)
    suite = next(ET.fromstring(done.content).iter("testsuite"))
    assert {name: suite.get(name) for name in ("tests", "failures", "time")} == {
        "tests": "2",
        "failures": "1",
        "time": "0.850",
    }


def test_merge_adds_new_tests_beside_those_of_their_class() -> None:
    before = (
        b"<testsuites tests='2'><testsuite tests='1'><testcase classname='a' name='x'/></testsuite>"
        b"<testsuite tests='1'><testcase classname='b' name='x'/></testsuite></testsuites>"
    )
    done = update(before, [passed("b.py::new")], merge=True)
    assert done.added == ["b.py::new"]
    assert done.content == before.replace(b"tests='2'", b"tests='3'").replace(
        b"tests='1'><testcase classname='b' name='x'/>",
        b"tests='2'><testcase classname='b' name='x'/>"
        b'<testcase classname="b" name="new" time="0.100"></testcase>',
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<testsuites><testsuite>", "it is not whole XML: no element found"),
        (b"<html><body/></html>", "neither <testsuites> nor <testsuite>"),
        (b'{"results": []}', "it is not whole XML"),
        (b"\x00\x01\x02", "it is not whole XML"),
        (b'<?xml version="1.0" encoding="no-such"?><testsuite/>', "unknown encoding"),
        (b"<!DOCTYPE t [<!ENTITY e '<testcase/>'>]><testsuite>&e;</testsuite>", "inside entities"),
    ],
)
def test_says_what_is_wrong_with_a_file(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableReportError, match=sentence):
        ReportFile(content)


@pytest.mark.parametrize("seed", range(60))
def test_a_cut_file_is_refused(seed: int) -> None:
    dice = random.Random(seed)
    content = random_tree(dice).written().rstrip()
    cut = content[: dice.randrange(1, max(2, content.rfind(b">") - 20))]
    with pytest.raises(UnreadableReportError):
        ReportFile(cut)
