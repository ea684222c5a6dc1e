"""G12: what recording costs a pytest run, measured as the time inside the hooks of each plugin.

Every round runs the same 2,000 trivial tests once a plugin, one after another; the median test of the best round of
each counts; that bare pytest and the plugin without a destination have none is shown beside it. The drain is the time
of our last hook after 10,000 tests, with a server that takes everything. Memory is what 50,000 tests need more than on
bare pytest.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
TESTS = 2_000
TESTS_TO_DRAIN = 10_000
TESTS_TO_KEEP = 50_000
HERE = Path(__file__).parent
OURS = ["-p", "pytest_backstory.plugin"]
PLUGINS = {
    "bare pytest": [],
    "backstory without a destination": [*OURS, "--backstory-url="],
    "backstory": OURS,
    "junit-xml": ["--junit-xml=report.xml"],
    "pytest-reportlog": ["-p", "pytest_reportlog.plugin", "--report-log=report.jsonl"],
    "pytest-test-observer": ["-p", "pytest_test_observer.plugin", "--ch-url=http://127.0.0.1:9"],
}


def main() -> None:
    """Measures and prints the figures."""
    with tempfile.TemporaryDirectory() as name, _sink() as (url, sink):
        directory = Path(name)
        plugins = dict(PLUGINS)
        for name in ("pytest-test-observer", "pytest-reportlog"):
            if importlib.util.find_spec(name.replace("-", "_")) is None:
                print(f"{name} is not installed here: it is not compared with")
                del plugins[name]
        try:
            best = _microseconds(directory, url, plugins)
            drain = min(_run(directory, url, TESTS_TO_DRAIN, OURS)["drain"] for _ in range(3))
            kept = [_run(directory, url, TESTS_TO_KEEP, plugin)["rss"] for plugin in ([], OURS)]
        finally:
            sink.terminate()
        _report(best, drain, (kept[1] - kept[0]) / TESTS_TO_KEEP)


def _report(best: dict[str, float], drain: float, kept: float) -> None:
    ours = best.pop("backstory")
    idle = best.pop("backstory without a destination") - best.pop("bare pytest")
    print(f"per test: backstory {ours:.1f} µs, " + ", ".join(f"{name} {time:.1f} µs" for name, time in best.items()))
    for name, time in best.items():
        ratio = ours / time
        _figure(f"pytest plugin, time in hooks against {name}", f"{ratio:.2f}x", "<= 0.6x", ratio <= 0.6)
    _figure("pytest plugin, time in hooks a test", f"{ours:.1f} µs", "<= 20 µs (stretch)", ours <= 20)
    _figure("pytest plugin, time in hooks a test without a destination", f"{idle:.1f} µs", "0 µs", idle == 0)
    _figure("pytest plugin, memory a test, of 50,000", f"{kept:.0f} bytes", "<= 1,000 bytes", kept <= 1_000)
    milliseconds = drain * 1000
    _figure("pytest plugin, drain after 10,000 tests", f"{milliseconds:.0f} ms", "<= 200 ms", milliseconds <= 200)


def _figure(what: str, measured: str, wanted: str, met: bool) -> None:
    print(f"FIGURE\tG12\t{what}\t{measured}\t{wanted}\t{'met' if met else 'MISSED'}")


def _microseconds(directory: Path, url: str, plugins: dict[str, list[str]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, arguments in plugins.items():
            time = _run(directory, url, TESTS, arguments)["test"] * 1_000_000
            best[name] = min(best.get(name, time), time)
    return best


def _run(directory: Path, url: str, tests: int, arguments: list[str]) -> dict[str, float]:
    suite = directory / f"suite{tests}"
    if not suite.exists():
        suite.mkdir()
        for module in range(tests // 100):
            body = "".join(f"def test_{number}():\n    pass\n\n" for number in range(100))
            (suite / f"test_module_{module}.py").write_text(body)
    measured = directory / "measured.json"
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": os.pathsep.join([str(HERE.parent / "python/src"), str(HERE)]),
        "HOOK_TIMES": str(measured),
        "BACKSTORY_URL": url,
        "BACKSTORY_SPOOL": str(directory / "spool"),
        "XDG_CACHE_HOME": str(directory / "cache"),
    }
    environment.pop("PYTEST_PLUGINS", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytestHookTimes", *arguments]
    done = subprocess.run([*command, "."], cwd=suite, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    times: dict[str, float] = json.loads(measured.read_text())
    return times


class _sink:  # noqa: N801 a context manager reads like a function
    """A server in a process of its own that takes every part and keeps nothing."""

    def __enter__(self) -> tuple[str, subprocess.Popen[str]]:
        command = [sys.executable, str(HERE / "pytestSink.py")]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip(), self._process

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


if __name__ == "__main__":
    main()
