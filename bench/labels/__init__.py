"""Held-out mails labelled by reading: how and by which rulings is told in the README beside this file."""
