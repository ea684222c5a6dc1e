"""What is checked out, as git says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from time import monotonic
from typing import Any

from pytest_backstory.bounds import ENTRIES, WORD
from pytest_backstory.redact import redacted

SECONDS_FOR_ALL = 2.0
QUESTIONS = {
    "head": ("rev-parse", "HEAD", "--abbrev-ref", "HEAD", "--is-shallow-repository"),
    "position": ("rev-list", "--count", "HEAD"),
    "changes": ("status", "--porcelain", "--untracked-files=no"),
    "repository": ("config", "--get", "remote.origin.url"),
}
# Paths as results have them: below the directory that is asked in.
RENAMES = ("-M", "-l2000", "--diff-filter=R", "--name-status", "--relative", "-z")
# The run before this one may have been some commits ago.
LAST_COMMITS = ("log", "--first-parent", "-m", "--format=", "--max-count=30", *RENAMES, "HEAD")


class Git:
    """Asks git in the background, so that the answers are there when collection is over."""

    def __init__(self, directory: Path, base_branch: str | None = None) -> None:
        questions: dict[str, tuple[str, ...]] = dict(QUESTIONS)
        if base_branch:
            questions["base"] = ("merge-base", f"origin/{base_branch}", "HEAD")
            questions["branch renames"] = ("diff", *RENAMES, f"origin/{base_branch}...HEAD")
        # The slowest is waited for last.
        questions["renames"] = LAST_COMMITS
        self._asked = {name: _ask(directory, question) for name, question in questions.items()}
        #: Files that were renamed since the base commit, else in the last commits; known with the answers.
        self.renames: list[dict[str, str]] = []

    def answers(self) -> dict[str, Any]:
        """The `git` of a submission: what is known within two seconds. Empty without git or outside a repository."""
        deadline = monotonic() + SECONDS_FOR_ALL
        said = {name: _answer(process, deadline) for name, process in self._asked.items()}
        self._asked = {}
        head = (said.get("head") or "").split("\n")
        if len(head) != 3:
            return {}
        self.renames = _renames(said.get("branch renames") or said.get("renames") or "")
        commit, branch, shallow = head
        git: dict[str, Any] = {"commit": commit}
        if branch != "HEAD":
            git["branch"] = branch
        if said.get("base"):
            git["baseCommit"] = said["base"]
        if shallow == "false" and (said["position"] or "").isdigit():
            git["position"] = int(said["position"] or "0")
        if said["repository"]:
            git["repository"] = redacted(said["repository"])
        if said["changes"] is not None:
            git["dirty"] = said["changes"] != ""
        return git

    def discard(self) -> None:
        """Ends what was asked and not answered."""
        for process in self._asked.values():
            if process is not None:
                process.kill()
                _answer(process, 0.0)
        self._asked = {}


def _renames(said: str) -> list[dict[str, str]]:
    """The pairs of `R<similarity> NUL from NUL to NUL …`, with more NULs between commits."""
    words = [word for word in said.split("\0") if word]
    pairs = zip(words[1::3], words[2::3])
    return [{"from": old, "to": new} for old, new in pairs if max(len(old), len(new)) <= WORD][:ENTRIES]


def _ask(directory: Path, question: tuple[str, ...]) -> subprocess.Popen[str] | None:
    try:
        return subprocess.Popen(
            ["git", *question],
            cwd=directory,
            # Reading the status must not write the index.
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return None


def _answer(process: subprocess.Popen[str] | None, deadline: float) -> str | None:
    if process is None:
        return None
    with process:
        try:
            said, _ = process.communicate(timeout=max(deadline - monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            process.kill()
            return None
    return said.strip() if process.returncode == 0 else None
