"""Processes of pytest, forked from one that has imported it: that import is most of what a short run costs.

In the child nothing is as the parent left it but for the modules of pytest: arguments, directory, environment, paths of
modules and standard streams are those of the order, and it ends as any process does. Plugins are imported in the child.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from runpy import run_module
from tempfile import TemporaryDirectory

_lock = threading.Lock()
_starters: list[subprocess.Popen[bytes]] = []


def can_start(variables: dict[str, str]) -> bool:
    """Whether a fork would do: variables that Python itself reads when it starts need a fresh process."""
    own = {name: value for name, value in variables.items() if name.startswith("PYTHON") and name != "PYTHONPATH"}
    return hasattr(os, "fork") and all(os.environ.get(name) == value for name, value in own.items())


def started(
    arguments: list[str], directory: Path, variables: dict[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m pytest` to its end, which must come within some seconds."""
    with _lock, TemporaryDirectory() as folder:
        order = {"arguments": arguments, "directory": str(directory), "variables": variables, "folder": folder}
        starter = _starter()
        assert starter.stdin is not None
        assert starter.stdout is not None
        starter.stdin.write(json.dumps(order).encode() + b"\n")
        starter.stdin.flush()
        if not select.select([starter.stdout], [], [], seconds)[0]:
            _starters.clear()
            os.killpg(starter.pid, 9)
            raise subprocess.TimeoutExpired(arguments, seconds)
        code = int(starter.stdout.readline())
        output, errors = (Path(folder, name).read_text("utf-8", "replace") for name in ("output", "errors"))
        return subprocess.CompletedProcess(arguments, code, output, errors)


def _starter() -> subprocess.Popen[bytes]:
    if not _starters:
        command = [sys.executable, __file__]
        _starters.append(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        )
    return _starters[0]


def _serve() -> None:
    """Takes orders from stdin, one a line, and answers the exit code of each. It ends when nobody can order more."""
    import pytest  # noqa: F401 what it imports is what children need not
    from _pytest.config import default_plugins

    for name in default_plugins:
        import_module(f"_pytest.{name}")
    paths = sys.path[1:]
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            order = json.loads(line)
            _become(order["directory"], order["variables"], Path(order["folder"]), paths)
            sys.argv = ["pytest", *order["arguments"]]
            run_module("pytest", run_name="__main__", alter_sys=True)
            sys.exit()
        _, status = os.waitpid(child, 0)
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        os.write(1, f"{code}\n".encode())


def _become(directory: str, variables: dict[str, str], folder: Path, paths: list[str]) -> None:
    writing = os.O_WRONLY | os.O_CREAT
    files = [
        os.open(os.devnull, os.O_RDONLY),
        os.open(folder / "output", writing),
        os.open(folder / "errors", writing),
    ]
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(variables)
    named = [path for path in variables.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [directory, *named, *paths]


if __name__ == "__main__":
    _serve()
