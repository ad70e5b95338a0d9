"""What an editor asks about a rule file: names to offer, text to show, problems, layout.

The answers are plain values; only `server` knows an editor's protocol.
"""
