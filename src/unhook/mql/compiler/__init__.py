"""The checked tree to Python code objects: no tree is walked when a rule runs."""
