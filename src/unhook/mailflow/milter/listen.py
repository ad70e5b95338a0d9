"""The socket on which mail servers find the milter."""

import contextlib
import os
import shutil
import socket
import stat
from pathlib import Path

from unhook.errors import ConfigError
from unhook.links import place as places
from unhook.settings.model import Milter

_BACKLOG = 128


def listen(settings: Milter) -> socket.socket:
    """A listening socket, with its permissions. Raises `ConfigError` where that cannot be had."""
    kind, _, place = settings.listen.partition(":")
    try:
        return _unix(Path(place), settings) if kind == "unix" else _inet(place)
    except OSError as error:
        raise ConfigError(f"{settings.listen}: {error.strerror or error}") from None
    except LookupError as error:
        raise ConfigError(f"{settings.listen}: {error}") from None


def _inet(place: str) -> socket.socket:
    host, port = places.parsed(place)
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    bound.listen(_BACKLOG)
    return bound


def _unix(path: Path, settings: Milter) -> socket.socket:
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.stat().st_mode) and not _answered(path):
            path.unlink()
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Until it has its own permissions, nobody else may connect.
    before = os.umask(0o177)
    try:
        bound.bind(str(path))
    finally:
        os.umask(before)
    if settings.socket_group is not None:
        shutil.chown(path, group=settings.socket_group)
    path.chmod(int(settings.socket_mode, 8))
    bound.listen(_BACKLOG)
    return bound


def _answered(path: Path) -> bool:
    """Whether somebody listens there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True
