"""TypeScript programs of this repository, run from source."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from suite import ROOT


def node_command(program: str, *arguments: str) -> list[str]:
    """The command that runs a TypeScript file of the repository; skips where its packages are not installed."""
    node, tsx = shutil.which("node"), ROOT / "node_modules" / "tsx" / "dist" / "cli.mjs"
    if node is None or not tsx.exists():
        pytest.skip("needs Node and the packages of the repository: npm ci")
    return [node, str(tsx), "--conditions=@backstory/source", str(ROOT / program), *arguments]


def run_typescript(program: str, *arguments: str) -> list[str]:
    """The lines that a TypeScript file of the repository prints."""
    command = node_command(program, *arguments)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", timeout=120, check=True)
    return done.stdout.split("\n")[:-1]
