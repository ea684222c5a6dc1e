"""Sends what was kept: files of records, and buffer files of pytest-test-observer."""
