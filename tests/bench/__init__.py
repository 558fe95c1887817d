"""Measurements, apart from the tests: `make bench` runs them and writes docs/benchmarks.md."""
