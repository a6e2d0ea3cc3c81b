"""Measures this package against other rule engines; `make bench` runs it."""
