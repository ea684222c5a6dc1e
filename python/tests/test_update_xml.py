"""`--update-xml` in real sessions: a first run that fails, and a rerun that brings its file up to date."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from suite import PYTEST, Run, Suite

FLAKY = """
    import os, pytest, unittest

    def heals():
        assert os.path.exists("healed")

    def test_passes(): pass
    def test_fails(): heals()
    def test_always_fails(): assert 0
    @pytest.mark.parametrize("x", ["a::b", "a/b.py"])
    def test_params(x): heals()

    @pytest.fixture
    def broken_before(): heals()
    @pytest.fixture
    def broken_after():
        yield
        heals()
    @pytest.fixture
    def always_broken_after():
        yield
        assert 0
    def test_setup(broken_before): pass
    def test_teardown(broken_after): heals()
    def test_teardown_stays(always_broken_after): heals()

    class TestOuter:
        class TestInner:
            def test_nested(self): heals()

    class TestUnit(unittest.TestCase):
        def test_unit(self): heals()

    def test_skipped_now():
        if os.path.exists("healed"):
            pytest.skip("not here")
        assert 0

    def times():
        '''
        >>> import os; os.path.exists("healed")
        True
        '''
"""
HEALED = {
    "test_fails",
    "test_params[a::b]",
    "test_params[a/b.py]",
    "test_setup",
    "test_teardown",
    "test_nested",
    "test_unit",
    "test_it.times",
}


class Rerun:
    """A first run that wrote `junit.xml`, after which what failed would pass."""

    def __init__(self, suite: Suite, source: str, *arguments: str) -> None:
        self.suite = suite
        self.file = suite.directory / "junit.xml"
        suite.write(test_it=source)
        self.first = suite.run("--junit-xml", "junit.xml", *arguments)
        self.before = self.file.read_bytes()
        (suite.directory / "healed").touch()

    def again(self, *arguments: str, **environment: str) -> Run:
        return self.suite.run("--update-xml", "junit.xml", *arguments, **environment)

    def failing(self) -> set[str]:
        """The tests that the file tells as failed or broken."""
        return {name for name, kinds in self.problems() if {"failure", "error"} & set(kinds)}

    def problems(self) -> list[tuple[str, list[str]]]:
        return [(case.get("name", ""), [child.tag for child in case]) for case in self._root().iter("testcase")]

    def numbers(self) -> dict[str, str | None]:
        (pytest_suite,) = self._root().iter("testsuite")
        return {name: pytest_suite.get(name) for name in ("tests", "failures", "errors", "skipped")}

    def _root(self) -> ET.Element:
        return ET.fromstring(self.file.read_bytes())


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "two-workers"])
@pytest.mark.parametrize("family", ["xunit1", "xunit2"])
def test_a_rerun_heals_what_passes_now(suite: Suite, workers: list[str], family: str, xdist: None) -> None:
    rerun = Rerun(suite, FLAKY, "--doctest-modules", "-o", f"junit_family={family}", *workers)
    failing, numbers = rerun.failing(), rerun.numbers()
    assert failing == {*HEALED, "test_always_fails", "test_teardown_stays", "test_skipped_now"}
    done = rerun.again("--doctest-modules", *workers)
    assert done.exit_status == 1
    assert rerun.failing() == failing - HEALED
    assert f"junit.xml: {len(HEALED)} healed, 2 still failing" in done.output
    assert all(f"  healed: test_it.py::{name}" in done.output for name in ("test_fails", "test_params[a::b]"))
    # One of the tests that still fail has two entries, for its call and for its teardown.
    assert rerun.numbers() == {**numbers, "failures": "3", "errors": "1"}


def test_only_the_healed_cases_change(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\ndef test_b(): assert 0\n")
    rerun.again("-k", "test_a or test_b")
    before, after = rerun.before.decode(), rerun.file.read_bytes().decode()
    start, end = before.index("<failure"), before.index("</failure>") + len("</failure>")
    assert after == (before[:start] + before[end:]).replace('failures="2"', 'failures="1"')


def test_last_failed_leaves_a_clean_file_with_every_test(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\ndef test_b(): pass\n")
    done = suite.run("--update-xml", "junit.xml", "-p", "cacheprovider", "--lf")
    assert done.exit_status == 0
    assert (rerun.failing(), rerun.numbers()["tests"], rerun.numbers()["failures"]) == (set(), "2", "0")


def test_merge_tells_every_result_of_the_rerun(suite: Suite) -> None:
    source = """
        import os, pytest
        again = os.path.exists("healed")
        def test_heals(): assert again
        def test_breaks(): print("said"); assert not again, "now"
        @pytest.mark.skipif(again, reason="not now")
        def test_skips(): pass
        def test_stays(): pass
        if again:
            def test_new(): assert 0
    """
    rerun = Rerun(suite, source)
    done = rerun.again("--update-xml-merge", "-k", "not stays")
    assert done.exit_status == 1
    assert "1 healed, 2 newly failing, 1 new" in done.output
    assert rerun.problems() == [
        ("test_heals", []),
        ("test_breaks", ["failure", "system-out"]),
        ("test_skips", ["skipped"]),
        ("test_stays", []),
        ("test_new", ["failure"]),
    ]
    assert rerun.numbers() == {"tests": "5", "failures": "2", "errors": "0", "skipped": "1"}


def test_a_file_that_can_be_collected_again_is_healed(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\nassert os.path.exists('healed')\ndef test_a(): pass\n")
    assert rerun.failing() == {"test_it"}
    assert "1 healed, 1 not in the file" in rerun.again().output
    assert rerun.failing() == set()


def test_a_test_that_was_running_when_its_worker_died_is_healed(suite: Suite, xdist: None) -> None:
    source = "import os\ndef test_a():\n    if not os.path.exists('healed'): os._exit(1)\ndef test_b(): pass\n"
    rerun = Rerun(suite, source, "-n", "1", "--max-worker-restart", "1")
    assert rerun.failing() == {"test_a"}
    rerun.again()
    assert rerun.failing() == set()


def test_a_retried_test_counts_by_its_last_attempt(suite: Suite, rerunfailures: None) -> None:
    source = """
        import os
        def test_a():
            tried = os.path.exists("tried")
            if os.path.exists("healed"): open("tried", "w")
            assert tried
    """
    rerun = Rerun(suite, source)
    assert rerun.again("--reruns", "2").exit_status == 0
    assert rerun.failing() == set()


def test_a_failed_subtest_keeps_the_failure(suite: Suite) -> None:
    source = """
        import os, unittest
        class TestUnit(unittest.TestCase):
            def test_a(self):
                for index in range(2):
                    with self.subTest(index=index):
                        assert index == 0 or os.path.exists("healed")
                assert os.path.exists("healed")
    """
    rerun = Rerun(suite, source)
    (suite.directory / "healed").unlink()
    rerun.again()
    assert rerun.failing() == {"test_a"}
    (suite.directory / "healed").touch()
    rerun.again()
    assert rerun.failing() == set()


def test_a_prefix_and_another_root_directory_are_found(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\n", "--junit-prefix", "linux")
    assert b'classname="linux.test_it"' in rerun.before
    assert "1 healed" in rerun.again().output


def test_marks_what_it_heals_on_request(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\n")
    rerun.again("--update-xml-mark")
    assert b'<properties><property name="backstory.healed" value="true"/></properties></testcase>' in (
        rerun.file.read_bytes()
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "there is no such file"),
        (b"", "it is empty"),
        (b"<testsuites><testsuite><testcase", "it is not whole XML"),
        (b"<html></html>", "neither <testsuites> nor <testsuite>"),
    ],
    ids=["missing", "empty", "truncated", "foreign"],
)
@pytest.mark.parametrize("status", [0, 1])
def test_a_file_that_cannot_be_updated_is_told_of(
    suite: Suite, content: bytes | None, sentence: str, status: int
) -> None:
    suite.write(test_it=f"def test_a(): assert {1 - status}")
    file = suite.directory / "junit.xml"
    if content is not None:
        file.write_bytes(content)
    done = suite.run("--update-xml", "junit.xml", "--update-xml-merge")
    assert done.exit_status == status
    assert f"junit.xml was not updated: {sentence}" in done.output.replace("it is no JUnit XML file: its root is ", "")
    assert "INTERNALERROR" not in done.output + done.errors
    assert (file.read_bytes() if file.exists() else None) == content


def test_a_directory_without_leave_to_write_is_told_of(suite: Suite) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\n")
    suite.directory.chmod(0o500)
    try:
        done = rerun.again()
    finally:
        suite.directory.chmod(0o700)
    assert done.exit_status == 0
    assert "junit.xml was not updated: Permission denied" in done.output


def test_the_file_that_pytest_writes_itself_keeps_the_earlier_run(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\ndef test_b(): assert 0\n")
    rerun.again("--junit-xml", "junit.xml", "-k", "test_a")
    assert rerun.failing() == {"test_b"}
    assert rerun.numbers() == {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"}


def test_one_command_serves_the_first_run_and_the_rerun(suite: Suite) -> None:
    suite.write(test_it="def test_a(): pass")
    done = suite.run("--junit-xml", "junit.xml", "--update-xml", "junit.xml")
    assert "junit.xml is new: there is no earlier run in it" in done.output
    assert b'tests="1"' in (suite.directory / "junit.xml").read_bytes()


def test_a_link_and_the_mode_of_the_file_stay(suite: Suite) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\n")
    target = rerun.file.rename(suite.directory / "reports.xml")
    rerun.file.symlink_to(target)
    target.chmod(0o640)
    rerun.again()
    assert (rerun.file.is_symlink(), target.stat().st_mode & 0o777, rerun.failing()) == (True, 0o640, set())


def test_600_failing_tests_on_four_workers_are_right_every_time(suite: Suite, xdist: None) -> None:
    rerun = Rerun(
        suite,
        """
        import os, pytest
        @pytest.mark.parametrize("n", range(600))
        def test_n(n): assert os.path.exists("healed")
        """,
    )
    assert rerun.numbers()["failures"] == "600"
    # The race that this is about does not depend on pytest's version.
    for _ in range(20 if PYTEST >= (9, 0) else 3):
        rerun.file.write_bytes(rerun.before)
        rerun.again("-n", "4", "-q")
        assert rerun.numbers() == {"tests": "600", "failures": "0", "errors": "0", "skipped": "0"}
        assert rerun.failing() == set()


def test_a_killed_rerun_leaves_the_old_or_the_new_file(suite: Suite) -> None:
    source = """
        import os, pytest
        @pytest.mark.parametrize("n", range(3000))
        def test_n(n): assert os.path.exists("healed")
    """
    rerun = Rerun(suite, source, "-q", "--tb=no")
    rerun.again("-q")
    healed = rerun.file.read_bytes()
    seen = set()
    began = time.monotonic()
    rerun.file.write_bytes(rerun.before)
    _killed(suite, None)
    whole = time.monotonic() - began
    for round_ in range(16):
        rerun.file.write_bytes(rerun.before)
        # Up to the end, where the file is written; on a busy machine the whole may have taken longer than what follows.
        _killed(suite, whole * (0.4 + 0.04 * round_))
        content = rerun.file.read_bytes()
        assert content in (rerun.before, healed)
        seen.add(content == healed)
    assert False in seen


def _killed(suite: Suite, seconds: float | None) -> None:
    arguments = suite.command("-q", "--tb=no", "--update-xml", "junit.xml")
    with subprocess.Popen(
        arguments, cwd=suite.directory, env=suite.variables(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)


def test_it_is_the_only_thing_that_the_plugin_does_without_a_destination(suite: Suite, tmp_path: Path) -> None:
    rerun = Rerun(suite, "import os\ndef test_a(): assert os.path.exists('healed')\n")
    rerun.again()
    assert not suite.spool.exists()
    assert b'failures="0"' in rerun.file.read_bytes()
