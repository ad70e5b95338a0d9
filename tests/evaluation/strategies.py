"""Scores as verdicts give them: few different values, so that ties are common."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

score = st.one_of(st.sampled_from([0.0, 0.08, 0.5, 0.9, 1.0]), st.floats(0, 1, allow_nan=False))
scores = st.lists(score, min_size=1, max_size=40)
judged = st.lists(st.tuples(score, st.booleans()), min_size=1, max_size=60)

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""No test asserts a time, also not by accident."""
