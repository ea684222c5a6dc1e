"""What code imports from `pytest_harvest.fixture_cache`."""

from pytest_backstory.harvest import saved_fixture

__all__ = ["saved_fixture"]
