r"""Unhook recognises, explains and stops phishing mail.

    >>> import unhook
    >>> mail = b"From: Someone <someone@example.com>\r\nSubject: Hello\r\n\r\nSee you at noon.\r\n"
    >>> checked = unhook.check(mail)
    >>> checked.verdict.level
    'clean'
    >>> checked.message.sender.email.domain.root_domain
    'example.com'

What is known about the world goes in as a `Context`; nothing is fetched:

    >>> context = unhook.Context(org_domains=frozenset({"example.com"}))
    >>> unhook.parse(b"From: a@example.com\r\nTo: b@example.com\r\n\r\n", context).type.internal
    True
"""

from typing import TYPE_CHECKING, Any

from unhook.version import VERSION

if TYPE_CHECKING:
    from unhook.app import Checked, check, parse
    from unhook.context import Context

__all__ = ["Checked", "Context", "__version__", "check", "parse"]

__version__ = VERSION

_HOMES = {"Checked": "app", "check": "app", "parse": "app", "Context": "context"}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): importing one submodule must not cost the whole library.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"unhook.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'unhook' has no attribute {name!r}")
