"""Stored mails as a table that answers faster than the mails do.

One row a mail: the message model's values in columns, and the mail's bytes. A question is
asked of the columns first, in a form that loses no mail (`bounds`); what remains is parsed
and asked exactly, so that the answer is that of the mails themselves.
"""
