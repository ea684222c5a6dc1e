"""Records pytest runs for Backstory, the durable history of test results."""

__version__ = "0.1.0"
