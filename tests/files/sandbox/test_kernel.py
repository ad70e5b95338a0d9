import ctypes
import errno
import sys

import pytest

from unhook.files.sandbox import kernel

from .confined import fresh, give_up_capabilities

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system calls of Linux")


def test_a_call_that_fails_is_an_error_with_its_number() -> None:
    with pytest.raises(OSError, match="Invalid argument") as raised:
        kernel.prctl(kernel.PR_SET_DUMPABLE, ctypes.c_ulong(99))
    assert raised.value.errno == errno.EINVAL


def test_an_unknown_call_is_an_error() -> None:
    with pytest.raises(OSError, match="not implemented"):
        kernel.call(100_000)


def test_capabilities_can_be_given_up_for_good() -> None:
    process = fresh.Process(target=give_up_capabilities)
    process.start()
    process.join()
    assert process.exitcode == 0


def test_other_systems_have_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    kernel._libc.cache_clear()
    with pytest.raises(OSError, match="darwin"):
        kernel.unshare(0)
    kernel._libc.cache_clear()


def test_capabilities_need_a_known_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: "riscv64")
    with pytest.raises(OSError, match="riscv64"):
        kernel.give_up_capabilities()
