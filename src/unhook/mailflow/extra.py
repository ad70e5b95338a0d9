"""What is installed only for those who want it."""

from collections.abc import Iterator
from contextlib import contextmanager

from unhook.errors import ConfigError


@contextmanager
def store() -> Iterator[None]:
    """Around imports of `unhook.store`: `ConfigError` where the extra is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise ConfigError(f"[store] needs: pip install 'unhook[store]' ({error.name})") from None


@contextmanager
def watch() -> Iterator[None]:
    """Around imports of `unhook.mailbox.imap`: `ConfigError` where the extra is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise ConfigError(f"[watch] needs: pip install 'unhook[watch]' ({error.name})") from None
