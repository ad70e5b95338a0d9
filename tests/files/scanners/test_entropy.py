import pytest

from unhook.files.scanner import Sample
from unhook.files.scanners.entropy import SCANNER


@pytest.mark.parametrize(
    ("data", "entropy"), [(b"", 0.0), (b"aaaa", 0.0), (b"ab" * 9, 1.0), (bytes(range(256)), 8.0)]
)
def test_bits_a_byte(data: bytes, entropy: float) -> None:
    assert SCANNER.scan(Sample(data, "unknown")).record["entropy"]["entropy"] == pytest.approx(entropy)
