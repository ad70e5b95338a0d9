import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook import __version__
from unhook.cli.main import main, parser
from unhook.errors import RuleError

COMMAND = [sys.executable, str(Path(__file__).with_name("standin.py"))]


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"unhook {__version__}\n"


@pytest.mark.parametrize("verb", ["check", "explain", "parse", "rules"])
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert f"unhook {verb}" in capsys.readouterr().out


def test_an_unknown_command_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["chekc"])
    assert end.value.code == 2
    shown = capsys.readouterr().err
    assert all(name in shown for name in ("check", "explain", "parse", "rules"))


def test_checking_does_not_load_the_rule_verbs() -> None:
    sys.modules.pop("unhook.cli.rules", None)
    parser("check")
    assert "unhook.cli.rules" not in sys.modules


def test_a_deliberate_error_is_one_harmless_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken() -> None:
        raise RuleError("rule x:\nline 3 \x1b[2J is wrong")

    monkeypatch.setattr("unhook.app.shipped_pack", broken)
    (tmp_path / "a.eml").write_bytes(b"Subject: x\r\n\r\n")
    assert main(["check", str(tmp_path / "a.eml")]) == 2
    assert capsys.readouterr().err == "unhook: rule x: line 3 <U+001B>[2J is wrong\n"


def test_a_closed_output_leaves_the_status(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`unhook check mail.eml >&-` ended in a traceback: Python then has no standard output."""
    mails = str(folder("phish"))
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["check", mails]) == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_line(folder: Callable[..., Path]) -> None:
    """It ended in a traceback and the status of a mail that was found out."""
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [*COMMAND, "check", str(folder("phish"))],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr == "unhook: the report could not be written: No space left on device\n"


def test_a_reader_that_goes_away_is_no_error(folder: Callable[..., Path]) -> None:
    mails = folder(*["hello"] * 30)
    process = subprocess.Popen(
        [*COMMAND, "check", "--format", "json", str(mails)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141


def test_ctrl_c_keeps_what_was_found_and_shows_no_traceback(folder: Callable[..., Path]) -> None:
    mails = folder(*["phish slow"] * 240)
    process = subprocess.Popen(
        [*COMMAND, "check", "--format", "jsonl", "--jobs", "2", str(mails)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    rest, said = process.communicate()
    assert b'"verdict"' in first
    assert len(rest.splitlines()) < 239
    assert all(line.endswith(b"}") for line in rest.splitlines())
    assert b"Traceback" not in said
    assert b"Stopped on request after" in said
    assert process.returncode == 130
