"""How good verdicts are on mail whose kind is known: scores and levels in, an `Evaluation` and reports out.

Nothing here reads or judges mail; `unhook evaluate` does.
"""
