"""What the workers that open files cost, and what they survive: `python -m bench.files WHAT`."""
