"""YARA rules: `flavors.yara` names what a file is, `scan.yara.matches` what else holds of it."""

from unhook.files import signatures
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    """All rules over all bytes."""
    found = signatures.matches(sample.data, sample.yara, sample.limits.scan_seconds / 2)
    told = [match for match in found if match.namespace != signatures.TYPES]
    return Found(
        record={"yara": {"matches": [{"name": match.name} for match in told]}},
        signs=tuple(
            Sign("yara-match", f"{match.name}: {match.description}".removesuffix(": ")) for match in told
        ),
        flavors=tuple(match.name for match in found if match.namespace == signatures.TYPES),
    )


SCANNER = Scanner("yara", scan)
