"""Writes to a ClickHouse server directly what the server of Backstory would write there."""
