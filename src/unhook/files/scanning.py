"""All scanners that read a file, one after the other, in this process."""

from typing import Any

from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample, scanners


def scan(sample: Sample) -> Found:
    """Their answers in one. A scanner that raises is a fault of its own; the others are heard."""
    record: dict[str, Any] = {}
    parts: list[Found] = []
    for scanner in scanners():
        if not scanner.reads(sample):
            continue
        try:
            found = scanner.scan(sample)
        except Exception as error:
            found = Found(faults=(Fault("failed", f"{scanner.name}: {type(error).__name__}"),))
        record.update(found.record)
        parts.append(found)
    return Found(
        record=record,
        children=tuple(each for found in parts for each in found.children),
        references=tuple(each for found in parts for each in found.references),
        texts=tuple(each for found in parts for each in found.texts),
        signs=tuple(each for found in parts for each in found.signs),
        faults=tuple(each for found in parts for each in found.faults),
        mime=next((found.mime for found in parts if found.mime), None),
        flavors=tuple(each for found in parts for each in found.flavors),
    )
