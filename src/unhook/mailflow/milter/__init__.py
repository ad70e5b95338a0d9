"""The milter protocol (version 6, as Sendmail 8.14 and Postfix speak it), and the service that speaks it.

There is no standard; the yardsticks are Sendmail's include/libmilter/mfdef.h and Postfix's MILTER_README.
"""
