"""`python -m pytest_backstory.replay`."""

from __future__ import annotations

import sys

from pytest_backstory.replay.main import main

sys.exit(main(sys.argv[1:]))
