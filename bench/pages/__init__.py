"""Measures the browser without a network: leaks and costs."""
