"""Genuine notices and their forged twins: the same words, told apart by structure alone.

Everything is text made from the templates beside this file; nothing is sent, and every
recipient, small firm and attacker's host is on a reserved name (RFC 2606, RFC 6761) or,
where a public platform is abused, a random label below it.
"""
