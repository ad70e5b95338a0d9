"""Outcomes from the spool to whoever keeps them, in a process of its own: a slow store delays no mail."""
