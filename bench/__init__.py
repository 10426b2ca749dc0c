"""Measurements: each figure is a ratio taken in one run on one machine. `make bench` prints them."""
