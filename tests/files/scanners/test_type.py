import builtins
import hashlib
from typing import Any

import pytest

from unhook.files.model import Fault, Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.type import FUZZY_BYTES, SCANNER

TEXT = b"A letter.\n" * 500


def test_every_file_is_read() -> None:
    assert SCANNER.reads(Sample(data=b"", kind="unknown"))
    assert SCANNER.reads(Sample(data=b"x", kind="png", name="a.png"))


def test_type_and_hashes() -> None:
    pytest.importorskip("magic", reason="libmagic is missing", exc_type=ImportError)
    found = SCANNER.scan(Sample(data=TEXT, kind="txt"))
    assert found.mime == "text/plain"
    hashes = found.record["hash"]
    assert hashes["sha256"] == hashlib.sha256(TEXT).hexdigest()
    assert hashes["sha1"] == hashlib.sha1(TEXT).hexdigest()
    assert hashes["md5"] == hashlib.md5(TEXT).hexdigest()
    assert hashes["ssdeep"].count(":") == 2
    assert found.faults == ()


def test_an_empty_file() -> None:
    assert "ssdeep" not in SCANNER.scan(Sample(data=b"", kind="unknown")).record["hash"]


@pytest.mark.parametrize(("kind", "size"), [("txt", FUZZY_BYTES + 1), ("png", 10)])
def test_what_has_no_fuzzy_hash(kind: str, size: int) -> None:
    assert "ssdeep" not in SCANNER.scan(Sample(data=b"x" * size, kind=kind)).record["hash"]


def test_mismatches_become_signs() -> None:
    found = SCANNER.scan(Sample(data=b"MZ", kind="exe", name="a.pdf", media_type="application/pdf"))
    assert found.signs == (
        Sign("type-mismatch-name", "exe as .pdf"),
        Sign("type-mismatch-declared", "exe as application/pdf"),
    )


def test_without_libmagic_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "magic":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    found = SCANNER.scan(Sample(data=TEXT, kind="txt"))
    assert found.mime is None
    assert found.faults == (Fault("unsupported", "libmagic"),)
    assert found.record["hash"]["sha256"] == hashlib.sha256(TEXT).hexdigest()
