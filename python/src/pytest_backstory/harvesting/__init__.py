"""What the plugin does so that tests can be harvested. What users import is `pytest_backstory.harvest`."""
