"""Where a feed comes from: a folder, an archive, a git repository, or a download that a person named."""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import urlsplit

from unhook.errors import RuleError
from unhook.feeds.draft import Draft
from unhook.feeds.unpack import unpack
from unhook.limits import FeedLimits
from unhook.version import VERSION

Kind = Literal["folder", "archive", "git", "download"]
_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz", ".zip")
_GIT = re.compile(r"(?:git|ssh|file)://|[\w.-]+@[\w.-]+:")
_TIMEOUT = 30.0


def kind(origin: str) -> Kind:
    """What an origin is. Raises `RuleError` when it is nothing that can be fetched."""
    if origin.startswith("git+") or _GIT.match(origin):
        return "git"
    if re.match(r"https?://", origin):
        return "download" if urlsplit(origin).path.lower().endswith(_ARCHIVES) else "git"
    if "://" in origin:
        raise RuleError(f"{origin}: only https, http, ssh, git and file addresses are fetched")
    path = Path(origin)
    if path.is_dir():
        bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
        return "git" if bare else "folder"
    if path.is_file():
        return "archive"
    raise RuleError(f"{origin}: no such file or folder, and not an address")


def fetch(origin: str, draft: Draft) -> str:
    """Bring a feed's files into the draft; the answer is the git commit, `""` for other kinds.

    Raises `RuleError` with the reason when it cannot be had whole.
    """
    match kind(origin):
        case "folder":
            _copy(Path(origin), draft)
        case "archive":
            unpack(Path(origin), draft)
        case "download":
            with TemporaryDirectory(prefix="unhook-") as place:
                unpack(_download(origin, Path(place), draft.limits), draft)
        case "git":
            with TemporaryDirectory(prefix="unhook-") as place:
                commit = _clone(origin.removeprefix("git+"), Path(place) / "clone", draft.limits)
                _copy(Path(place) / "clone", draft)
            return commit
    return ""


def _copy(folder: Path, draft: Draft) -> None:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            relative = path.relative_to(folder).as_posix()
            wanted = draft.wants(relative)
            if path.is_symlink() or not path.is_file():
                draft.left_out["links and devices"] += 1
            elif wanted:
                try:
                    with path.open("rb") as file:
                        draft.add(relative, file)
                except OSError as error:
                    raise RuleError(f"{path}: {error.strerror or error}") from error


def _clone(address: str, place: Path, limits: FeedLimits) -> str:
    address, _, ref = address.partition("#")
    options = ["--depth", "1", "--single-branch", "--no-tags", "--no-recurse-submodules"]
    options += ["--branch", ref] if ref else []
    # A local path is read through the same protocol as a remote one, which honours the depth.
    local = Path(address).absolute().as_uri() if Path(address).exists() else address
    safe = ["-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false"]
    _git([*safe, "clone", "--quiet", *options, "--", local, str(place)], limits)
    return _git(["-C", str(place), "rev-parse", "HEAD"], limits).strip()


def _git(arguments: list[str], limits: FeedLimits) -> str:
    # Nothing may ask for a password, run a helper transport, or fetch large files behind our back.
    guarded = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file",
        "GIT_LFS_SKIP_SMUDGE": "1",
    }
    try:
        done = subprocess.run(
            ["git", *arguments],
            env={**os.environ, **guarded},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds,
            check=True,
        )
    except FileNotFoundError:
        raise RuleError("the program git is not installed; give a folder or an archive") from None
    except subprocess.TimeoutExpired:
        raise RuleError(f"git took longer than {limits.seconds:.0f} seconds") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuleError(f"git: {said[-1] if said else f'status {error.returncode}'}") from None
    return done.stdout.decode("utf-8", "replace")


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only, and never from https down to http."""

    def redirect_request(self, req: Any, *rest: Any) -> urllib.request.Request | None:
        target: str = rest[-1]
        allowed = ("https",) if req.type == "https" else ("https", "http")
        if urlsplit(target).scheme not in allowed:
            raise RuleError(f"{req.full_url} leads on to {target}, which is not followed")
        return super().redirect_request(req, *rest)


def _download(address: str, place: Path, limits: FeedLimits) -> Path:
    opener = urllib.request.build_opener(_SafeRedirects)
    request = urllib.request.Request(address, headers={"User-Agent": f"unhook/{VERSION}"})
    path = place / "download"
    end = time.monotonic() + limits.seconds
    size = 0
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer, path.open("wb") as file:
            while chunk := answer.read(1 << 16):
                size += len(chunk)
                if size > limits.archive_bytes:
                    raise RuleError(f"{address}: larger than {limits.archive_bytes:,} bytes")
                if time.monotonic() > end:
                    raise RuleError(f"{address}: took longer than {limits.seconds:.0f} seconds")
                file.write(chunk)
    except urllib.error.HTTPError as error:
        raise RuleError(f"{address}: {error}") from error
    except (OSError, ValueError) as error:
        raise RuleError(f"{address}: {getattr(error, 'reason', error)}") from error
    return path
