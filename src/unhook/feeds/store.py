"""Feeds on disk: each version in a folder named by its content, the current one switched at once.

    <home>/feeds/<name>/feed.json            where it comes from, which version is current
    <home>/feeds/<name>/versions/<sha256>/   the files, never changed

`<home>` is `UNHOOK_HOME`, else `unhook` in the user's data directory (XDG Base Directory
Specification).
"""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from unhook.errors import RuleError
from unhook.feeds import fetch
from unhook.feeds.draft import Draft, content_hash
from unhook.limits import FEED, FeedLimits

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")
_RESERVED = frozenset({"all", "pack"})
_ENDINGS = re.compile(r"(?:\.git|\.tar(?:\.\w+)?|\.t[gx]z|\.zip)$")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands: `origin` to fetch it from, `version` the hash of what is current.

    `previous` are the versions to go back to, newest first; `withdrawn` those that were
    gone back from, which an update does not bring again; `commit` what git calls the
    version; `updated` the time of the last switch in UTC (ISO 8601); `left_out` counts by
    reason what the source had besides rules and lists.
    """

    name: str
    origin: str
    version: str
    previous: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    commit: str = ""
    updated: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict, hash=False)


def home() -> Path:
    """The folder of everything that Unhook keeps for this user."""
    for variable, below in (("UNHOOK_HOME", "."), ("XDG_DATA_HOME", "unhook")):
        named = os.environ.get(variable, "")
        if os.path.isabs(named):
            return Path(named) / below
    return Path.home() / ".local" / "share" / "unhook"


class Store:
    """The feeds below one folder. Every method raises `RuleError` for what cannot be done."""

    def __init__(self, folder: Path | None = None, limits: FeedLimits = FEED) -> None:
        self.folder = folder if folder is not None else home() / "feeds"
        self.limits = limits

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds by name."""
        found = sorted(self.folder.glob("*/feed.json"))
        return tuple(self.feed(path.parent.name) for path in found)

    def feed(self, name: str) -> Feed:
        """The feed of that name."""
        path = self.folder / _checked(name) / "feed.json"
        try:
            return _read(json.loads(path.read_bytes()))
        except FileNotFoundError:
            known = ", ".join(sorted(each.parent.name for each in self.folder.glob("*/feed.json")))
            raise RuleError(
                f"no feed is called {name!r}; known: {known or 'none, add one with: unhook feed add'}"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RuleError(f"{path}: cannot be read: {error}") from error

    def add(self, origin: str, name: str | None = None) -> Feed:
        """Fetch a feed that is not there yet; the name is taken from the origin if none is given."""
        name = _checked(name or _name_of(origin))
        if (self.folder / name / "feed.json").exists():
            raise RuleError(f"a feed called {name!r} is there already: unhook feed update {name}")
        if fetch.kind(origin) in ("folder", "archive"):
            origin = str(Path(origin).resolve())
        version, commit, left_out = self._fetch(name, origin)
        return self._write(Feed(name, origin, version, commit=commit, left_out=left_out))

    def update(self, name: str, *, again: bool = False) -> Feed:
        """Fetch a feed anew; unchanged where the origin has nothing new, or only (unless `again`) what
        was gone back from.
        """
        feed = self.feed(name)
        version, commit, left_out = self._fetch(name, feed.origin)
        if version == feed.version or (version in feed.withdrawn and not again):
            return feed
        kept = tuple(each for each in (feed.version, *feed.previous) if each != version)
        withdrawn = tuple(each for each in feed.withdrawn if each != version)
        return self._write(
            replace(
                feed,
                version=version,
                commit=commit,
                left_out=left_out,
                previous=kept[: self.limits.versions],
                withdrawn=withdrawn,
            )
        )

    def rollback(self, name: str) -> Feed:
        """Make the version before the current one current."""
        feed = self.feed(name)
        if not feed.previous:
            raise RuleError(f"{name}: there is no earlier version to go back to")
        version, *previous = feed.previous
        verified(self._place(name, version))
        return self._write(
            replace(
                feed,
                version=version,
                commit="",
                previous=tuple(previous),
                withdrawn=(feed.version, *feed.withdrawn)[: self.limits.versions],
            )
        )

    def remove(self, name: str) -> None:
        """Forget a feed and all its versions."""
        self.feed(name)
        # Without its description the rest is no feed any more, however far the removal comes.
        (self.folder / name / "feed.json").unlink()
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def files(self, feed: Feed) -> Path:
        """The folder of the current version, its content compared with its name."""
        return verified(self._place(feed.name, feed.version))

    def _place(self, name: str, version: str) -> Path:
        return self.folder / name / "versions" / version

    def _fetch(self, name: str, origin: str) -> tuple[str, str, dict[str, int]]:
        versions = self.folder / name / "versions"
        with _scratch(versions) as scratch:
            draft = Draft(scratch, self.limits)
            commit = fetch.fetch(origin, draft)
            root = draft.root()
            version = content_hash(root)
            try:
                root.rename(versions / version)
            except OSError:
                # The same content is there already; unless it was damaged, that is as good.
                verified(versions / version)
        return version, commit, dict(draft.left_out)

    def _write(self, feed: Feed) -> Feed:
        feed = replace(feed, updated=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        folder = self.folder / feed.name
        draft = folder / f".feed.json.{os.getpid()}"
        try:
            with draft.open("w", encoding="utf-8") as file:
                json.dump(asdict(feed), file, indent=2)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(folder / "feed.json")
        except OSError as error:
            raise RuleError(f"{folder}: cannot be written: {error.strerror or error}") from error
        wanted = {feed.version, *feed.previous}
        for version in (folder / "versions").iterdir():
            if _HASH.fullmatch(version.name) and version.name not in wanted:
                shutil.rmtree(version, ignore_errors=True)
        return feed


def verified(folder: Path) -> Path:
    """The folder of a version. Raises `RuleError` unless its content is what its name says."""
    try:
        same = folder.is_dir() and content_hash(folder) == folder.name
    except OSError as error:
        raise RuleError(f"{folder}: cannot be read: {error.strerror or error}") from error
    if not same:
        raise RuleError(
            f"{folder}: the files are not those that were fetched; remove the feed and add it again"
        )
    return folder


@contextmanager
def _scratch(versions: Path) -> Iterator[Path]:
    """A folder on the same file system, gone afterwards; so is a feed of which nothing came."""
    try:
        versions.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = Path(mkdtemp(prefix=".draft-", dir=versions))
    except OSError as error:
        raise RuleError(f"{versions}: cannot be written: {error.strerror or error}") from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        for folder in (versions, versions.parent):
            if not any(folder.iterdir()):
                folder.rmdir()


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise RuleError(f"{name!r} cannot name a feed: use small letters, digits, dots and dashes")
    return name


def _name_of(origin: str) -> str:
    last = re.split(r"[/:]", origin.partition("#")[0].rstrip("/"))[-1].lower()
    name = re.sub(r"[^a-z0-9._-]+", "-", _ENDINGS.sub("", last)).strip(".-_")
    return name if _NAME.fullmatch(name) and name not in _RESERVED else "feed"


def _read(data: dict[str, object]) -> Feed:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    feed = Feed(**values)  # type: ignore[arg-type]
    if not all(_HASH.fullmatch(version) for version in (feed.version, *feed.previous)):
        raise ValueError("a version is no hash")
    return feed
