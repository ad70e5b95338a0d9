"""Stored mail searched and measured: one question to every mail, all mails to every rule.

What looks at a single mail is a value that can be handed to another process; what adds up
the answers stays where they are collected.
"""
