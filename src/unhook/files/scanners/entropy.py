"""How evenly a file's bytes are spread: Shannon's entropy, near 8 for compressed or encrypted data."""

from collections import Counter
from math import log2

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner

_READ = 4 * 1024 * 1024


def scan(sample: Sample) -> Found:
    """Entropy in bits a byte of the first 4 MiB."""
    data = sample.data[:_READ]
    total = len(data)
    entropy = -sum(count / total * log2(count / total) for count in Counter(data).values()) if total else 0.0
    return Found({"entropy": {"entropy": abs(entropy)}})


SCANNER = Scanner("entropy", scan)
