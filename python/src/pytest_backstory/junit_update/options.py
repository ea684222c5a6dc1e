"""The options of the update of a JUnit XML file."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

import pytest


def add_update_options(parser: pytest.Parser) -> None:
    """Adds the options, but for one that pytest-update-test-results has where that is installed."""
    group = parser.getgroup("backstory-junit", "bringing a JUnit XML file up to date")
    if not _is_installed("pytest-update-test-results"):
        group.addoption(
            "--update-xml",
            dest="backstory_update_xml",
            default=None,
            metavar="FILE",
            help="JUnit XML file of an earlier run: what failed there and passes now is marked as passed",
        )
    group.addoption(
        "--update-xml-merge",
        dest="backstory_update_merge",
        action="store_true",
        help="put every result of this run into the file: failed, skipped and new tests too, and times",
    )
    group.addoption(
        "--update-xml-mark",
        dest="backstory_update_mark",
        action="store_true",
        help="give each test that passes now the property 'backstory.healed'",
    )


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
