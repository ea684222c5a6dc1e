"""What code imports from `pytest_harvest.results_bags`."""

from pytest_backstory.harvest import ResultsBag, create_results_bag_fixture, saved_fixture

__all__ = ["ResultsBag", "create_results_bag_fixture", "saved_fixture"]
