"""The command line in a real terminal (tmux), wide and narrow."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unhook.report.columns import columns

pytestmark = [
    pytest.mark.tmux,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="needs Debian's tmux"),
]

STAND_IN = f"{sys.executable} {Path(__file__).with_name('standin.py')}"
DONE = "all-is-said"

Screen = Callable[..., str]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Runs a command in a terminal of so many columns; gives what stands on it, colours as escapes."""
    socket = str(tmp_path / "tmux")

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-S", socket, "-f", os.devnull, *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("TMUX", None)
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    def show(command: str, width: int, colours: bool = False) -> str:
        line = f"clear; {command}; echo {DONE[:3]}''{DONE[3:]}"
        tmux("new-session", "-d", "-s", "s", "-x", str(width), "-y", "200", "sh")
        tmux("send-keys", "-t", "s", line, "Enter")
        for _ in range(300):
            seen = tmux("capture-pane", "-t", "s", "-p", *(["-e"] if colours else []))
            if DONE in seen:
                break
            time.sleep(0.1)
        tmux("kill-session", "-t", "s")
        return seen.split(DONE)[0]

    yield show
    subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)


@pytest.mark.parametrize("width", [40, 100])
def test_the_report_fits_and_is_coloured(folder: Callable[..., Path], screen: Screen, width: int) -> None:
    path = folder("phish " + "\x1b[2J" + "word " * 30) / "0000.eml"
    command = f"{STAND_IN} check --language en {path}"
    coloured = screen(command, width, colours=True)
    assert "\x1b[" in coloured
    plain = screen(f"NO_COLOR=1 {command}", width, colours=True)
    assert "\x1b[" not in plain
    assert "DANGEROUS" in plain
    assert "<U+001B>" in plain
    assert all(columns(line) <= width for line in plain.splitlines())


def test_a_list_takes_one_line_a_mail(folder: Callable[..., Path], screen: Screen) -> None:
    mails = folder(*["hello", "phish"] * 5)
    shown = screen(f"NO_COLOR=1 {STAND_IN} check --language en {mails}", 60)
    lines = [line for line in shown.splitlines() if ".eml" in line]
    assert [line.split()[0] for line in lines] == ["nothing", "dangerous"] * 5
    assert [line.split(".eml")[0][-4:] for line in lines] == [f"{number:04d}" for number in range(10)]


def test_a_bar_counts_while_the_report_goes_into_a_file(
    folder: Callable[..., Path], screen: Screen, tmp_path: Path
) -> None:
    mails = folder(*["slow"] * 20)
    shown = screen(f"{STAND_IN} check --language en --format jsonl --output {tmp_path}/out {mails}", 100)
    assert "Checked 20 mails" in shown
    assert len((tmp_path / "out").read_text().splitlines()) == 20
