import vouchers  # noqa: F401  # There is none: an error outside of tests.
