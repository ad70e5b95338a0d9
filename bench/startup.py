"""Cold start, memory and a large mail, measured as whole processes beside a fixed yardstick."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

YARDSTICK = "import lxml.html, yaml"


def measure(example: Path, runs: int = 7) -> str:
    """Medians of `runs` fresh processes each.

    The yardstick is `python -c "import lxml.html, yaml"` in an environment that has both.
    """
    unhook = [sys.executable, "-m", "unhook", "check", str(example)]
    yardstick = [sys.executable, "-c", YARDSTICK]
    pairs = [(process(unhook), process(yardstick)) for _ in range(runs)]
    ours = median(pair[0][0] for pair in pairs)
    base = median(pair[1][0] for pair in pairs)
    memory = max(pair[0][1] for pair in pairs)
    with tempfile.NamedTemporaryFile(suffix=".eml") as large:
        large.write(_large())
        large.flush()
        seconds, peak = process([*unhook[:-1], large.name])
    return "\n".join(
        [
            f"cold check of one mail: {ours:.3f} s, yardstick {base:.3f} s, bound {2 * base + 0.3:.3f} s",
            f"peak memory of that check: {memory / 1024:.0f} MB",
            f"a 25 MB mail: {seconds:.2f} s, peak memory {peak / 1024:.0f} MB",
        ]
    )


def process(command: list[str]) -> tuple[float, int]:
    """Seconds and peak kilobytes of a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - start, _kilobytes(usage)


def _kilobytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024


def _large(size: int = 25 * 1024 * 1024) -> bytes:
    """A mail of `size` bytes: a short text and one attachment of noise in base64."""
    import base64
    import random

    noise = base64.encodebytes(random.Random(7).randbytes(int(size / 1.36)))
    head = (
        b"From: Sender <sender@example.com>\r\nTo: reader@example.org\r\nSubject: Files\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nHere are the files.\r\n--b\r\n"
        b'Content-Type: application/zip; name="files.zip"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="files.zip"\r\n\r\n'
    )
    return head + noise.replace(b"\n", b"\r\n") + b"--b--\r\n"
