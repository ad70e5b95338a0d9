"""What leaves Unhook for other systems: indicators in their formats, notices, logs and metrics.

Nothing is sent anywhere that the operator did not name.
"""
