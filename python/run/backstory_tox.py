"""Hands what `backstory run` set on to the commands of tox, which clears the environment.

tox loads this as a plugin, by the entry point beside it, because `backstory run` puts this folder on the path.
"""

from __future__ import annotations

import os
from typing import Any

import pluggy

hookimpl = pluggy.HookimplMarker("tox")


# tox 3 has no such hook; it is told by TOX_TESTENV_PASSENV.
@hookimpl(optionalhook=True)
def tox_before_run_commands(tox_env: Any) -> None:
    """Adds our variables to those of the environment, whatever its `pass_env` says."""
    environment = tox_env.environment_variables
    for name in (each for each in os.environ if each.startswith("BACKSTORY_")):
        environment.setdefault(name, os.environ[name])
    for name, separator in (("PYTHONPATH", os.pathsep), ("PYTEST_PLUGINS", ","), ("NODE_OPTIONS", " ")):
        parts = [os.environ.get(name, ""), environment.get(name, "")]
        value = separator.join(dict.fromkeys(part for part in parts if part))
        if value:
            environment[name] = value
