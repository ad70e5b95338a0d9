"""Whether this machine can show pages: Playwright, Chromium, and a kernel that shuts the browser in."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.util import find_spec

from unhook.pages.browser import enclosure

_PLACES = ("/usr/lib/chromium/chromium", "/usr/lib64/chromium-browser/chromium-browser")
"""Chromium itself: the launcher in `PATH` adds switches of the machine's own."""

_TRIAL_SECONDS = 30.0


def chromium() -> str | None:
    """Where the system's Chromium is."""
    return next((each for each in _PLACES if os.access(each, os.X_OK)), None) or shutil.which("chromium")


@cache
def refusal() -> str:
    """Why no page can be shown here; the empty text where it can. Tried once, in a tenth of a second."""
    if find_spec("playwright") is None:
        return "Playwright is not installed: pip install 'unhook[pages]'"
    if chromium() is None:
        return "there is no chromium; Debian's package of that name has it"
    return refused_by_system()


def refused_by_system() -> str:
    """Why no program can be shut in here, by trying it; the empty text where it can."""
    folder = tempfile.mkdtemp(prefix="unhook-trial-")
    try:
        done = subprocess.run(
            [*command(folder), "/bin/true"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return (done.stderr.strip() or f"status {done.returncode}") if done.returncode else ""


def command(folder: str) -> list[str]:
    """What runs a program shut in; it and its arguments follow. All of it ends with this process."""
    return [sys.executable, "-I", "-m", enclosure.__name__, str(os.getpid()), folder]
