"""A scanner that takes its time, with a file in the temporary folder."""

import tempfile
import time

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    with tempfile.NamedTemporaryFile() as file:
        file.write(sample.data)
        time.sleep(int(sample.data.split(b":")[1]) / 1000)
    return Found(record={"slow": len(sample.data)})


SCANNER = Scanner("slow", scan, kinds=frozenset({"slow"}))
