"""What is inside an attachment: opened in limited worker processes, one scanner a file type.

    bytes -> tree.explode -> (one job a file) pool -> worker -> scanners -> Found -> Tree

Nothing found inside is ever executed, and nothing is fetched.
"""
