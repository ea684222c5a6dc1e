"""A small shop: the code that the example tests test."""
