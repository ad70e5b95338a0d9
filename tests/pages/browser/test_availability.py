"""Where no browser can be shut in, none is started."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages.pages import PAGE, Pages, title
from unhook.cli.main import main
from unhook.pages.browser import availability, browser
from unhook.pages.browser.failure import BrowserError
from unhook.pages.browser.visit import Target

REFUSED = """
import sys
from unhook.pages.browser import availability
print(availability.refused_by_system())
"""


@pytest.fixture(autouse=True)
def _unknown_again() -> None:
    availability.refusal.cache_clear()


def test_a_kernel_without_network_namespaces_is_told() -> None:
    # In a user namespace whose share of network namespaces is none.
    script = 'echo 0 > /proc/sys/user/max_net_namespaces && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "/bin/sh", "-c", script, "sh"]
    told = subprocess.run(
        [*command, sys.executable, "-c", REFUSED], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.startswith("no namespaces for a browser: ")


def test_this_machine_can_shut_programs_in() -> None:
    assert availability.refused_by_system() == ""


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "chromium", lambda: None)
    assert "chromium" in availability.refusal()
    monkeypatch.setattr(availability, "find_spec", lambda name: None)
    availability.refusal.cache_clear()
    assert "unhook[pages]" in availability.refusal()


def test_without_namespaces_no_browser_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started = tmp_path / "started"
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\ntouch {started}\n")
    program.chmod(0o755)
    monkeypatch.setattr(availability, "chromium", lambda: str(program))
    refusing = ["/bin/sh", "-c", "echo no namespaces for a browser >&2; exit 97", "sh"]
    monkeypatch.setattr(availability, "command", lambda folder: refusing)
    with browser.Browser() as own, pytest.raises(BrowserError, match=r"refused: no namespaces"):
        own.visit(Target(PAGE), Pages({PAGE: "<p>"}), title)
    mail = tmp_path / "a.eml"
    mail.write_text("Subject: Roses\n\nRoses.\n")
    assert main(["check", str(mail), "--screenshots"]) == 2
    assert "--screenshots: no namespaces" in capsys.readouterr().err
    assert not started.exists()


def test_chromium_is_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "_PLACES", ())
    assert availability.chromium() == shutil.which("chromium")
