"""The page in a real browser: it fits a telephone and asks nobody for anything."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from report.probes import page as opened
from unhook import message
from unhook.catalogue import Catalogue
from unhook.report import Judged, page_report
from unhook.report.html import render
from unhook.rules.finding import Findings
from unhook.verdict import decide

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium"),
]

MEASURE = """<!doctype html><body><iframe src="page.html" style="width:360px;height:4000px;border:0"></iframe>
<script>onload = () => { const page = document.querySelector("iframe").contentDocument.documentElement;
document.title = "wide " + page.scrollWidth }</script>"""


def browse(page: Path, profile: Path, *options: str) -> str:
    """The page's document after loading, as Chromium writes it."""
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    command += [*options, "--virtual-time-budget=2000", "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.parametrize("tag", ["en", "ar", "de"])
@pytest.mark.parametrize("of", ["a mail", "a page"])
def test_the_page_fits_a_screen_of_360_pixels(judged: Judged, of: str, tag: str, tmp_path: Path) -> None:
    catalogue = Catalogue.load(tag)
    written = render(judged, catalogue) if of == "a mail" else page_report.render([opened()], catalogue)
    (tmp_path / "page.html").write_text(written, encoding="utf-8")
    (tmp_path / "measure.html").write_text(MEASURE, encoding="utf-8")
    shown = browse(tmp_path / "measure.html", tmp_path / "profile", "--disable-web-security")
    width = re.search(r"<title>wide (\d+)</title>", shown)
    assert width is not None
    assert int(width[1]) <= 360


@pytest.fixture
def sink() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback that notes every request."""
    seen: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, seen
    server.shutdown()


HOSTILE = """<html><head><link rel=stylesheet href="{0}/css">
<meta http-equiv=refresh content="0;url={0}/refresh"><script src="{0}/script"></script>
<style>@import "{0}/import"; body{{background:url({0}/style)}}</style></head><body background="{0}/body">
<p style="background:url({0}/inline)">Words</p><img src="{0}/img" srcset="{0}/set 2x">
<iframe src="{0}/frame"></iframe><object data="{0}/object"></object><embed src="{0}/embed">
<video src="{0}/video" poster="{0}/poster" autoplay></video><svg><image href="{0}/svg"/></svg>
<input type=image src="{0}/input"><table background="{0}/table"><tr><td>x</td></tr></table>
<a href="{0}/link" ping="{0}/ping">Go</a><base href="{0}/base/"><img src=relative></body></html>"""


def test_the_page_asks_nobody_for_anything(sink: tuple[int, list[str]], tmp_path: Path) -> None:
    port, seen = sink
    source = HOSTILE.format(f"http://127.0.0.1:{port}")
    # The sink must be seen to work before its silence means anything.
    alive = tmp_path / "alive.html"
    alive.write_text(f'<img src="http://127.0.0.1:{port}/img">', encoding="utf-8")
    browse(alive, tmp_path / "profile")
    assert seen == ["/img"]
    seen.clear()
    raw = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + source.encode()
    parsed = message.parse(raw)
    page = tmp_path / "page.html"
    page.write_text(
        render(Judged("a.eml", parsed, decide(parsed, Findings())), Catalogue.load("en")), encoding="utf-8"
    )
    assert "Words" in browse(page, tmp_path / "profile")
    assert seen == []
