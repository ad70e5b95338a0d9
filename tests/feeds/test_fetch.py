import io
import shutil
import subprocess
import tarfile
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.feeds.draft import Draft
from unhook.feeds.fetch import _SafeRedirects, fetch, kind
from unhook.limits import FeedLimits

from .conftest import write

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs the program git")


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (tmp_path / "out").mkdir()
    return Draft(tmp_path / "out", FeedLimits(archive_bytes=10_000, seconds=20))


def test_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    assert kind(str(tmp_path)) == "folder"
    assert kind(str(tmp_path / "a.zip")) == "archive"
    assert kind("https://feeds.example/rules-1.tar.gz?x=1") == "download"
    for origin in (
        "https://code.example/team/rules",
        "git@code.example:rules",
        "ssh://a/b",
        f"git+{tmp_path}",
    ):
        assert kind(origin) == "git"


@pytest.mark.parametrize("origin", ["ftp://feeds.example/a.zip", "data://x", "nowhere", "ext::sh -c true"])
def test_what_cannot_be_fetched(origin: str) -> None:
    with pytest.raises(RuleError):
        kind(origin)


def test_links_in_a_folder_are_left_out(source: Path, draft: Draft) -> None:
    (source / "link.yml").symlink_to("/etc/hostname")
    (source / "loop").symlink_to(source)
    fetch(str(source), draft)
    assert not (draft.root() / "link.yml").exists()
    assert draft.left_out["links and devices"] == 1


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@needs_git
def test_a_repository_is_cloned_and_its_commit_told(source: Path, draft: Draft, tmp_path: Path) -> None:
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "Rules")
    write(source / "draft.yml", "type.inbound")
    commit = fetch(f"git+{source}", draft)
    assert len(commit) == 40
    assert (draft.root() / "rules" / "hello.yml").is_file()
    assert not (draft.root() / "draft.yml").exists()


@needs_git
def test_a_ref_can_be_named(source: Path, draft: Draft) -> None:
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "Rules")
    git(source, "tag", "v1")
    write(source / "later.yml", "type.inbound")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "More")
    fetch(f"git+{source}#v1", draft)
    assert not (draft.root() / "later.yml").exists()


@needs_git
@pytest.mark.parametrize("address", ["git+/nowhere/at/all", "git+--upload-pack=true"])
def test_what_git_says_is_told_in_a_line(draft: Draft, address: str) -> None:
    with pytest.raises(RuleError, match=r"^git: "):
        fetch(address, draft)


class Answers(BaseHTTPRequestHandler):
    content = b""

    def do_GET(self) -> None:
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path.startswith("/missing"):
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.content)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()
        thread.join()


def test_a_download(server: str, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        info = tarfile.TarInfo("top/a.yml")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"text"))
    monkeypatch.setattr(Answers, "content", buffer.getvalue())
    fetch(f"{server}/rules.tar.gz", draft)
    assert (draft.root() / "a.yml").read_text() == "text"


def test_nothing_leads_from_https_down_to_http() -> None:
    request = urllib.request.Request("https://feeds.example/a.zip")
    with pytest.raises(RuleError, match="not followed"):
        _SafeRedirects().redirect_request(request, None, 302, "", {}, "http://feeds.example/a.zip")


@pytest.mark.parametrize(
    ("path", "said"), [("away.zip", "is not allowed"), ("missing.zip", "404"), ("large.zip", "larger than")]
)
def test_a_download_that_fails(
    server: str, draft: Draft, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.setattr(Answers, "content", bytes(20_000))
    with pytest.raises(RuleError, match=said):
        fetch(f"{server}/{path}", draft)
