"""Password-protected Office documents (MS-OFFCRYPTO), opened with the passwords that are known."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from unhook.files.scanner import Sample

COMMON = ("VelvetSweatshop", "/01Hannes Ruescher/01")
"""What Excel and PowerPoint try by themselves: a file protected so opens without a question."""
_SPINS = 4_000_000
"""Hashes computed in all; Office asks for 100,000 a password."""
_USUAL_SPINS = 50_000


@dataclass(frozen=True, slots=True)
class Decrypted:
    """`encrypted`: whether it is; `data` and `password` where one opened it; `cut`: some were not tried."""

    encrypted: bool
    data: bytes | None = None
    password: str | None = None
    cut: bool = False


def decrypt(sample: Sample) -> Decrypted:
    """Try the passwords of the mail and the well-known ones."""
    import msoffcrypto

    try:
        file = msoffcrypto.OfficeFile(BytesIO(sample.data))
        if not file.is_encrypted():
            return Decrypted(False)
    except Exception:
        # No format that it knows, or damaged: other readers say what is wrong.
        return Decrypted(False)
    known = tuple(dict.fromkeys((*COMMON, *sample.passwords)))
    tried = known[: min(sample.limits.passwords, _SPINS // _spins(file))]
    for password in tried:
        if (data := _opened(file, password)) is not None:
            return Decrypted(True, data, password)
    return Decrypted(True, cut=len(tried) < len(known))


def _opened(file: Any, password: str) -> bytes | None:
    out = BytesIO()
    try:
        file.load_key(password=password)
        file.decrypt(out)
    except Exception:
        # A wrong password shows as many kinds of errors: bad keys, sizes, no zip inside.
        return None
    return out.getvalue()


def _spins(file: Any) -> int:
    info = getattr(file, "info", None)
    spins = info.get("spinValue") if isinstance(info, dict) else None
    return max(1, int(spins)) if spins else _USUAL_SPINS
