import os
import sys
from pathlib import Path

import pytest

from unhook.files.sandbox import kernel, landlock

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Landlock is Linux's")


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, 7])
def test_only_what_the_kernels_version_knows_is_asked_for(
    version: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[int, int, int, int]] = []
    end = os.open(tmp_path, os.O_RDONLY)

    def call(number: int, *arguments: object) -> int:
        if number == 444 and arguments[0] is None:
            return version
        if number == 444:
            size = int(arguments[1].value)  # type: ignore[attr-defined]
            attributes = arguments[0]._obj  # type: ignore[attr-defined]
            asked.append((size, attributes.files, attributes.network, attributes.scoped))
            return end
        return 0

    monkeypatch.setattr(kernel, "call", call)
    landlock.restrict([str(tmp_path), str(tmp_path / "missing")], [])
    ((size, files, network, scoped),) = asked
    assert files.bit_length() == {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    assert (network != 0, scoped != 0) == (version >= 4, version >= 6)
    assert size == (8 if version < 4 else 16 if version < 6 else 24)


def test_a_kernel_without_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*_: object) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(kernel, "call", call)
    with pytest.raises(OSError, match="not implemented"):
        landlock.restrict(["/usr"], [])
