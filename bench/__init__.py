"""Measurements on mail read by path; see `python -m bench --help`."""
