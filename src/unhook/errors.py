"""The error tree: every exception Unhook raises on purpose derives from `UnhookError`.

Mail content never raises (its oddities are `message.Defect` values); these errors are
about what the caller asked for: a missing file, a bad rule, an impossible option.
"""


class UnhookError(Exception):
    """Base of every deliberate error; its text is fit to show to a person."""


class InputError(UnhookError):
    """The thing to analyse cannot be read: no such path, not a mail, no permission."""


class RuleError(UnhookError):
    """A rule, pack or feed is unusable; `unhook.mql.DiagnosticError` carries the places."""


class ConfigError(UnhookError):
    """A configuration value is missing or out of range."""


class MailboxError(UnhookError):
    """A mailbox cannot be read or changed. `temporary`: the same may succeed later by itself."""

    def __init__(self, text: str, *, temporary: bool) -> None:
        super().__init__(text)
        self.temporary = temporary


class StoreError(UnhookError):
    """What is kept cannot be read or written. `temporary`: the same may succeed later without anybody's
    doing (locked, no room, no connection), so that mail should be asked for again and not be let go.
    """

    def __init__(self, text: str, *, temporary: bool) -> None:
        super().__init__(text)
        self.temporary = temporary
