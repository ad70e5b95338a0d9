"""Scans made up for tests: no worker, no library."""

from collections.abc import Mapping

from unhook.files.model import Found
from unhook.files.scanner import Sample


class Answers:
    """What each content's scanners find; nothing for any other. Keeps what it was asked."""

    def __init__(self, by_content: Mapping[bytes, Found]) -> None:
        self.by_content = by_content
        self.asked: list[Sample] = []

    def __call__(self, sample: Sample) -> Found:
        self.asked.append(sample)
        return self.by_content.get(sample.data, Found())
