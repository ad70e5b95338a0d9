"""Feeds: rules and lists that others publish, kept in versions and run as packs.

The only part of Unhook that fetches rules, and only from a source that a person names:
never from anything a mail contains.
"""
